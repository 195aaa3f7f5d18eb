import type { ReadonlySignal } from '@preact/signals';
import { type Line, openLine, type Standing } from '../client/line.ts';
import { isUp } from '../client/standing.ts';
import type { Refused } from '../protocol/problem.ts';
import type { Answer, Payload, StaffRequests } from '../protocol/sockets.ts';

const WAITS_FOR_LINE_MS = 8_000;

export type Ask = <E extends keyof StaffRequests & string>(
  name: E,
  payload: Payload<StaffRequests, E>,
) => Promise<Answer<StaffRequests, E>>;

export type Connection = {
  line: ReadonlySignal<Standing>;
  start(): void;
  /** Asks once the line is up; where that takes too long, or it is cut, the answer is `unavailable`, and it may have arrived. */
  ask: Ask;
  /** Asks now or not at all; undefined: cut. */
  askNow<E extends keyof StaffRequests & string>(
    name: E,
    payload: Payload<StaffRequests, E>,
  ): Promise<Answer<StaffRequests, E> | undefined>;
  close(): void;
};

/** The answer where there is none: the line is down. */
export const NO_LINE: Refused = {
  ok: false,
  problem: { code: 'unavailable', status: 503, title: '', final: false, field: 'line' },
};

/** The line of the inbox to the staff door. The session's cookie goes along by itself. */
export function openConnection(o: {
  hear(event: string, payload: unknown): void;
  catchUp(): void;
  /** The session is over. */
  lost(): void;
}): Connection {
  const line: Line = openLine({
    ...{ base: `${location.origin}/`, door: 'staff', query: {}, auth: () => ({}), token: () => 'cookie' },
    renew: async () => 'gone',
    hear(event, payload) {
      if (event === 'staff:ended') {
        line.close();
        o.lost();
      } else {
        o.hear(event, payload);
      }
    },
    catchUp: o.catchUp,
    lost: o.lost,
  });
  const askNow = line.ask as Connection['askNow'];

  async function ask<E extends keyof StaffRequests & string>(name: E, payload: Payload<StaffRequests, E>) {
    if (!isUp(line.standing.value)) await comesUp();
    return ((await askNow(name, payload)) ?? NO_LINE) as Answer<StaffRequests, E>;
  }

  function comesUp(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, WAITS_FOR_LINE_MS);
      const end = line.standing.subscribe(() => {
        if (isUp(line.standing.value)) queueMicrotask(done);
      });
      function done(): void {
        clearTimeout(timer);
        end();
        resolve();
      }
    });
  }

  return { line: line.standing, start: line.start, ask, askNow, close: line.close };
}
