import { effect } from '@preact/signals';
import type { Entry } from '../../../client/outbox.ts';
import type { Storage } from '../../../client/storage.ts';
import { pause } from '../../harness.ts';
import type { Random } from '../random.ts';
import type { Settled } from './actor.ts';

/** What the widget and the inbox look for on a page, in Node: their own code runs here as it is, without what draws. */
const page = {
  window: new EventTarget(),
  document: Object.assign(new EventTarget(), { visibilityState: 'visible', title: 'Tea & Co', referrer: '' }),
  /** Its title never changes. */
  MutationObserver: class {
    observe(): void {}
    disconnect(): void {}
  },
};

/** Makes this process look like a browser at `url`. */
export function beBrowserAt(url: string): void {
  Object.assign(globalThis, page, { location: { origin: url, href: `${url}/` } });
}

/** The net is back, as a browser tells it to its pages. */
export function tellOnline(): void {
  page.window.dispatchEvent(new Event('online'));
}

/** What one browser keeps. Every tab has its own, and hears what the others do. */
export function openStorages(): () => Storage {
  const kept = new Map<string, string>();
  const tabs = new Set<{ heard: ((name: string) => void) | undefined }>();
  return () => {
    const me: { heard: ((name: string) => void) | undefined } = { heard: undefined };
    tabs.add(me);
    const tell = (name: string) => {
      for (const tab of tabs) if (tab !== me && tab.heard) setTimeout(tab.heard, 0, name);
    };
    return {
      get: (name) => kept.get(name) ?? null,
      set(name, value) {
        if (kept.get(name) === value) return;
        kept.set(name, value);
        tell(name);
      },
      remove(name) {
        if (kept.delete(name)) tell(name);
      },
      names: (begin) =>
        [...kept.keys()]
          .filter((name) => name.startsWith(begin))
          .map((name) => name.slice(begin.length))
          .sort(),
      onChange(heard) {
        me.heard = heard;
        return () => {
          me.heard = undefined;
        };
      },
    };
  };
}

/** What a page shows of its messages: those that wait, and where each of the others stands. */
export type Sheet = {
  entries(): readonly Entry[];
  /** Undefined where it is not there. */
  placeOf(message: string): { conversation: string; seq: number } | undefined;
  retry(message: string): void;
};

const SHOWN_WITHIN_MS = 1_500;
const NOWHERE = { conversation: null, seq: null };
type Waiting = { setAside: boolean; goneAt: number | undefined; settle(settled: Settled): void };

/** Follows messages that a page took over until the page shows them as sent. Whoever sees "not sent" tries again after a while. */
export function followOutbox(sheet: () => Sheet, random: Random) {
  const waiting = new Map<string, Waiting>();
  let end = () => {};

  return {
    /** Looks again whenever the page of now shows something else. */
    watch() {
      end();
      end = effect(look);
    },
    settled: (message: string) =>
      new Promise<Settled>((resolve) => {
        waiting.set(message, { setAside: false, goneAt: undefined, settle: resolve });
      }),
    look,
    waiting: () => waiting.size,
    end: () => end(),
  };

  function look(): void {
    const entries = new Map(
      sheet()
        .entries()
        .map((entry) => [entry.id, entry]),
    );
    for (const [id, one] of waiting) {
      const entry = entries.get(id);
      const place = sheet().placeOf(id);
      if (entry?.parked) setAside(id, entry, one);
      if (entry || !(place || isGone(one))) continue;
      waiting.delete(id);
      one.settle({ ok: true, ...(place ?? NOWHERE), setAside: one.setAside });
    }
  }

  /** No longer kept, and not on the screen either: it has to be in another conversation. */
  function isGone(one: Waiting): boolean {
    if (one.goneAt === undefined) setTimeout(look, SHOWN_WITHIN_MS + 10);
    one.goneAt ??= performance.now();
    return performance.now() - one.goneAt > SHOWN_WITHIN_MS;
  }

  function setAside(id: string, { parked }: Entry, one: Waiting): void {
    one.setAside = true;
    if (!parked?.problem) return void pause(random.int(200, 1_000)).then(() => sheet().retry(id));
    waiting.delete(id);
    one.settle({ ok: false, problem: parked.problem });
  }
}
