import { useLayoutEffect, useRef } from 'preact/hooks';

const sheets = new Map<string, CSSStyleSheet>();

/** Gives the shadow root that an element is in the styles of a part, once. */
export function useSheet<E extends HTMLElement>(css: string) {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const shadow = element.current?.getRootNode() as ShadowRoot;
    const sheet = sheets.get(css) ?? new CSSStyleSheet();
    if (!sheets.has(css)) {
      sheet.replaceSync(css);
      sheets.set(css, sheet);
    }
    if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets.push(sheet);
  }, []);
  return element;
}
