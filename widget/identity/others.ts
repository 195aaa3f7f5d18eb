import { type Host, storageName } from '../contract.ts';

/** Who is signed in is told from tab to tab, also where nothing is stored yet. */
const nameOf = (host: Host) => `${storageName(host.settings.key)}:who`;
let channel: BroadcastChannel | undefined;

/** The other tabs hear who is here now; undefined: nobody. */
export function tellOthers(host: Host, sub: string | undefined): void {
  if (!('BroadcastChannel' in globalThis)) return;
  const telling = channel ?? new BroadcastChannel(nameOf(host));
  telling.postMessage(sub ?? null);
  if (!channel) telling.close();
}

/** Once somebody is known on this page: when somebody else signs in or out elsewhere, or the page goes to sleep, they are not any more. */
export function hearOthers(host: Host, leave: (host: Host) => void): void {
  if (channel || !('BroadcastChannel' in globalThis)) return;
  const hearing = new BroadcastChannel(nameOf(host));
  channel = hearing;
  const asleep = new AbortController();
  const end = () => {
    asleep.abort();
    hearing.close();
    channel = undefined;
  };
  hearing.onmessage = ({ data }) => {
    if (host.who?.sub !== undefined && host.who.sub !== data) leave(host);
  };
  // A page out of the back-forward cache runs nothing again: who was only in its memory may have left in between.
  const away = ({ persisted }: PageTransitionEvent) => {
    if (persisted && host.who?.pass) leave(host);
    end();
  };
  addEventListener('pagehide', away, asleep);
  host.alive.addEventListener('abort', end, asleep);
}
