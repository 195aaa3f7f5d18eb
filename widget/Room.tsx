import type { ComponentChildren } from 'preact';
import css from './rooms.css?inline';
import { useSheet } from './sheet.ts';

/** The scrolled inside of a room, with the styles that rooms have in common. They come with the first room. */
export function Room({ children }: { children: ComponentChildren }) {
  return (
    <div class="room" ref={useSheet(css)}>
      {children}
    </div>
  );
}
