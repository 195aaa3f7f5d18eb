import type { Status } from '../../../protocol/conversations.ts';
import type { ProblemCode } from '../../../protocol/problem.ts';
import { all, insert, one, type Row, run, update, type Work } from '../../foundation/database/database.ts';
import { changing } from './posting.ts';
import {
  CONVERSATION,
  type ConversationRow,
  MARK,
  type MarkRow,
  MESSAGE,
  type MessageRow,
  type ToldRow,
} from './rows.ts';

/** Who asks: a person about their own conversations, or a staff member within a scope. */
export type Asker = { kind: 'visitor'; id: string } | { kind: 'staff'; id: string; scope: readonly string[] };

/** The conversation after a change, with the rows that changed. `changed` false: everything was like that already. */
export type Changed = {
  conversation: ToldRow;
  message: MessageRow | null;
  mark: MarkRow | null;
  changed: boolean;
  /** Whether visitors see it. */
  public: boolean;
  /** Files that no message holds any more. */
  dropped?: readonly string[];
};
export type ChangeRefused = { refused: ProblemCode };

export function* edit(p: {
  id: string;
  body: string;
  revision: string;
  at: number;
  /** What was written before cannot be changed any more. */
  since: number;
  by: Asker;
}): Work<Changed | ChangeRefused> {
  const found = yield* ownMessage(p.id, p.by);
  if ('refused' in found) return found;
  const { conversation, message } = found;
  if (message.taken_back_at !== null || message.body === null) return { refused: 'conflict' };
  if (message.body === p.body) return unchanged(conversation);
  if (message.at < p.since) return { refused: 'too_late' };
  yield* insert('message_revisions', [{ id: p.revision, message_id: p.id, body: message.body, replaced_at: p.at }]);
  const seen = message.kind === 'message';
  raise(conversation, seen);
  const edited = { ...message, body: p.body, edited_at: p.at, ...versionsFor(conversation, message, seen) };
  yield* update('messages', 'id', [contents(edited)]);
  yield* keep(conversation, { name: 'conversations:edited', subject: p.id, by: p.by, at: p.at });
  return { conversation, message: edited, mark: null, changed: true, public: seen };
}

/** The row stays, its text and all earlier ones are gone. */
export function* takeBack(p: { id: string; at: number; since: number; by: Asker }): Work<Changed | ChangeRefused> {
  const found = yield* ownMessage(p.id, p.by);
  if ('refused' in found) return found;
  const { conversation, message } = found;
  if (message.taken_back_at !== null) return unchanged(conversation);
  if (message.at < p.since) return { refused: 'too_late' };
  yield* run('delete from message_revisions where message_id = $1', p.id);
  const dropped = yield* dropFiles(message);
  const seen = message.kind === 'message';
  raise(conversation, seen);
  const gone = {
    ...message,
    body: null,
    files: null,
    reactions: null,
    taken_back_at: p.at,
    ...versionsFor(conversation, message, seen),
  };
  yield* update('messages', 'id', [contents(gone)]);
  if (message.author_kind === 'visitor' && conversation.waiting_since !== null) {
    conversation.waiting_since = yield* firstUnanswered(conversation.id, conversation.waiting_since);
  }
  yield* keep(conversation, { name: 'conversations:taken-back', subject: p.id, by: p.by, at: p.at });
  return { conversation, message: gone, mark: null, changed: true, public: seen, dropped };
}

function* dropFiles(message: MessageRow): Work<string[]> {
  if (message.files === null) return [];
  const rows = yield* all<{ file_id: string }>('select file_id from message_files where message_id = $1', message.id);
  yield* run('delete from message_files where message_id = $1', message.id);
  return rows.map((row) => row.file_id);
}

/** Moves a read mark forward, never back. `seq` is as the reader counts. */
export function* read(p: { conversation: string; seq: number; at: number; by: Asker }): Work<Changed | ChangeRefused> {
  const conversation = yield* lock(p.conversation, p.by);
  if (!conversation) return { refused: 'not_found' };
  const reader = p.by.kind === 'visitor' ? 'visitor' : p.by.id;
  const reached = yield* placeOf(conversation, p.seq, p.by.kind);
  const before = yield* one<MarkRow>(
    `select ${MARK} from read_marks where conversation_id = $1 and reader = $2`,
    conversation.id,
    reader,
  );
  if (!reached || (before && before.seq >= reached.seq)) return unchanged(conversation);
  const seen = p.by.kind === 'visitor' || reached.public_seq > (before?.public_seq ?? 0);
  raise(conversation, seen);
  const mark: MarkRow = {
    conversation_id: conversation.id,
    reader,
    seq: reached.seq,
    public_seq: reached.public_seq,
    // A mark moved by a note alone keeps its time: the visitor's copy must not differ from what they were told.
    at: seen || !before ? p.at : before.at,
    version: conversation.version,
    public_version: seen ? conversation.public_version : (before?.public_version ?? 0),
  };
  yield* run(
    `insert into read_marks (${MARK}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (conversation_id, reader) do update set seq = excluded.seq, public_seq = excluded.public_seq,
     at = excluded.at, version = excluded.version, public_version = excluded.public_version`,
    mark.conversation_id,
    mark.reader,
    mark.seq,
    mark.public_seq,
    mark.at,
    mark.version,
    mark.public_version,
  );
  yield* keep(conversation, { name: 'conversations:read', subject: null, by: p.by, at: p.at });
  return { conversation, message: null, mark, changed: true, public: seen };
}

export function* assign(p: {
  conversation: string;
  to: string | null;
  at: number;
  by: Asker;
}): Work<Changed | ChangeRefused> {
  const conversation = yield* lock(p.conversation, p.by);
  if (!conversation) return { refused: 'not_found' };
  if (conversation.assignee_id === p.to) return unchanged(conversation);
  conversation.assignee_id = p.to;
  raise(conversation, true);
  yield* keep(conversation, { name: 'conversations:assigned', subject: p.to, by: p.by, at: p.at });
  return { conversation, message: null, mark: null, changed: true, public: true };
}

export function* assignTeam(p: {
  conversation: string;
  team: string | null;
  at: number;
  by: Asker;
}): Work<Changed | ChangeRefused> {
  const conversation = yield* lock(p.conversation, p.by);
  if (!conversation) return { refused: 'not_found' };
  if (conversation.team_id === p.team) return unchanged(conversation);
  conversation.team_id = p.team;
  raise(conversation, true);
  yield* keep(conversation, { name: 'conversations:team-assigned', subject: p.team, by: p.by, at: p.at });
  return { conversation, message: null, mark: null, changed: true, public: true };
}

/** Closing answers whoever waits: a closed conversation has no waiting time. */
export function* setStatus(p: {
  conversation: string;
  status: Exclude<Status, 'snoozed'>;
  at: number;
  by: Asker;
}): Work<Changed | ChangeRefused> {
  const conversation = yield* lock(p.conversation, p.by);
  if (!conversation) return { refused: 'not_found' };
  if (conversation.status === p.status) return unchanged(conversation);
  conversation.status = p.status;
  conversation.waiting_since = p.status === 'closed' ? null : yield* firstUnanswered(conversation.id, 0);
  raise(conversation, true);
  const name = p.status === 'closed' ? 'conversations:closed' : 'conversations:reopened';
  yield* keep(conversation, { name, subject: null, by: p.by, at: p.at });
  return { conversation, message: null, mark: null, changed: true, public: true };
}

export function* lock(id: string, by: Asker): Work<ConversationRow | undefined> {
  const row = yield* one<ConversationRow>(`select ${CONVERSATION} from conversations where id = $1 for update`, id);
  return row && reaches(row, by) ? row : undefined;
}

/** A conversation of someone else is answered like one that does not exist. */
function reaches(row: ConversationRow, by: Asker): boolean {
  return by.kind === 'visitor' ? row.person_id === by.id : by.scope.includes(row.site_id);
}

function* ownMessage(
  id: string,
  by: Asker,
): Work<{ conversation: ConversationRow; message: MessageRow } | ChangeRefused> {
  const place = yield* one<{ conversation_id: string }>('select conversation_id from messages where id = $1', id);
  const conversation = place ? yield* lock(place.conversation_id, by) : undefined;
  const message = conversation
    ? yield* one<MessageRow>(`select ${MESSAGE} from messages where id = $1`, id)
    : undefined;
  if (!conversation || !message) return { refused: 'not_found' };
  if (by.kind === 'visitor' && message.kind === 'note') return { refused: 'not_found' };
  if (message.author_kind !== by.kind || message.author_id !== by.id) return { refused: 'forbidden' };
  return { conversation, message };
}

/** Where a reader's seq is in both ways of counting; undefined where there is nothing that far down. */
function* placeOf(
  conversation: ConversationRow,
  seq: number,
  reader: Asker['kind'],
): Work<{ seq: number; public_seq: number } | undefined> {
  if (reader === 'visitor') {
    return yield* one<{ seq: number; public_seq: number }>(
      "select seq, public_seq from messages where conversation_id = $1 and kind = 'message' and public_seq <= $2 order by seq desc limit 1",
      conversation.id,
      seq,
    );
  }
  const [last] = yield* all<{ seq: number; public_seq: number | null }>(
    `select max(seq) as seq, max(public_seq) as public_seq from messages where conversation_id = $1 and seq <= $2`,
    conversation.id,
    seq,
  );
  return last?.seq ? { seq: last.seq, public_seq: last.public_seq ?? 0 } : undefined;
}

/** When the visitor's first message since then came that no staff member has answered; null where all are. */
function* firstUnanswered(conversation: string, since: number): Work<number | null> {
  const first = yield* one<{ at: number | null }>(
    `select min(at) as at from messages where conversation_id = $1 and author_kind = 'visitor' and taken_back_at is null and at >= $2 and seq >
     coalesce((select max(seq) from messages where conversation_id = $1 and author_kind = 'staff' and kind = 'message'), 0)`,
    conversation,
    since,
  );
  return first?.at ?? null;
}

export function raise(conversation: ConversationRow, seen: boolean): void {
  conversation.version += 1;
  if (seen) conversation.public_version += 1;
}

export function versionsFor(conversation: ConversationRow, message: MessageRow, seen: boolean) {
  return {
    version: conversation.version,
    public_version: seen ? conversation.public_version : message.public_version,
  };
}

export function contents({ id, body, files, reactions, edited_at, taken_back_at, ...versions }: MessageRow): Row {
  const { version, public_version } = versions;
  return { id, body, files, reactions, edited_at, taken_back_at, version, public_version };
}

export function* keep(
  conversation: ConversationRow,
  event: { name: string; subject: string | null; by: Asker; at: number },
): Work<void> {
  yield* update('conversations', 'id', [changing(conversation)]);
  yield* insert('events', [
    {
      name: event.name,
      conversation_id: conversation.id,
      subject_id: event.subject,
      actor_kind: event.by.kind,
      actor_id: event.by.id,
      version: conversation.version,
      at: event.at,
    },
  ]);
}

export function unchanged(conversation: ConversationRow): Changed {
  return { conversation, message: null, mark: null, changed: false, public: false };
}
