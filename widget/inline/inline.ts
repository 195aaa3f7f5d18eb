import type { Host } from '../contract.ts';
import css from './inline.css?inline';

/** As high as this where its element has no height of its own. */
const HEIGHT_PX = 520;
const LOW_PX = 160;

/**
 * The chat stands in the element of the page that `selector` finds, as long as there is one: pages of an app come and go. `acted` is told once
 * the visitor does something in it, `inView` whether they have it before them.
 */
export function stand(o: {
  host: Host;
  selector: string;
  place: HTMLElement;
  acted(): void;
  inView(now: boolean): void;
}): () => void {
  const { node, shadow } = o.host;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets.push(sheet);
  o.place.className = 'stand';
  const move = () => {
    const spot = found(o.selector);
    if (spot && node.parentNode !== spot) {
      const height = spot.clientHeight;
      spot.append(node);
      if (height < LOW_PX) o.place.style.setProperty('--high', `${HEIGHT_PX}px`);
      else o.place.style.setProperty('--high', 'initial');
    }
    node.toggleAttribute('data-inline', !!spot);
  };
  const observer = new MutationObserver(move);
  observer.observe(document, { childList: true, subtree: true });
  const watch = new IntersectionObserver(([seen]) => {
    o.inView(!!seen?.isIntersecting);
    // What came in meanwhile is read once its end is before them.
    o.place.querySelector('.messages')?.dispatchEvent(new Event('scroll'));
  });
  watch.observe(node);
  const acts = ['pointerdown', 'focusin', 'keydown'];
  for (const name of acts) o.place.addEventListener(name, o.acted, true);
  move();
  return () => {
    observer.disconnect();
    watch.disconnect();
    for (const name of acts) o.place.removeEventListener(name, o.acted, true);
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

function found(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch (error) {
    console.warn('Foyer:', error);
    return null;
  }
}
