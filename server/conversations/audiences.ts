import type {
  Face,
  Person,
  Reaction,
  ReadMark,
  StaffChange,
  StaffMessage,
  StaffState,
  VisitorChange,
  VisitorMessage,
  VisitorState,
} from '../../protocol/conversations.ts';
import type { FileFacts, MessageFile } from '../../protocol/files.ts';
import type { Changed } from './store/changing.ts';
import type { MarkRow, MessageRow, Reacted, ToldRow } from './store/rows.ts';

/** Who a staff member is, by id, as others see them. */
export type FaceOf = (id: string) => Face | undefined;

/** A file as a message keeps it: what is shown of it, without its addresses. `small`: it has a thumbnail. */
export type Attached = FileFacts & { small: boolean };
/** A file as a reader is shown it; null: one of a person's browsers, whichever. */
export type ShownFile = (file: Attached, reader: Reader) => MessageFile;
type Reader = { session?: string } | 'staff' | null;

/**
 * How rows look to each audience. Visitors count only what they see, so that no number tells them of notes.
 */
export function audiences(faceOf: FaceOf, shownFile: ShownFile) {
  const face = (id: string | null): Face | null => (id === null ? null : (faceOf(id) ?? { id, name: '…' }));

  function messageParts(row: MessageRow, reader: Reader) {
    return {
      id: row.id,
      by: row.author_kind,
      author: row.author_kind === 'staff' ? face(row.author_id) : null,
      body: row.body,
      at: row.at,
      editedAt: row.edited_at,
      takenBackAt: row.taken_back_at,
      // Most have none, and are told without.
      ...(row.files && { files: (JSON.parse(row.files) as Attached[]).map((file) => shownFile(file, reader)) }),
      ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
      ...(row.reactions === null ? {} : { reactions: reactionsOf(row.reactions) }),
    };
  }

  function reactionsOf(stored: string): Reaction[] {
    const reacted = JSON.parse(stored) as Reacted[];
    return reacted.map(({ emoji, by }) => ({ emoji, by: by === 'visitor' ? by : (face(by) as Face) }));
  }

  return {
    visitor: {
      message: (row: MessageRow, reader: Exclude<Reader, 'staff'> = null): VisitorMessage => ({
        ...messageParts(row, reader),
        seq: row.public_seq,
        version: row.public_version,
      }),
      mark: (row: MarkRow): ReadMark => ({
        reader: row.reader,
        ...(row.reader === 'visitor' ? {} : { name: (face(row.reader) as Face).name }),
        seq: row.public_seq,
        at: row.at,
        version: row.public_version,
      }),
      state: (row: ToldRow): VisitorState => ({
        status: row.status === 'closed' ? 'closed' : 'open',
        assignee: face(row.assignee_id),
        ...(row.team_id === null ? {} : { team: row.team_id }),
        startedAt: row.started_at,
        lastAt: row.last_at,
      }),
      change({ conversation, message, mark }: Changed): VisitorChange {
        return {
          conversation: conversation.id,
          from: conversation.public_version - 1,
          to: conversation.public_version,
          state: this.state(conversation),
          messages: message ? [this.message(message)] : [],
          marks: mark ? [this.mark(mark)] : [],
        };
      },
    },
    staff: {
      message: (row: MessageRow): StaffMessage => ({
        ...messageParts(row, 'staff'),
        seq: row.seq,
        version: row.version,
        note: row.kind === 'note',
      }),
      mark: (row: MarkRow): ReadMark => ({ reader: row.reader, seq: row.seq, at: row.at, version: row.version }),
      state: (row: ToldRow): StaffState => ({
        status: row.status,
        assignee: face(row.assignee_id),
        ...(row.team_id === null ? {} : { team: row.team_id }),
        startedAt: row.started_at,
        lastAt: row.last_at,
        waitingSince: row.waiting_since,
      }),
      change({ conversation, message, mark }: Changed, opened?: { site: string; person: Person }): StaffChange {
        return {
          conversation: conversation.id,
          from: conversation.version - 1,
          to: conversation.version,
          state: this.state(conversation),
          messages: message ? [this.message(message)] : [],
          marks: mark ? [this.mark(mark)] : [],
          ...(opened ? { opened } : {}),
        };
      },
    },
  };
}
export type Audiences = ReturnType<typeof audiences>;
