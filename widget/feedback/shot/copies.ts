import { blacken, boxOf, keepInRow, move } from './boxes.ts';
import { above, isPrivate, liesInPrivate } from './private.ts';
import { isInLine, isInOneRow, seenOn, stuckOn } from './seen.ts';

const OURS = 'foyer-widget';
/** These would play, load or show what another site keeps in them. */
const LEFT_OUT = /^(iframe|frame|object|embed|video|audio)$/;
/** The page must not wait for us longer than a frame. */
const SLICE_MS = 12;

/** A node that is being copied: a copy does not say whose it is. `boxes` go before the child that has that number. */
type Open = { node: Node; children: number; boxes: { at: number; box: HTMLElement }[] };

/**
 * Says of each node of a page whether it is copied, and puts each copy right. Nothing private is copied: its place is a black box. Of what is
 * out of sight there are empty boxes, so that the rest stays where it is.
 */
export function copying() {
  const seen = seenOn(document);
  const stuck = stuckOn(document);
  /** The innermost last. */
  const open: Open[] = [{ node: document.documentElement, children: 0, boxes: [] }];
  let until = performance.now() + SLICE_MS;
  return { shown, copied };

  function shown(node: Node): boolean {
    const parent = above(node);
    const around = open.at(-1);
    if (!parent || !around || liesInPrivate(node) || node.nodeName === OURS.toUpperCase()) return false;
    if (!seen.has(parent) && !isInLine(parent)) return false;
    if (node.nodeName === 'use' && usesPrivate(node as SVGUseElement)) return false;
    if (isUncopied(node)) {
      const box = boxOf(node as HTMLElement);
      place(box, node as HTMLElement);
      around.boxes.push({ at: around.children, box });
      return false;
    }
    around.children++;
    if (node.nodeType !== Node.TEXT_NODE) open.push({ node, children: 0, boxes: [] });
    return true;
  }

  async function copied(copy: Node): Promise<void> {
    const { node, boxes } = open.pop() ?? {};
    const isOf = copy.nodeName === node?.nodeName || node?.nodeName === 'CANVAS';
    // Whoever is not sure whose copy this is must not make a picture of it.
    if (!node || !isOf) throw new Error('unknown copy');
    const children = [...copy.childNodes];
    for (const { at, box } of boxes ?? []) copy.insertBefore(box, children[at] ?? null);
    if (isPrivate(node)) blacken(copy as HTMLElement, node as HTMLElement);
    if (node.nodeType === Node.ELEMENT_NODE) place(copy as HTMLElement, node as HTMLElement);
    if (performance.now() < until) return;
    await new Promise((resolve) => setTimeout(resolve));
    until = performance.now() + SLICE_MS;
  }

  /** A copy is not scrolled, neither as a whole nor inside. */
  function place(copy: HTMLElement, original: HTMLElement): void {
    const { x, y } = stuck.get(original) ?? { x: 0, y: 0 };
    if (x || y) move(copy, x, y);
    if (getComputedStyle(original).position === 'fixed' && original.offsetParent === null) move(copy, scrollX, scrollY);
    if (isInOneRow(original)) keepInRow(copy);
    // Bars for scrolling would take room there, and stand at the beginning.
    if (/auto|scroll/.test(copy.style.overflow)) copy.style.overflow = 'hidden';
    const { scrollLeft, scrollTop } = original;
    if (original === document.documentElement || (!scrollLeft && !scrollTop)) return;
    for (const child of copy.children) {
      const { style } = child as HTMLElement;
      if (style && style.position !== 'fixed') move(child as HTMLElement, -scrollLeft, -scrollTop);
    }
  }
}

/** Whether there is only a box in its place. Pixels of a canvas would be read before its copy can be emptied. */
function isUncopied(node: Node): boolean {
  return LEFT_OUT.test(node.nodeName.toLowerCase()) || (node.nodeName === 'CANVAS' && isPrivate(node));
}

/** Whether what a <use> shows is private, or something in it: that is copied without asking. */
function usesPrivate(use: SVGUseElement): boolean {
  const id = use.href.baseVal.split('#')[1];
  if (!id) return false;
  const used = [...document.querySelectorAll(`svg #${CSS.escape(id)}`)];
  return used.some((one) => [one, ...one.querySelectorAll('*')].some(isPrivate) || liesInPrivate(one));
}
