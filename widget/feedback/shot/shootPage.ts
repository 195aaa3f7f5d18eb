import { createContext, domToCanvas } from 'modern-screenshot';
import { copying } from './copies.ts';
import { fileOf } from './file.ts';

const FETCHES_MS = 3_000;
const LONGEST_PX = 2_560;
const drawing = (inside: string) =>
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'>${inside}</svg>`;
const NOTHING = drawing('');
/** A picture that its own site does not give to anybody. */
const MISSING = drawing("<rect width='1' height='1' fill='%23bbb'/>");

/**
 * Makes a picture of what is seen of the page now, without the chat, out of a copy of its elements. What is private is never copied: there
 * the copy has a black box, so that no pixel of it comes to be. 'forbidden': the policy of the page lets no such picture be drawn.
 */
export async function shootPage(): Promise<File | 'forbidden' | 'failed'> {
  if (!(await mayDraw())) return 'forbidden';
  const sandbox = await openSandbox();
  try {
    const root = document.documentElement;
    const [width, height] = [root.clientWidth, innerHeight];
    const { shown, copied } = copying();
    // Made for an element without pictures: for those of a page that are not loaded it would wait.
    const context = await createContext<HTMLElement>(document.createElement('i'), {
      ...{ width, height, timeout: FETCHES_MS, filter: shown, onCloneEachNode: copied, onCloneNode: scrolled },
      ...{ scale: Math.min(devicePixelRatio || 1, LONGEST_PX / Math.max(width, height)), autoDestruct: true },
      ...{ backgroundColor: ground(), fetch: { placeholderImage: (of) => (of ? MISSING : NOTHING) } },
    });
    Object.assign(context, { node: root, sandbox });
    return (await fileOf(await domToCanvas(context))) ?? 'failed';
  } catch {
    return 'failed';
  } finally {
    sandbox.remove();
  }
}

/**
 * Where the library looks up what elements look like by themselves. Its own has no body while it loads, and where the page demands trusted
 * types there would be one for each kind of element.
 */
function openSandbox(): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0', visibility: 'hidden' });
  return new Promise((resolve) => {
    frame.onload = () => resolve(frame);
    try {
      frame.srcdoc = '<!doctype html>';
    } catch {
      // An empty one has to do.
    }
    document.body.append(frame);
  });
}

/** A picture is drawn by way of a data: address, which a strict page forbids: nothing says so but a try. */
function mayDraw(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = new Image();
    probe.onload = () => resolve(true);
    probe.onerror = () => resolve(false);
    probe.src = NOTHING;
  });
}

/** The copy stands where the page is scrolled to. */
function scrolled(copy: Node): void {
  const { style } = copy as HTMLElement;
  style.setProperty('overflow', 'visible', 'important');
  style.transform = `translate(${-scrollX}px, ${-scrollY}px)`;
}

/** What is seen behind a page that has no colour of its own. */
function ground(): string {
  const root = getComputedStyle(document.documentElement);
  const colours = [root, getComputedStyle(document.body)].map((one) => one.backgroundColor);
  const isDark = /dark/.test(root.colorScheme) && (!/light/.test(root.colorScheme) || prefersDark());
  return colours.find((colour) => !/^rgba\(.*, 0\)$|^transparent$/.test(colour)) ?? (isDark ? '#121212' : '#fff');
}

function prefersDark(): boolean {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
