import { LINES, type Watched } from './feedback/lines.ts';

/**
 * `/foyer/errors.js`, which owners put before everything else on a page: keeps the last lines of its console that tell of something wrong.
 * They lie in the page's memory alone until a visitor who reports a problem sees them and lets them go along. A script of its own, since
 * most errors come before anything of ours is there, and the loader has no byte for it.
 */
const MOST = 10;
const LONGEST = 500;

function watch(page: Window & Watched): void {
  if (page[LINES]) return;
  const lines: string[] = [];
  page[LINES] = lines;
  const ending = new AbortController();
  const { console } = window;
  const { error } = console;
  let lived = false;

  const keep = (...parts: unknown[]): void => {
    try {
      const line = parts.map(textOf).filter(Boolean).join(' ').slice(0, LONGEST);
      // The chat was taken away, and everything of it with it.
      if (lived && !window.Foyer) end();
      // What fails again and again would push out everything else.
      else if (line && line !== lines.at(-1)) lines.push(line);
      if (lines.length > MOST) lines.shift();
    } catch {
      // Whatever is said there, the page goes on as if nobody listened.
    }
  };
  const told = (...parts: unknown[]): void => {
    keep(...parts);
    error.apply(console, parts);
  };
  function end(): void {
    ending.abort();
    lines.length = 0;
    if (console.error === told) console.error = error;
  }

  const { signal } = ending;
  addEventListener('foyer:ready', () => (lived = true), { signal });
  addEventListener('error', (told) => told.message && keep(told.message, placeOf(told)), { signal });
  addEventListener('unhandledrejection', ({ reason }) => keep('Uncaught (in promise)', reason), { signal });
  console.error = told;
}

/** What is said in words. Of other things only what kind they are: nobody knows what is in them. */
function textOf(part: unknown): string {
  if (part instanceof Error) return `${part.name}: ${part.message}`;
  return typeof part === 'object' && part ? Object.prototype.toString.call(part) : String(part);
}

/** Where it happened, without what the address was asked with. */
function placeOf({ filename, lineno }: ErrorEvent): string {
  return filename && `(${filename.split(/[?#]/)[0]}:${lineno})`;
}

watch(window as Window & Watched);
