import type { Rating } from '../../../protocol/feedback.ts';
import { one, run, type Work } from '../../foundation/database/database.ts';

export function* isAsked(p: { site: string }): Work<boolean> {
  const row = yield* one<{ csat: number }>('select csat from feedback_asking where site_id = $1', p.site);
  return row?.csat === 1;
}

export function* setAsked(p: { site: string; csat: boolean }): Work<void> {
  yield* run(
    'insert into feedback_asking (site_id, csat) values ($1, $2) on conflict (site_id) do update set csat = excluded.csat',
    ...[p.site, p.csat ? 1 : 0],
  );
}

export function* ratingOf(p: { conversation: string }): Work<Rating | null> {
  const row = yield* one<Rating>(
    "select score, body as word, at from feedback where kind = 'csat' and subject_id = $1",
    p.conversation,
  );
  return row ?? null;
}

/** Keeps a rating. Whoever has said a word has said it: after that nothing changes. */
export function* rate(p: {
  id: string;
  site: string;
  person: string;
  conversation: string;
  score: number;
  word: string;
  at: number;
}): Work<Rating> {
  yield* run(
    `insert into feedback (id, site_id, person_id, kind, subject_id, score, body, at) values ($1, $2, $3, 'csat', $4, $5, $6, $7)
     on conflict (kind, subject_id) do update set score = excluded.score, body = excluded.body where feedback.body = ''`,
    ...[p.id, p.site, p.person, p.conversation, p.score, p.word, p.at],
  );
  return (yield* ratingOf(p)) as Rating;
}
