import { all, one, type Work } from '../../foundation/database/database.ts';

export type SeenMessage = {
  seq: number;
  author_kind: 'visitor' | 'staff' | 'system';
  author_id: string | null;
  body: string | null;
  /** In JSON, as `Attached`; null: none. */
  files: string | null;
  at: number;
};
export type Begun = { site_id: string; person_id: string; started_at: number };
export type Seen = Begun & { messages: SeenMessage[] };

const SEEN = 'seq, author_kind, author_id, body, files, at';
const UNREAD_AT_MOST = 2_000;
const PAGE = 500;

export function* begun(p: { conversation: string }): Work<Begun | undefined> {
  return yield* one<Begun>('select site_id, person_id, started_at from conversations where id = $1', p.conversation);
}

/** What staff answered and the visitor has not read. */
export function* unreadByVisitor(p: { conversation: string }): Work<Seen | undefined> {
  const conversation = yield* begun(p);
  if (!conversation) return undefined;
  const messages = yield* all<SeenMessage>(
    `select ${SEEN} from messages where conversation_id = $1 and kind = 'message' and author_kind = 'staff' and taken_back_at is null
     and seq > coalesce((select r.seq from read_marks r where r.conversation_id = $1 and r.reader = 'visitor'), 0)
     order by seq limit ${UNREAD_AT_MOST}`,
    p.conversation,
  );
  return { ...conversation, messages };
}

/** A page of what the visitor sees, oldest first. */
export function* seenByVisitor(p: { conversation: string; after: number }): Work<SeenMessage[]> {
  return yield* all<SeenMessage>(
    `select ${SEEN} from messages where conversation_id = $1 and kind = 'message' and seq > $2 order by seq limit ${PAGE}`,
    ...[p.conversation, p.after],
  );
}
