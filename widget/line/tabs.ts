import type { Line } from '../../client/line.ts';
import { openOwn } from './own.ts';
import type { Part, TabsOptions } from './part.ts';
import { openShared } from './shared.ts';

/** Lists that are worked with in answers: one without them comes from something else than our server. */
const LISTS: Record<string, readonly string[]> = {
  'conversations:list': ['rows'],
  'conversations:sync': ['messages', 'marks'],
  'conversations:history': ['messages'],
  'files:addresses': ['files'],
};

/**
 * One person's line for all the tabs that show the site. A page that is put away (into the back-forward cache, or frozen) keeps
 * nothing open; when it comes back it looks first who is signed in.
 */
export function openTabs(o: TabsOptions): { ask: Line['ask']; close(): void } {
  const part: Part = 'locks' in navigator && 'BroadcastChannel' in globalThis ? openShared(o) : openOwn(o);
  const away = () => {
    part.leave();
    o.standing.value = 'connecting';
  };
  const back = () => (o.same() ? part.enter() : o.other());
  const heard: [EventTarget, string, () => void][] = [
    [window, 'pagehide', away],
    [window, 'pageshow', back],
    [document, 'freeze', away],
    [document, 'resume', back],
  ];
  for (const [target, name, hear] of heard) target.addEventListener(name, hear);
  part.enter();

  return {
    async ask(name, payload) {
      const reply = await part.ask(name, payload);
      const given: Record<string, unknown> = { ...reply };
      const isWhole = (LISTS[name] ?? []).every((list) => Array.isArray(given[list]));
      return given.ok === true && !isWhole ? undefined : reply;
    },
    close() {
      for (const [target, name, hear] of heard) target.removeEventListener(name, hear);
      part.leave();
    },
  };
}
