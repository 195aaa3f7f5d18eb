import type { Staged } from '../../../client/files/desk.ts';
import { type Entry, type Outbox, type Outcome, openOutbox } from '../../../client/outbox.ts';
import { isUp } from '../../../client/standing.ts';
import { newId, type Storage } from '../../../client/storage.ts';
import type { StaffChange } from '../../../protocol/conversations.ts';
import type { FileFacts } from '../../../protocol/files.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Connection } from '../../connection.ts';
import type { Attaching } from '../../files/attaching.ts';
import { changeOf } from '../thread/thread.ts';
import type { Threads } from '../thread/threads.ts';

const RETRY_MS = 2_000;

export type Posting = {
  entries: Outbox['entries'];
  post(p: {
    conversation: string;
    body: string;
    note: boolean;
    files?: readonly Staged[];
    replyTo?: string | null;
  }): void;
  retry(id: string): void;
  discard(id: string): void;
  leaveOut(id: string, file: string): void;
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
  attaching: Attaching;
  take(change: StaffChange): void;
  /** Something was posted to a conversation that is not open here. */
  missed(): void;
}): Posting {
  const { askNow, line } = o.connection;
  let again: ReturnType<typeof setTimeout> | undefined;
  const arrived = new Map<string, readonly FileFacts[]>();
  let closed = false;
  const outbox = openOutbox({ storage: o.storage, site: `inbox:${o.me().id}`, me: () => o.me().id, send, posted });

  return {
    entries: outbox.entries,
    post({ conversation, body, note, files = [], replyTo }) {
      const at = Date.now();
      const more = { ...(files.length > 0 && { files }), ...(replyTo && { replyTo }) };
      outbox.add({ id: newId(at), body, at, conversation, start: null, note, ...more, owner: o.me().id });
    },
    retry: outbox.retry,
    leaveOut: outbox.leaveOut,
    discard(id) {
      over([id], false);
      outbox.discard(id);
    },
    settle(ids) {
      const stored = new Set(ids);
      over(stored, true);
      outbox.settle(stored);
    },
    flush: () => void outbox.flush(),
    close() {
      closed = true;
      clearTimeout(again);
      outbox.close();
    },
  };

  async function send(entry: Entry): Promise<Outcome> {
    const before = line.peek();
    if (closed || entry.conversation === null || !isUp(before)) return later();
    const { id, body, conversation, note, replyTo } = entry;
    const carried = entry.files && (await o.attaching.of(conversation).deliver(entry));
    if (closed || carried === 'later') return later();
    if (carried && 'code' in carried) return refusedOr(carried);
    if (carried) arrived.set(id, carried);
    const more = {
      ...(note && { note }),
      ...(carried && { files: carried.map((file) => file.id) }),
      ...(replyTo && { replyTo }),
    };
    const answer = await askNow('conversations:post', { id, body, conversation, ...more });
    if (answer) return answer.ok ? { kind: 'posted', posted: answer } : refusedOr(answer.problem);
    // Over HTTP nothing tells an offline browser from a cut line: only a live line that broke counts.
    const cut = before === 'live' && !closed;
    if (!cut) later();
    return cut ? { kind: 'cut' } : { kind: 'later' };
  }

  function refusedOr(problem: Problem): Outcome {
    return problem.final ? { kind: 'refused', problem } : later(problem.retryAfterMs);
  }

  function later(afterMs = RETRY_MS): Outcome {
    clearTimeout(again);
    if (!closed) again = setTimeout(() => void outbox.flush(), afterMs);
    return { kind: 'later' };
  }

  function posted(entry: Entry, answer: Extract<Outcome, { kind: 'posted' }>['posted']): void {
    const known = o.threads.of(answer.conversation);
    if (known)
      o.take(changeOf(entry, answer, { before: known.thread.state, me: o.me(), files: arrived.get(entry.id) }));
    else o.missed();
    over([entry.id], true);
  }

  /** Messages are gone, one way or the other, and with them what is kept of their files here. */
  function over(ids: Iterable<string>, kept: boolean): void {
    const gone = new Set(ids);
    for (const entry of outbox.entries.peek()) {
      if (gone.has(entry.id) && entry.files) o.attaching.of(entry.conversation as string).over(entry, kept);
      if (gone.has(entry.id)) arrived.delete(entry.id);
    }
  }
}
