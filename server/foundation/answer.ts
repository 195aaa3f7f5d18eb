import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Request } from '../../protocol/sockets.ts';
import { checker } from './check.ts';
import { StoreUnavailable } from './database/database.ts';
import type { Handlers } from './door.ts';

export type Reply = ({ ok: true } & Record<string, unknown>) | Refused;
export type Log = { error(fields: object, text: string): void };

/** One request of a door, ready to be answered over a socket or over HTTP. */
export type Answering<C> = (caller: C, payload: unknown) => Promise<Reply>;

/**
 * Puts check, permission and handler of each request together. A check that fails, a caller who may not and a store that cannot
 * are answered with a problem; anything unexpected is logged and answered `internal`.
 */
export function answering<R extends Record<string, Request>, C>(o: {
  requests: R;
  handlers: Handlers<R, C>;
  /** The caller as far as the request's `access` reaches, or why not at all. */
  reach(caller: C, access: Request['access']): { ok: true; caller: C } | Refused;
  log: Log;
}): Map<string, Answering<C>> {
  return new Map(Object.entries(o.requests).map(([name, request]) => [name, answer(name, request)]));

  function answer(name: string, request: Request): Answering<C> {
    const check = checker(request.payload);
    const handle = o.handlers[name] as (caller: C, payload: unknown) => Promise<Reply>;
    return (caller, payload) => {
      const checked = check(payload);
      if (!checked.ok) return Promise.resolve(checked);
      const reached = o.reach(caller, request.access);
      if (!reached.ok) return Promise.resolve(reached);
      return settled(name, () => handle(reached.caller, checked.value), o.log);
    };
  }
}

/** Runs a handler; what it throws becomes a problem. */
export async function settled(name: string, run: () => Promise<Reply>, log: Log): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    log.error({ err: error, request: name }, 'a request failed');
    return refuse(error instanceof StoreUnavailable ? 'unavailable' : 'internal');
  }
}
