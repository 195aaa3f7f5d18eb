import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import css from './rooms.css?inline';

let sheet: CSSStyleSheet | undefined;

/** The scrolled inside of a room, with the styles that rooms have in common. They come with the first room. */
export function Room({ children }: { children: ComponentChildren }) {
  const room = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const shadow = room.current?.getRootNode() as ShadowRoot;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets.push(sheet);
  }, []);
  return (
    <div class="room" ref={room}>
      {children}
    </div>
  );
}
