import type { Problem } from '../../protocol/problem.ts';
import { applySynced, prepend, type Thread } from '../thread.ts';

type Row = { id: string; seq: number; version: number };
type Refused = { ok: false; problem: Problem };
type Page<M> = { ok: true; messages: M[]; older: boolean; to: number };
type Synced<M, S> = { ok: true; more: boolean } & Parameters<typeof applySynced<Row & M, S>>[1];

const TRIES = 3;
const TRY_AGAIN_MS = 1_500;

/**
 * All messages of a conversation, oldest first, as they are when the last answer has come: what is changed or taken back meanwhile is
 * changed here, too. `told` hears how much is there, from 0 to 1. Undefined: it could not be had, or `over` came first.
 */
export async function wholeOf<M extends Row, S>(o: {
  thread: Thread<M, S>;
  history(before: number): Promise<Page<M> | Refused | undefined>;
  sync(from: number): Promise<Synced<M, S> | Refused | undefined>;
  told(share: number): void;
  over: AbortSignal;
}): Promise<Thread<M, S> | undefined> {
  let whole = o.thread;
  for (;;) {
    const first = whole.messages[0];
    const last = whole.messages.at(-1);
    if (first && last) o.told((last.seq - first.seq + 1) / last.seq);
    if (whole.older && first) {
      const page = await persistently(() => o.history(first.seq), o.over);
      if (!page) return undefined;
      // A page from before what is known already is asked for again.
      whole = prepend(whole, page) ?? whole;
    } else {
      const { version } = whole;
      const synced = await persistently(() => o.sync(version), o.over);
      if (!synced) return undefined;
      whole = applySynced(whole, synced as never);
      if (!synced.more && !whole.older) return whole;
    }
  }
}

/** A line that is cut comes back, and whoever is told to wait waits. */
async function persistently<A extends { ok: true }>(
  ask: () => Promise<A | Refused | undefined>,
  over: AbortSignal,
): Promise<A | undefined> {
  const stopped = new Promise<undefined>((resolve) => over.addEventListener('abort', () => resolve(undefined)));
  for (let tries = 0; tries < TRIES && !over.aborted; ) {
    const answer = await Promise.race([ask(), stopped]);
    if (over.aborted) break;
    if (answer?.ok) return answer;
    if (answer?.problem.final) break;
    if (answer?.problem.code !== 'too_many') tries += 1;
    const waits = answer?.problem.retryAfterMs ?? TRY_AGAIN_MS;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, waits)), stopped]);
  }
  return undefined;
}
