import type { Status } from '../../../protocol/conversations.ts';

/** The tables of this slice, as their rows are read. */
export type ConversationRow = {
  id: string;
  site_id: string;
  person_id: string;
  channel: string;
  status: Status;
  assignee_id: string | null;
  team_id: string | null;
  seq: number;
  public_seq: number;
  version: number;
  public_version: number;
  started_at: number;
  last_at: number;
  waiting_since: number | null;
};

/** A conversation as far as a change tells of it. */
export type ToldRow = Omit<ConversationRow, 'channel' | 'seq' | 'public_seq'>;

export type MessageRow = {
  id: string;
  conversation_id: string;
  seq: number;
  public_seq: number;
  kind: 'message' | 'note';
  author_kind: 'visitor' | 'staff' | 'system';
  author_id: string | null;
  body: string | null;
  /** The files of a message in JSON, as `Attached`; null: none. */
  files: string | null;
  reply_to: string | null;
  /** Who thinks what, as JSON (`Reacted[]`); null: nobody anything. */
  reactions: string | null;
  at: number;
  edited_at: number | null;
  taken_back_at: number | null;
  version: number;
  public_version: number;
  posted_version: number;
  posted_public_version: number;
};

/** `by` is 'visitor' or the id of a staff member. */
export type Reacted = { emoji: string; by: string };

export type MarkRow = {
  conversation_id: string;
  reader: string;
  seq: number;
  public_seq: number;
  at: number;
  version: number;
  public_version: number;
};

/** Everything of a conversation that is not derived, without `for update`: readers take no locks. */
export const CONVERSATION =
  'id, site_id, person_id, channel, status, assignee_id, team_id, seq, public_seq, version, public_version, started_at, last_at, waiting_since';
export const MESSAGE =
  'id, conversation_id, seq, public_seq, kind, author_kind, author_id, body, files, reply_to, reactions, at, edited_at, taken_back_at, version, public_version, posted_version, posted_public_version';
export const MARK = 'conversation_id, reader, seq, public_seq, at, version, public_version';
