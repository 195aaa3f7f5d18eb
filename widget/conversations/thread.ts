import { type Thread as Known, readUpTo } from '../../client/thread.ts';
import type { VisitorMessage, VisitorRow, VisitorState } from '../../protocol/conversations.ts';

/** A conversation as the visitor's browser knows it. */
export type Thread = Known<VisitorMessage, VisitorState>;

/** Answers that the visitor has not seen, oldest first. */
export function unreadOf(thread: Thread): VisitorMessage[] {
  const seen = readUpTo(thread, 'visitor');
  return thread.messages.filter((one) => one.by !== 'visitor' && one.seq > seen && one.takenBackAt === null);
}

/** How many those are. */
export const unreadIn = (thread: Thread): number => unreadOf(thread).length;

/** How the list shows it. What its first message says the list alone knows while that one is not loaded. */
export function rowOf(thread: Thread, listed?: VisitorRow): VisitorRow {
  const { conversation, version, state, messages } = thread;
  const first = messages.find(({ by, body }) => by === 'visitor' && body);
  const topic = (thread.older && listed?.topic) || first?.body;
  const row = { conversation, version, state, last: messages.at(-1) ?? null, unread: unreadIn(thread) };
  return topic ? { ...row, topic } : row;
}
