import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const sheets = new Map<string, CSSStyleSheet>();

/** The styles of a lazy part come along with it: they are in its shadow root as soon as what they are for is. */
export function useSheet<E extends HTMLElement = HTMLDivElement>(css: string): RefObject<E | null> {
  const place = useRef<E>(null);
  useLayoutEffect(() => {
    const shadow = place.current?.getRootNode() as ShadowRoot | undefined;
    if (!shadow) return;
    const known = sheets.get(css) ?? new CSSStyleSheet();
    if (!sheets.has(css)) known.replaceSync(css);
    sheets.set(css, known);
    if (!shadow.adoptedStyleSheets.includes(known)) shadow.adoptedStyleSheets.push(known);
  });
  return place;
}
