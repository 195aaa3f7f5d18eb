import { type Thread as Known, readUpTo } from '../../client/thread.ts';
import type { VisitorMessage, VisitorState } from '../../protocol/conversations.ts';

/** A conversation as the visitor's browser knows it. */
export type Thread = Known<VisitorMessage, VisitorState>;

/** Answers that the visitor has not seen. */
export function unreadIn(thread: Thread): number {
  const seen = readUpTo(thread, 'visitor');
  return thread.messages.filter((one) => one.by !== 'visitor' && one.seq > seen && one.takenBackAt === null).length;
}
