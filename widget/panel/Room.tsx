import type { ComponentChildren } from 'preact';
import { useSheet } from '../sheet.ts';
import css from './rooms.css?inline';

/** The scrolled inside of a room, with the styles that rooms have in common. They come with the first room. */
export function Room({ children }: { children: ComponentChildren }) {
  return (
    <div class="room" ref={useSheet(css)}>
      {children}
    </div>
  );
}
