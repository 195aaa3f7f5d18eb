import type { Status } from '../../../protocol/boards.ts';
import type { Person } from '../../../protocol/conversations.ts';
import { all, one, type Work } from '../../foundation/database.ts';

/** Of whom it is known who they are. Only their votes count, and each of them once. */
const PROVEN = "('verified', 'identified')";

export type IdeaRow = {
  id: string;
  site_id: string;
  person_id: string | null;
  title: string;
  body: string;
  status: Status;
  word: string;
  status_at: number | null;
  waiting: number;
  into_id: string | null;
  removed_at: number | null;
  conversation_id: string | null;
  at: number;
};
export type CountedRow = IdeaRow & { votes: number; unproven: number };

const IDEA = `i.id, i.site_id, i.person_id, i.title, i.body, i.status, i.word, i.status_at, i.waiting, i.into_id, i.removed_at,
  i.conversation_id, i.at`;
const COUNTS = `count(distinct case when p.kind in ${PROVEN} then v.person_id end) as votes,
  count(distinct case when p.kind not in ${PROVEN} then v.person_id end) as unproven
  from idea_votes v join persons p on p.id = v.person_id`;

/** Ideas with their votes. `$1` is the site. */
export const COUNTED = `select ${IDEA}, coalesce(c.votes, 0) as votes, coalesce(c.unproven, 0) as unproven from ideas i left join
  (select v.idea_id, ${COUNTS} join ideas w on w.id = v.idea_id where w.site_id = $1 group by v.idea_id) c on c.idea_id = i.id`;

export function* ideaOf(p: { idea: string }): Work<IdeaRow | null> {
  return (yield* one<IdeaRow>(`select ${IDEA} from ideas i where i.id = $1`, p.idea)) ?? null;
}

export function* lockIdea(idea: string): Work<IdeaRow | undefined> {
  return yield* one<IdeaRow>(`select ${IDEA} from ideas i where i.id = $1 for update`, idea);
}

export function* lockIdeas(ideas: readonly string[]): Work<IdeaRow[]> {
  return yield* all<IdeaRow>(`select ${IDEA} from ideas i where i.id = any($1) order by i.id for update`, ideas);
}

export function* counted(p: { idea: string }): Work<CountedRow | null> {
  const row = yield* ideaOf(p);
  if (!row) return null;
  const votes = yield* one<{ votes: number; unproven: number }>(`select ${COUNTS} where v.idea_id = $1`, p.idea);
  return { ...row, votes: Number(votes?.votes ?? 0), unproven: Number(votes?.unproven ?? 0) };
}

/** Who somebody of a site is now, whoever they were; null: nobody there. */
export function* personAt(p: { site: string; person: string }): Work<Person | null> {
  const found = yield* one<Person & { merged_into: string | null }>(
    'select id, kind, name, email, merged_into from persons where id = $1 and site_id = $2',
    ...[p.person, p.site],
  );
  if (!found) return null;
  const { merged_into: into, ...person } = found;
  return into === null ? person : yield* personAt({ ...p, person: into });
}
