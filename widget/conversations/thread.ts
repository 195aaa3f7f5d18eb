import type { ReadMark, VisitorChange, VisitorMessage, VisitorState } from '../../protocol/conversations.ts';
import type { Answer, VisitorRequests } from '../../protocol/sockets.ts';

/** A conversation as this browser knows it: everything up to `version`. */
export type Thread = {
  conversation: string;
  version: number;
  state: VisitorState;
  /** By seq, oldest first; from some place on without a gap. */
  messages: readonly VisitorMessage[];
  marks: readonly ReadMark[];
  /** There are earlier messages than these. */
  older: boolean;
};
export type Synced = Extract<Answer<VisitorRequests, 'conversations:sync'>, { ok: true }>;

/** Applies what happened. Undefined: this change does not follow on what we have, `conversations:sync` has to fill in. */
export function apply(thread: Thread | undefined, change: VisitorChange): Thread | undefined {
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
export function applySynced(thread: Thread | undefined, synced: Synced): Thread {
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
function within({ messages: [first], older }: Thread, fresh: readonly VisitorMessage[]): readonly VisitorMessage[] {
  return older && first ? fresh.filter((message) => message.seq >= first.seq) : fresh;
}

/** Puts earlier messages in front. Undefined: the page is from before what we know, so that it may lack a change: ask again. */
export function prepend(
  thread: Thread,
  page: { messages: readonly VisitorMessage[]; older: boolean; to: number },
): Thread | undefined {
  if (page.to < thread.version) return undefined;
  return { ...thread, older: page.older, messages: mergeMessages(page.messages, thread.messages) };
}

/** Rows replace those with the same id and a lower version. */
function mergeMessages(known: readonly VisitorMessage[], fresh: readonly VisitorMessage[]): VisitorMessage[] {
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

/** How far the visitor has read. */
export function readUpTo(thread: Thread): number {
  return thread.marks.find((mark) => mark.reader === 'visitor')?.seq ?? 0;
}

/** How far some staff member has read. */
export function seenUpTo(thread: Thread): number {
  return Math.max(0, ...thread.marks.filter((mark) => mark.reader !== 'visitor').map((mark) => mark.seq));
}

export function unreadIn(thread: Thread): number {
  const seen = readUpTo(thread);
  return thread.messages.filter((one) => one.by !== 'visitor' && one.seq > seen && one.takenBackAt === null).length;
}
