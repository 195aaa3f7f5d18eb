import type { Person } from '../../../protocol/conversations.ts';
import type { Attribute, Merge, Tracked } from '../../../protocol/people.ts';
import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';
import { patternsOf } from '../../foundation/patterns.ts';
import { attributesOf, trackedOf } from './attributes.ts';
import { mergesInto } from './merging.ts';

export type SessionRow = { id: string; person_id: string; site_id: string; ended_at: number | null };

/** A secret of this installation: the one given, unless there is one already. */
export function* keepSecret(p: { name: string; value: string }): Work<string> {
  yield* run('insert into secrets (name, value) values ($1, $2) on conflict (name) do nothing', p.name, p.value);
  const kept = yield* one<{ value: string }>('select value from secrets where name = $1', p.name);
  return (kept as { value: string }).value;
}

/** A new unknown person of a site, with a first session. False: there is such a session already. */
export function* startSession(p: { person: string; session: string; site: string; at: number }): Work<boolean> {
  if (yield* sessionById(p)) return false;
  yield* insert('persons', [
    { id: p.person, site_id: p.site, kind: 'unknown', name: null, email: null, created_at: p.at },
  ]);
  yield* insert('sessions', [
    { id: p.session, person_id: p.person, site_id: p.site, created_at: p.at, ended_at: null },
  ]);
  return true;
}

/** What a person said about themselves. Said is not proven: they are unverified. */
export function* introduce(p: { person: string; name: string | null; email: string | null }): Work<void> {
  yield* run(
    "update persons set name = $2, email = $3, kind = 'unverified' where id = $1 and kind in ('unknown', 'unverified')",
    ...[p.person, p.name, p.email],
  );
}

export function* sessionById(p: { session: string }): Work<SessionRow | undefined> {
  return yield* one<SessionRow>('select id, person_id, site_id, ended_at from sessions where id = $1', p.session);
}

export type Arrival = {
  id: string;
  session: string;
  person: string;
  url: string;
  title: string;
  referrer: string;
  campaign: string;
  language: string;
  timeZone: string;
  userAgent: string;
  at: number;
};

/** Keeps an arrival, or where the visitor is now within one. A person arrives so often lately, and no more is kept. */
export function* arrive(p: Arrival & { since: number; most: number }): Work<'kept' | 'conflict' | 'too many'> {
  const known = yield* one('select id from visits where id = $1', p.id);
  if (!known) {
    const lately = yield* all<{ started_at: number }>(
      `select started_at from visits where person_id = $1 and last_at > $2 order by last_at desc, id desc limit ${p.most}`,
      ...[p.person, p.since],
    );
    if (lately.filter(({ started_at }) => started_at > p.since).length >= p.most) return 'too many';
  }
  const changed = yield* run(
    `insert into visits (id, session_id, person_id, url, title, referrer, campaign, language, time_zone, user_agent, started_at, last_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
     on conflict (id) do update set url = excluded.url, title = excluded.title, last_at = excluded.last_at
     where visits.session_id = excluded.session_id`,
    ...[p.id, p.session, p.person, p.url, p.title, p.referrer, p.campaign, p.language, p.timeZone, p.userAgent, p.at],
  );
  return changed === 1 ? 'kept' : 'conflict';
}

export function* personsByIds(p: { persons: readonly string[] }): Work<Person[]> {
  return yield* all<Person>('select id, kind, name, email from persons where id = any($1)', p.persons);
}

/** Persons whose name or address holds these words: newest first, 200 at most. */
export function* personsMatching(p: { words: string; scope: readonly string[] }): Work<string[]> {
  const rows = yield* all<{ id: string }>(
    `select id from persons where site_id = any($1) and (lower(name) like $2 escape '\\' or lower(name) like $3 escape '\\'
     or lower(name) like $4 escape '\\' or lower(email) like $2 escape '\\')
     order by id desc limit 200`,
    p.scope,
    ...patternsOf(p.words),
  );
  return rows.map((row) => row.id);
}

const FOUND_AT_MOST = 10;

export function* newestMatching(p: { words: string; scope: readonly string[] }): Work<Person[]> {
  const ids = yield* personsMatching(p);
  return yield* all<Person>(
    `select id, kind, name, email from persons where id = any($1) and merged_into is null order by id desc limit ${FOUND_AT_MOST}`,
    ids,
  );
}

export type ProfileRows = {
  person: Person;
  sub: string | null;
  attributes: Attribute[];
  tracked: Tracked[];
  merges: Merge[];
  site: string;
  since: number;
  visits: {
    id: string;
    url: string;
    title: string;
    referrer: string;
    campaign: string;
    language: string;
    time_zone: string;
    user_agent: string;
    started_at: number;
    last_at: number;
  }[];
};

/** Who somebody is, with their newest 20 visits. Whoever is another by now is shown as that one. */
export function* profile(p: { person: string; scope: readonly string[] }): Work<ProfileRows | undefined> {
  const row = yield* one<
    Person & { site_id: string; created_at: number; sub: string | null; merged_into: string | null }
  >(
    'select id, kind, name, email, site_id, created_at, sub, merged_into from persons where id = $1 and site_id = any($2)',
    p.person,
    p.scope,
  );
  if (!row) return undefined;
  if (row.merged_into !== null) return yield* profile({ ...p, person: row.merged_into });
  const visits = yield* all<ProfileRows['visits'][number]>(
    `select id, url, title, referrer, campaign, language, time_zone, user_agent, started_at, last_at
     from visits where person_id = $1 order by last_at desc, id desc limit 20`,
    row.id,
  );
  const { id, kind, name, email, sub } = row;
  return {
    ...{ person: { id, kind, name, email }, site: row.site_id, since: row.created_at, sub, visits },
    ...{ attributes: yield* attributesOf({ person: id }), tracked: yield* trackedOf({ person: id }) },
    merges: yield* mergesInto({ person: id }),
  };
}
