import type { Line } from '../../client/line.ts';
import { openOwn } from './own.ts';
import type { Part, TabsOptions } from './part.ts';
import { openShared } from './shared.ts';

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
    ask: part.ask,
    close() {
      for (const [target, name, hear] of heard) target.removeEventListener(name, hear);
      part.leave();
    },
  };
}
