import { isPrivate } from './private.ts';

/** Where an element stands among others. */
const PLACING = [
  ...['position', 'top', 'right', 'bottom', 'left', 'margin', 'float', 'z-index', 'transform', 'visibility', 'opacity'],
  ...['flex', 'align-self', 'justify-self', 'grid-area', 'order', 'vertical-align', 'border-radius'],
];

/** An empty box for an element that is not copied: black in place of something private, grey of what another site shows. */
export function boxOf(original: HTMLElement): HTMLElement {
  const box = document.createElement('span');
  const style = getComputedStyle(original);
  const { display } = style;
  for (const name of PLACING) box.style.setProperty(name, style.getPropertyValue(name));
  Object.assign(box.style, {
    ...{ display: display === 'inline' ? 'inline-block' : display, boxSizing: 'border-box' },
    ...{ width: `${original.offsetWidth}px`, height: `${original.offsetHeight}px` },
    background: isPrivate(original) ? '#000' : '#bbb',
  });
  return box;
}

/** Of the copy of something private all that is left is a box as large as the original. */
export function blacken(copy: HTMLElement, original: HTMLElement): void {
  for (const { name } of [...copy.attributes]) if (name !== 'style') copy.removeAttribute(name);
  copy.replaceChildren();
  // Parts of a drawing have no size of their own.
  const box = original.getBoundingClientRect();
  const looks = {
    ...{ background: '#000', color: '#000', border: '0', 'border-image': 'none', outline: 'none' },
    ...{ filter: 'none', 'backdrop-filter': 'none', mask: 'none', '-webkit-mask': 'none', 'clip-path': 'none' },
    ...{ 'box-shadow': 'none', 'list-style': 'none', content: 'none', appearance: 'none', 'box-sizing': 'border-box' },
    ...{ width: `${original.offsetWidth ?? box.width}px`, height: `${original.offsetHeight ?? box.height}px` },
    ...{ 'min-width': '0', 'min-height': '0' },
    ...(getComputedStyle(original).display === 'inline' && { display: 'inline-block', 'vertical-align': 'top' }),
  };
  for (const [name, value] of Object.entries(looks)) copy.style.setProperty(name, value, 'important');
}

export function move({ style }: HTMLElement, x: number, y: number): void {
  const { transform } = style;
  style.transform = `translate(${x}px, ${y}px) ${transform === 'none' ? '' : transform}`;
}

/** Letters of a copy are a hair wider here and there: what just fitted would be broken. */
export function keepInRow({ style }: HTMLElement): void {
  if (style.flexWrap === 'wrap') style.flexWrap = 'nowrap';
  if (!style.whiteSpace.startsWith('pre')) style.whiteSpace = 'nowrap';
}
