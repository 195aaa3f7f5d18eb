import { type Signal, signal } from '@preact/signals';
import type { Renewed, Standing } from '../client/line.ts';
import type { Answer, Payload, VisitorRequests } from '../protocol/sockets.ts';
import { fetcher } from './fetcher.ts';
import type { openTabs } from './line/tabs.ts';
import type { Session } from './session.ts';

export type Connection = {
  line: Signal<Standing>;
  start(): void;
  /** It will be needed soon: what it is made of is fetched. */
  warm(): void;
  /** Undefined: cut, nothing came back; it may have arrived. */
  ask<E extends keyof VisitorRequests & string>(
    name: E,
    payload: Payload<VisitorRequests, E>,
  ): Promise<Answer<VisitorRequests, E> | undefined>;
  close(): void;
};

const RETRY_MS = 3_000;
const tabsPart = fetcher(() => import('./line/tabs.ts'));

/**
 * The visitor's line: it carries the session's token and renews it when it has expired. What it is made of is fetched when it is first
 * needed: nobody who only looks at the chat pays for it.
 */
export function openConnection(o: {
  base: string;
  site: string;
  session: Session;
  hear(event: string, payload: unknown): void;
  catchUp(): void;
  /** The session is not known any more. */
  lost(): void;
  /** Somebody else is signed in now than when this page was left, or nobody. */
  other(): void;
}): Connection {
  const { base, site, session, hear, catchUp } = o;
  const standing = signal<Standing>('idle');
  let tabs: ReturnType<typeof openTabs> | undefined;
  let started = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  return {
    line: standing,
    start,
    warm: () => void tabsPart().catch(() => {}),
    ask: async (name, payload) => (await tabs?.ask(name, payload)) as never,
    close,
  };

  function start(): void {
    if (started) return;
    started = true;
    standing.value = 'connecting';
    void take();
  }

  async function take(): Promise<void> {
    try {
      const { openTabs } = await tabsPart();
      if (started && !tabs) tabs = openTabs(options());
    } catch {
      if (started) again = setTimeout(take, RETRY_MS);
    }
  }

  function options() {
    const person = session.person();
    return {
      ...{ base, standing, hear, catchUp },
      name: `foyer:${site}:${person}`,
      same: () => session.person() === person,
      door: 'visitor' as const,
      query: { site },
      auth: () => ({ site, token: session.token() ?? undefined }),
      token: session.token,
      async renew(): Promise<Renewed> {
        const renewed = await session.renew();
        if (renewed === 'ok') return 'renewed';
        return renewed !== 'cut' && renewed.code === 'token_invalid' ? 'gone' : 'later';
      },
      lost() {
        close();
        o.lost();
      },
      other() {
        close();
        o.other();
      },
    };
  }

  function close(): void {
    started = false;
    clearTimeout(again);
    tabs?.close();
    tabs = undefined;
    standing.value = 'idle';
  }
}
