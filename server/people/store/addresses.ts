import type { Person } from '../../../protocol/conversations.ts';
import { all, one, run, type Work } from '../../foundation/database.ts';

/** The address is proven to be the person's, if it is still the one that they gave; undefined: nothing is new. */
export function* verify(p: { person: string; email: string }): Work<Person | undefined> {
  const changed = yield* run(
    "update persons set kind = 'verified' where id = $1 and kind in ('unknown', 'unverified') and lower(email) = lower($2)",
    ...[p.person, p.email],
  );
  if (changed === 0) return undefined;
  return yield* one<Person>('select id, kind, name, email from persons where id = $1', p.person);
}

type Merged = Person & { merged_into: string | null };

/** Who somebody is by now: another, where they were merged. */
export function* whoIsNow(p: { person: string }): Work<Person | undefined> {
  let row = yield* merged(p.person);
  // Merges do not go round; this keeps a fault in the data from doing so.
  for (let hops = 0; row && row.merged_into !== null && hops < 10; hops++) row = yield* merged(row.merged_into);
  if (!row || row.merged_into !== null) return undefined;
  const { id, kind, name, email } = row;
  return { id, kind, name, email };
}

function* merged(id: string): Work<Merged | undefined> {
  return yield* one<Merged>('select id, kind, name, email, merged_into from persons where id = $1', id);
}

/** Persons of a site whose address this is proven to be: whoever wrote last comes first. */
export function* provenBy(p: { site: string; email: string }): Work<{ id: string; lastAt: number }[]> {
  const rows = yield* all<{ id: string; last_at: number }>(
    `select p.id, max(c.last_at) as last_at from persons p join conversations c on c.person_id = p.id
     where p.site_id = $1 and lower(p.email) = lower($2) and p.kind in ('verified', 'identified') and p.merged_into is null
     group by p.id order by max(c.last_at) desc, p.id desc limit 20`,
    ...[p.site, p.email],
  );
  return rows.map((row) => ({ id: row.id, lastAt: row.last_at }));
}

/** The page where a person was last, and the clock there. */
export function* lastVisit(p: { person: string }): Work<{ url: string; time_zone: string } | undefined> {
  return yield* one<{ url: string; time_zone: string }>(
    'select url, time_zone from visits where person_id = $1 order by last_at desc, id desc limit 1',
    p.person,
  );
}
