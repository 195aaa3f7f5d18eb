import { all, one, type Work } from '../../foundation/database.ts';

export type SeenMessage = {
  seq: number;
  author_kind: 'visitor' | 'staff' | 'system';
  author_id: string | null;
  body: string | null;
  at: number;
};
export type Seen = { site_id: string; person_id: string; started_at: number; messages: SeenMessage[] };

const AT_MOST = 2_000;

/** What staff answered and the visitor has not read. */
export function* unreadByVisitor(p: { conversation: string }): Work<Seen | undefined> {
  return yield* seen(
    p.conversation,
    `and author_kind = 'staff' and taken_back_at is null
     and seq > coalesce((select r.seq from read_marks r where r.conversation_id = $1 and r.reader = 'visitor'), 0)`,
  );
}

/** Everything that the visitor sees, oldest first. */
export function* seenByVisitor(p: { conversation: string }): Work<Seen | undefined> {
  return yield* seen(p.conversation, '');
}

function* seen(conversation: string, which: string): Work<Seen | undefined> {
  const row = yield* one<Omit<Seen, 'messages'>>(
    'select site_id, person_id, started_at from conversations where id = $1',
    conversation,
  );
  if (!row) return undefined;
  const messages = yield* all<SeenMessage>(
    `select seq, author_kind, author_id, body, at from messages where conversation_id = $1 and kind = 'message' ${which}
     order by seq limit ${AT_MOST}`,
    conversation,
  );
  return { ...row, messages };
}
