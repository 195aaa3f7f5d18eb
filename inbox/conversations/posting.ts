import { type Entry, type Outbox, type Outcome, openOutbox } from '../../client/outbox.ts';
import { newId, type Storage } from '../../client/storage.ts';
import type { StaffChange } from '../../protocol/conversations.ts';
import type { Connection } from '../connection.ts';
import { changeOf } from './thread.ts';
import type { Threads } from './threads.ts';

const RETRY_MS = 2_000;

export type Posting = {
  entries: Outbox['entries'];
  post(p: { conversation: string; body: string; note: boolean }): void;
  retry(id: string): void;
  discard(id: string): void;
  /** Messages that are stored need no sending any more. */
  settle(ids: Iterable<string>): void;
  flush(): void;
  close(): void;
};

/** What staff write, with the promise that visitors have: kept in the browser, sent once, in order, over whatever line there is. */
export function openPosting(o: {
  connection: Connection;
  storage: Storage;
  me(): { id: string; name: string };
  threads: Threads;
  take(change: StaffChange): void;
  /** Something was posted to a conversation that is not open here. */
  missed(): void;
}): Posting {
  const { askNow, line } = o.connection;
  let again: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const outbox = openOutbox({ storage: o.storage, site: `inbox:${o.me().id}`, me: () => o.me().id, send, posted });

  return {
    entries: outbox.entries,
    post({ conversation, body, note }) {
      const at = Date.now();
      outbox.add({ id: newId(at), body, at, conversation, start: null, note, owner: o.me().id });
    },
    retry: outbox.retry,
    discard: outbox.discard,
    settle: (ids) => outbox.settle(new Set(ids)),
    flush: () => void outbox.flush(),
    close() {
      closed = true;
      clearTimeout(again);
      outbox.close();
    },
  };

  async function send(entry: Entry): Promise<Outcome> {
    const before = line.peek();
    if (closed || entry.conversation === null || (before !== 'live' && before !== 'http')) return later();
    const { id, body, conversation, note } = entry;
    const answer = await askNow('conversations:post', { id, body, conversation, ...(note ? { note } : {}) });
    if (answer?.ok) return { kind: 'posted', posted: answer };
    if (answer?.problem.final) return { kind: 'refused', problem: answer.problem };
    if (answer) return later(answer.problem.retryAfterMs);
    // Over HTTP nothing tells an offline browser from a cut line: only a live line that broke counts.
    const cut = before === 'live' && !closed;
    if (!cut) later();
    return cut ? { kind: 'cut' } : { kind: 'later' };
  }

  function later(afterMs = RETRY_MS): Outcome {
    clearTimeout(again);
    if (!closed) again = setTimeout(() => void outbox.flush(), afterMs);
    return { kind: 'later' };
  }

  function posted(entry: Entry, answer: Extract<Outcome, { kind: 'posted' }>['posted']): void {
    const known = o.threads.of(answer.conversation);
    if (known) o.take(changeOf(entry, answer, known.thread.state, o.me()));
    else o.missed();
  }
}
