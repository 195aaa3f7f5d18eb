import type { Entry } from '../../../client/outbox.ts';
import type { Thread } from '../../../client/thread.ts';
import { readUpTo } from '../../../client/thread.ts';
import type { Person, Posted, StaffChange, StaffMessage, StaffState } from '../../../protocol/conversations.ts';
import type { FileFacts } from '../../../protocol/files.ts';

export type StaffThread = Thread<StaffMessage, StaffState>;
/** A conversation that was opened here, with whom it is and where. */
export type Opened = { thread: StaffThread; site: string; person: Person };

/** The visitor's messages that a staff member has not seen. */
export function unreadIn(thread: StaffThread, me: string): number {
  const seen = readUpTo(thread, me);
  return thread.messages.filter((one) => one.by === 'visitor' && one.seq > seen && one.takenBackAt === null).length;
}

/**
 * What a post of one's own did, for a client that was at `posted.from`: an answer says hello to whoever waits and opens what was
 * closed, a note does neither (server/conversations/store/posting.ts).
 */
export function changeOf(
  entry: Entry,
  posted: Posted,
  {
    before,
    me,
    files,
  }: { before: StaffState; me: { id: string; name: string }; files: readonly FileFacts[] | undefined },
): StaffChange {
  const note = entry.note === true;
  const message: StaffMessage = {
    ...{ id: entry.id, seq: posted.seq, by: 'staff', author: { id: me.id, name: me.name }, body: entry.body, note },
    ...{ at: posted.at, editedAt: null, takenBackAt: null, version: posted.to },
    ...(entry.replyTo && { replyTo: entry.replyTo }),
    ...(files && { files: files.map((file) => ({ ...file, address: null, thumbnail: null })) }),
  };
  const state: StaffState = note
    ? before
    : { ...before, status: 'open', waitingSince: null, lastAt: Math.max(before.lastAt, posted.at) };
  const { conversation, from, to } = posted;
  return { conversation, from, to, state, messages: [message], marks: [] };
}
