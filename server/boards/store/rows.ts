import type { Status } from '../../../protocol/boards.ts';
import type { Person } from '../../../protocol/conversations.ts';
import { all, one, run, type Work } from '../../foundation/database/database.ts';

/** Of whom it is known who they are. Only their votes count. */
const PROVEN = "p.kind in ('verified', 'identified')";
/** By what they are told apart: one address that is proven in two browsers is one voice. */
const VOICE = `coalesce(lower(p.email), case when p.said_proven_at is not null then lower(p.said_email) end, p.id)`;

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
  votes: number;
  unproven: number;
  at: number;
};

export const IDEA = `select i.id, i.site_id, i.person_id, i.title, i.body, i.status, i.word, i.status_at, i.waiting, i.into_id, i.removed_at,
  i.conversation_id, i.votes, i.unproven, i.at from ideas i`;

export function* ideaOf(p: { idea: string }): Work<IdeaRow | null> {
  return (yield* one<IdeaRow>(`${IDEA} where i.id = $1`, p.idea)) ?? null;
}

export function* lockIdea(idea: string): Work<IdeaRow | undefined> {
  return yield* one<IdeaRow>(`${IDEA} where i.id = $1 for update`, idea);
}

export function* lockIdeas(ideas: readonly string[]): Work<IdeaRow[]> {
  return yield* all<IdeaRow>(`${IDEA} where i.id = any($1) order by i.id for update`, ideas);
}

const COUNTS = `select v.idea_id, count(distinct case when ${PROVEN} then ${VOICE} end) as votes,
  count(distinct case when ${PROVEN} then null else v.person_id end) as unproven
  from idea_votes v join persons p on p.id = v.person_id`;
type Counted = { idea_id: string; votes: number; unproven: number };

/** Counts the votes of some ideas, which are locked. */
export function* recount(ideas: readonly string[]): Work<void> {
  const rows = yield* all<Counted>(`${COUNTS} where v.idea_id = any($1) group by v.idea_id`, ideas);
  for (const idea of ideas) {
    const { votes = 0, unproven = 0 } = rows.find((row) => row.idea_id === idea) ?? {};
    yield* run('update ideas set votes = $2, unproven = $3 where id = $1', idea, Number(votes), Number(unproven));
  }
}

/** Which ideas tell another number of votes than they have: after a crash between a change of a person and the counting. */
export function* miscounted(): Work<string[]> {
  const rows = yield* all<{ id: string }>(
    `select i.id from ideas i left join (${COUNTS} group by v.idea_id) c on c.idea_id = i.id
     where i.votes <> coalesce(c.votes, 0) or i.unproven <> coalesce(c.unproven, 0) order by i.id`,
  );
  return rows.map(({ id }) => id);
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
