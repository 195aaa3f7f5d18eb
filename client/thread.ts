import type { ReadMark } from '../protocol/conversations.ts';

/** What rows of messages have in common, whoever they are for. */
type Row = { id: string; seq: number; version: number };

/** A conversation as a client knows it: everything up to `version`. `M` and `S` are messages and state as its audience gets them. */
export type Thread<M extends Row, S> = {
  conversation: string;
  version: number;
  state: S;
  /** By seq, oldest first; from some place on without a gap. */
  messages: readonly M[];
  marks: readonly ReadMark[];
  /** There are earlier messages than these. */
  older: boolean;
};
type Change<M, S> = {
  conversation: string;
  from: number;
  to: number;
  state: S;
  messages: readonly M[];
  marks: readonly ReadMark[];
};
type Synced<M, S> = Omit<Change<M, S>, 'from'> & { older: boolean; reset: boolean };

/** Applies what happened. Undefined: this change does not follow on what we have, `conversations:sync` has to fill in. */
export function apply<M extends Row, S>(
  thread: Thread<M, S> | undefined,
  change: Change<M, S>,
): Thread<M, S> | undefined {
  const { conversation, from, to, state, messages, marks } = change;
  if (!thread) {
    return from === 0 ? { conversation, version: to, state, messages, marks, older: false } : undefined;
  }
  if (to <= thread.version) return thread;
  if (from !== thread.version) return undefined;
  return {
    ...thread,
    version: to,
    state,
    messages: mergeMessages(thread.messages, within(thread, messages)),
    marks: mergeMarks(thread.marks, marks),
  };
}

/** Applies an answer of `conversations:sync`, a page that replaces everything included. */
export function applySynced<M extends Row, S>(thread: Thread<M, S> | undefined, synced: Synced<M, S>): Thread<M, S> {
  const { conversation, to, state, messages, marks, older, reset } = synced;
  if (!thread || reset) return { conversation, version: to, state, messages, marks, older };
  if (to < thread.version) return thread;
  return {
    ...thread,
    version: to,
    state,
    messages: mergeMessages(thread.messages, within(thread, messages)),
    marks: mergeMarks(thread.marks, marks),
  };
}

/** What changed before the first message that we have is left out: it comes with the history, as it is by then. */
function within<M extends Row>({ messages: [first], older }: Thread<M, unknown>, fresh: readonly M[]): readonly M[] {
  return older && first ? fresh.filter((message) => message.seq >= first.seq) : fresh;
}

/** Puts earlier messages in front. Undefined: the page is from before what we know, so that it may lack a change: ask again. */
export function prepend<M extends Row, S>(
  thread: Thread<M, S>,
  page: { messages: readonly M[]; older: boolean; to: number },
): Thread<M, S> | undefined {
  if (page.to < thread.version) return undefined;
  return { ...thread, older: page.older, messages: mergeMessages(page.messages, thread.messages) };
}

/** Rows replace those with the same id and a lower version. */
function mergeMessages<M extends Row>(known: readonly M[], fresh: readonly M[]): M[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fresh) {
    const before = byId.get(message.id);
    if (!before || before.version < message.version) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

function mergeMarks(known: readonly ReadMark[], fresh: readonly ReadMark[]): ReadMark[] {
  const byReader = new Map(known.map((mark) => [mark.reader, mark]));
  for (const mark of fresh) {
    const before = byReader.get(mark.reader);
    if (!before || before.version < mark.version) byReader.set(mark.reader, mark);
  }
  return [...byReader.values()];
}

/** How far a reader has read: 'visitor', or a staff member by id. */
export function readUpTo(thread: { marks: readonly ReadMark[] }, reader: string): number {
  return thread.marks.find((mark) => mark.reader === reader)?.seq ?? 0;
}

/** Who of the staff has read so far, by name where that is known. Undefined: nobody. */
export function seenBy(thread: { marks: readonly ReadMark[] }, seq: number): string[] | undefined {
  const seen = thread.marks.filter((mark) => mark.reader !== 'visitor' && mark.seq >= seq);
  return seen.length > 0 ? seen.flatMap((mark) => mark.name ?? []) : undefined;
}
