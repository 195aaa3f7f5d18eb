import type { Signal } from '@preact/signals';
import { type Line, openLine, type Standing } from '../client/line.ts';
import type { Answer, Payload, VisitorRequests } from '../protocol/sockets.ts';
import type { Session } from './session.ts';

export type Connection = {
  line: Signal<Standing>;
  start(): void;
  /** Undefined: cut, nothing came back; it may have arrived. */
  ask<E extends keyof VisitorRequests & string>(
    name: E,
    payload: Payload<VisitorRequests, E>,
  ): Promise<Answer<VisitorRequests, E> | undefined>;
  close(): void;
};

/** The visitor's line: it carries the session's token and renews it when it has expired. */
export function openConnection(o: {
  base: string;
  site: string;
  session: Session;
  hear(event: string, payload: unknown): void;
  catchUp(): void;
  /** The session is not known any more. */
  lost(): void;
}): Connection {
  const { base, site, session, hear, catchUp, lost } = o;
  const line: Line = openLine({
    ...{ base, hear, catchUp, lost },
    door: 'visitor',
    query: { site },
    auth: () => ({ site, token: session.token() ?? undefined }),
    token: session.token,
    async renew() {
      const renewed = await session.renew();
      if (renewed === 'ok') return 'renewed';
      return renewed !== 'cut' && renewed.code === 'token_invalid' ? 'gone' : 'later';
    },
  });
  return { line: line.standing, start: line.start, ask: line.ask as Connection['ask'], close: line.close };
}
