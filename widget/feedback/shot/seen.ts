import { above } from './private.ts';

/** What is seen of a page now, and all that it stands in. */
export function seenOn(root: ParentNode, seen = new Set<Node>([document.documentElement])): Set<Node> {
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) seenOn(element.shadowRoot, seen);
    if (isInView(element)) for (let one: Node | null = element; one && !seen.has(one); one = above(one)) seen.add(one);
  }
  return seen;
}

function isInView(element: Element): boolean {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const isNear = bottom >= 0 && right >= 0 && top <= innerHeight && left <= innerWidth;
  // What has no box at all is said to lie at the very top.
  return isNear && element.getClientRects().length > 0;
}

/** Whether the width of what is in it moves what stands beside it. */
export function isInLine(node: Node): boolean {
  return node.nodeType === Node.ELEMENT_NODE && /^(inline|contents)$/.test(getComputedStyle(node as Element).display);
}

/** Whether all that is in an element that wraps stands beside one another. */
export function isInOneRow(element: HTMLElement): boolean {
  const wraps = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
  if (!wraps && getComputedStyle(element).flexWrap !== 'wrap') return false;
  const inside = document.createRange();
  inside.selectNodeContents(element);
  const boxes = [...inside.getClientRects()];
  const lowestTop = Math.max(...boxes.map(({ top }) => top));
  return boxes.length > 0 && boxes.every(({ bottom }) => lowestTop < bottom);
}

/**
 * How far from its place each element stands that sticks to an edge: a copy that is not scrolled would show it there. Rules of our own let
 * go of it for as long as it takes to measure, and nothing around it moves.
 */
export function stuckOn(page: Document): Map<Element, { x: number; y: number }> {
  const sticking = [...page.querySelectorAll('*')].filter((one) => getComputedStyle(one).position === 'sticky');
  const stuck = new Map<Element, { x: number; y: number }>();
  if (sticking.length === 0) return stuck;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${sticking.map(pathOf).join()}{inset:auto!important}`);
  const before = sticking.map(placeOf);
  page.adoptedStyleSheets.push(sheet);
  const after = sticking.map(placeOf);
  page.adoptedStyleSheets = page.adoptedStyleSheets.filter((one) => one !== sheet);
  for (const [at, one] of sticking.entries()) {
    const [[x, y], [x0, y0]] = [before[at] as [number, number], after[at] as [number, number]];
    stuck.set(one, { x: x - x0, y: y - y0 });
  }
  return stuck;
}

/** Against what it stands in, which may stick, too. */
function placeOf(element: Element): [number, number] {
  const { left, top } = element.getBoundingClientRect();
  const around = element.parentElement?.getBoundingClientRect() ?? { left: 0, top: 0 };
  return [left - around.left, top - around.top];
}

function pathOf(element: Element): string {
  const { parentElement: parent } = element;
  return parent ? `${pathOf(parent)}>:nth-child(${[...parent.children].indexOf(element) + 1})` : ':root';
}
