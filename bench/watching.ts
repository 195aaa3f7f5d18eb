import type { CDPSession, Page } from 'playwright-core';

/** What runs inside the measured page, as `window.watching`. It has to be whole by itself: its text is sent there. */
export type Watching = {
  /** Puts the snippet into the page and gives the milliseconds until the launcher is painted. */
  insert(script: string, consent: boolean): Promise<number>;
  /** Waits until the chat's own file is there, fetched ahead. */
  fetched(): Promise<void>;
  /** The middle of the launcher. The next click is the one that counts. */
  aim(): { x: number; y: number };
  /** Milliseconds from that click to the composer's focus. */
  focused(): Promise<number>;
  /** Since the page began: how long tasks of more than 50 ms took, and the sum of all layout shifts, after input too. */
  seen(): { longTasksMs: number[]; shift: number };
};
declare global {
  interface Window {
    watching: Watching;
  }
}

/** Starts watching before anything else in the page runs. Nothing else of ours is put in there, since it would weigh. */
export function watchPage(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const GIVE_UP_MS = 15_000;
    const seen = { longTasksMs: [] as number[], shift: 0 };
    let focus: Promise<number> | undefined;
    const within = <T>(what: string, act: (done: (value: T) => void) => void) =>
      new Promise<T>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), GIVE_UP_MS);
        act((value) => {
          clearTimeout(late);
          resolve(value);
        });
      });
    const shadow = () => document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasksMs.push(duration);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });

    window.watching = {
      seen: () => seen,
      insert: (src, consent) =>
        within('for the launcher', (done) => {
          const begun = performance.now();
          new MutationObserver((_changes, observer) => {
            if (!shadow()) return;
            observer.disconnect();
            // The task after the next frame's callbacks is the first one after that frame was painted.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => done(performance.now() - begun);
              port2.postMessage(null);
            });
          }).observe(document.body, { childList: true });
          const script = document.createElement('script');
          script.async = true;
          if (consent) script.dataset.consent = 'required';
          script.src = src;
          document.head.append(script);
        }),
      fetched: () =>
        within('for the chat to be fetched ahead', (done) => {
          new PerformanceObserver((list) => {
            if (list.getEntries().some(({ name }) => name.includes('/foyer/assets/'))) done();
          }).observe({ type: 'resource', buffered: true });
        }),
      aim() {
        let clicked = Number.NaN;
        window.addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), { capture: true, once: true });
        focus = within('for the composer', (done) => {
          // Focus that moves within a shadow root is not told outside of it.
          shadow().addEventListener('focusin', function focusin({ target }) {
            if ((target as Element).localName !== 'textarea') return;
            shadow().removeEventListener('focusin', focusin);
            done(performance.now() - clicked);
          });
        });
        const { x, y, width, height } = shadow().querySelector('button')!.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      },
      focused: () => focus!,
    };
  });
}

/** Milliseconds of script, compiling included, that the page's main thread has run. */
export async function scriptMs(cdp: CDPSession): Promise<number> {
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return (of('ScriptDuration') + of('V8CompileDuration')) * 1000;
}

/** Bytes that the page's live objects take, after a collection: JavaScript's, and those of the browser's own that belong to them. */
export async function heapBytes(cdp: CDPSession): Promise<{ script: number; browser: number }> {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, ...more } = await cdp.send('Runtime.getHeapUsage');
  const { embedderHeapUsedSize = 0 } = more as { embedderHeapUsedSize?: number };
  return { script: usedSize, browser: embedderHeapUsedSize };
}
