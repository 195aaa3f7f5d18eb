import type { Person } from '../../../protocol/conversations.ts';
import { all, one, run, type Work } from '../../foundation/database/database.ts';

/** Somebody, with where they can be reached. `proven`: the site, or a link in a letter, says that the address is theirs. */
export type Reached = Person & { proven: boolean };
type Row = Person & { merged_into: string | null; said_email: string | null; said_proven_at: number | null };
/** The site vouches for them, and knows no address of theirs. */
const WITHOUT = "kind = 'identified' and email is null";

/** Keeps the address that somebody gives whom the site vouches for without one. What is proven stays. */
export function* sayAddress(p: { person: string; email: string }): Work<void> {
  yield* run(
    `update persons set said_email = $2 where id = $1 and said_proven_at is null and ${WITHOUT}`,
    ...[p.person, p.email],
  );
}

/** The address is proven to be the person's, if it is still the one that they gave; undefined: staff see nothing new. */
export function* verify(p: { person: string; email: string; at: number }): Work<Person | undefined> {
  yield* run(
    `update persons set said_proven_at = $3 where id = $1 and lower(said_email) = lower($2) and said_proven_at is null and ${WITHOUT}`,
    ...[p.person, p.email, p.at],
  );
  const changed = yield* run(
    "update persons set kind = 'verified' where id = $1 and kind in ('unknown', 'unverified') and lower(email) = lower($2)",
    ...[p.person, p.email],
  );
  if (changed === 0) return undefined;
  return yield* one<Person>('select id, kind, name, email from persons where id = $1', p.person);
}

/** Who somebody is by now: another, where they were merged. */
export function* whoIsNow(p: { person: string }): Work<Reached | undefined> {
  let row = yield* rowOf(p.person);
  // Merges do not go round; this keeps a fault in the data from doing so.
  for (let hops = 0; row && row.merged_into !== null && hops < 10; hops++) row = yield* rowOf(row.merged_into);
  if (!row || row.merged_into !== null) return undefined;
  return reached(row);
}

function* rowOf(id: string): Work<Row | undefined> {
  return yield* one<Row>(
    'select id, kind, name, email, merged_into, said_email, said_proven_at from persons where id = $1',
    id,
  );
}

function reached({ id, kind, name, email, said_email, said_proven_at }: Row): Reached {
  if (kind === 'identified' && email === null) {
    return { id, kind, name, email: said_email, proven: said_proven_at !== null };
  }
  return { id, kind, name, email, proven: email !== null && (kind === 'verified' || kind === 'identified') };
}

/** Persons of a site whose address this is proven to be, with it as it was proven: whoever wrote last comes first. */
export function* provenBy(p: { site: string; email: string }): Work<{ id: string; email: string; lastAt: number }[]> {
  const rows = yield* all<{ id: string; email: string; last_at: number }>(
    `select p.id, coalesce(p.email, p.said_email) as email, max(c.last_at) as last_at from persons p join conversations c on c.person_id = p.id
     where p.site_id = $1 and p.merged_into is null and
     ((lower(p.email) = lower($2) and p.kind in ('verified', 'identified')) or
      (lower(p.said_email) = lower($2) and p.said_proven_at is not null and p.kind = 'identified' and p.email is null))
     group by p.id, p.email, p.said_email order by max(c.last_at) desc, p.id desc limit 20`,
    ...[p.site, p.email],
  );
  return rows.map(({ id, email, last_at }) => ({ id, email, lastAt: last_at }));
}

/** What a person read and which clock they had when they were last seen on the site. The page behind a letter's link counts where there is nothing else. */
export function* lastVisit(p: {
  person: string;
  behind: string;
}): Work<{ language: string; time_zone: string } | undefined> {
  return yield* one<{ language: string; time_zone: string }>(
    `select language, time_zone from visits where person_id = $1
     order by case when url like $2 then 1 else 0 end, last_at desc, id desc limit 1`,
    ...[p.person, `%${p.behind}%`],
  );
}
