import type { Person } from '../../../protocol/conversations.ts';
import type { Named } from '../../../protocol/people.ts';
import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';
import { isTold, tell, tellAnew } from './attributes.ts';
import { absorb } from './merging.ts';

export type PersonRow = Person & { site_id: string; sub: string | null; merged_into: string | null };
const PERSON = 'id, site_id, kind, name, email, sub, merged_into';

/** Whom a session or a pass stands for. */
export type Bearer = { kind: 'session'; session: string } | { kind: 'pass'; person: string };

/** What a token proves. `attributes` null: it does not speak of them. */
export type Proven = {
  sub: string;
  name: string | null;
  email: string | null;
  attributes: readonly Named[] | null;
};

export type Identified = {
  person: Person;
  /** The person who is this one now; null: nobody was absorbed. */
  was: string | null;
  session: 'none' | 'kept' | 'moved' | 'ended';
  /** Whether staff see something new. */
  isNews: boolean;
};

/** The person behind a bearer; undefined where it stands for nobody any more. */
export function* personBehind(p: { site: string; bearer: Bearer }): Work<PersonRow | undefined> {
  const id = p.bearer.kind === 'pass' ? p.bearer.person : yield* personOfSession(p.bearer.session);
  const row = id === undefined ? undefined : yield* personById(id);
  return row && row.site_id === p.site && row.merged_into === null ? row : undefined;
}

export function* personBySub(p: { site: string; sub: string }): Work<PersonRow | undefined> {
  return yield* one<PersonRow>(`select ${PERSON} from persons where site_id = $1 and sub = $2`, p.site, p.sub);
}

/** What `identify` would come to where it has nothing to change, which is so on most pages; undefined where it has. */
export function* isSettled(p: { site: string; proven: Proven; bearer: Bearer | null }): Work<Identified | undefined> {
  const known = yield* personBySub({ site: p.site, sub: p.proven.sub });
  if (!known || isNew(known, p.proven)) return undefined;
  if (p.proven.attributes !== null && !(yield* isTold({ person: known.id, attributes: p.proven.attributes }))) {
    return undefined;
  }
  const behind = p.bearer === null ? undefined : yield* personBehind({ site: p.site, bearer: p.bearer });
  if (behind && behind.id !== known.id) return undefined;
  const session = behind && p.bearer?.kind === 'session' ? 'kept' : 'none';
  return { person: refreshed(known, p.proven), was: null, session, isNews: false };
}

/**
 * Makes the bearer stand for the person whom the site vouches for. Somebody behind the bearer who was never identified is absorbed, and
 * all of their sessions end; the browser goes on in a new one, since others may know the old token. A session of somebody else ends.
 */
export function* identify(p: {
  site: string;
  proven: Proven;
  bearer: Bearer | null;
  /** Ids for what is new: a person, a merge, a session. */
  fresh: { person: string; merge: string; session: string };
  at: number;
}): Work<Identified> {
  const { site, proven, bearer, fresh, at } = p;
  const session = bearer?.kind === 'session' ? bearer.session : null;
  if (session !== null) yield* one('select id from sessions where id = $1 for update', session);
  yield* run(
    `insert into persons (id, site_id, kind, name, email, created_at, sub) values ($1, $2, 'identified', $3, $4, $5, $6)
     on conflict (site_id, sub) do nothing`,
    ...[fresh.person, site, proven.name, proven.email, at, proven.sub],
  );
  const known = (yield* personBySub({ site, sub: proven.sub })) as PersonRow;
  const found = bearer === null ? undefined : yield* personBehind({ site, bearer });
  const both = [known.id, ...(found ? [found.id] : [])].sort();
  yield* all('select id from persons where id = any($1) order by id for update', both);
  const behind = bearer === null ? undefined : yield* personBehind({ site, bearer });

  const told = proven.attributes;
  const isToldNow = told !== null && !(yield* isTold({ person: known.id, attributes: told }));
  const person = yield* refresh(known, proven, at);
  const live = session !== null && behind !== undefined;
  const isNews = known.id === fresh.person || isNew(known, proven) || isToldNow;
  if (behind === undefined || behind.id === person.id) {
    return { person, was: null, session: live ? 'kept' : 'none', isNews };
  }
  if (behind.sub !== null) {
    if (session !== null) yield* endSession({ session, at });
    return { person, was: null, session: live ? 'ended' : 'none', isNews };
  }
  yield* absorb({ ...fresh, from: behind.id, into: person.id, at });
  if (live) {
    yield* insert('sessions', [
      { id: fresh.session, person_id: person.id, site_id: site, created_at: at, ended_at: null },
    ]);
  }
  return { person, was: behind.id, session: live ? 'moved' : 'none', isNews: true };
}

/** Keeps what the site tells anew of somebody; undefined where it would be too much. */
export function* updateProven(p: { site: string; proven: Proven; most: number; at: number }): Work<Person | undefined> {
  const known = yield* personBySub({ site: p.site, sub: p.proven.sub });
  if (!known) return undefined;
  const { attributes } = p.proven;
  if (attributes && !(yield* tell({ person: known.id, source: 'signed', attributes, most: p.most, at: p.at }))) {
    return undefined;
  }
  return yield* refresh(known, { ...p.proven, attributes: null }, p.at);
}

export function* makeUnknown(p: { person: string; site: string; at: number }): Work<void> {
  yield* insert('persons', [
    { id: p.person, site_id: p.site, kind: 'unknown', name: null, email: null, created_at: p.at },
  ]);
}

/** Name, address and attributes as the site tells them now; what it does not speak of stays. */
function* refresh(known: PersonRow, proven: Proven, at: number): Work<Person> {
  const person = refreshed(known, proven);
  if (isNew(known, proven)) {
    yield* run(
      "update persons set name = $2, email = $3, kind = 'identified' where id = $1",
      ...[person.id, person.name, person.email],
    );
  }
  if (proven.attributes !== null) yield* tellAnew({ person: person.id, attributes: proven.attributes, at });
  return person;
}

function refreshed(known: PersonRow, { name, email }: Proven): Person {
  return { id: known.id, kind: 'identified', name: name ?? known.name, email: email ?? known.email };
}

function isNew(known: PersonRow, proven: Proven): boolean {
  const { name, email } = refreshed(known, proven);
  return name !== known.name || email !== known.email || known.kind !== 'identified';
}

export function* endSession(p: { session: string; at: number }): Work<void> {
  yield* run('update sessions set ended_at = $2 where id = $1 and ended_at is null', p.session, p.at);
}

/** A new session of somebody who is there; false where they are somebody else by now, or there is such a session already. */
export function* openSession(p: { session: string; person: string; site: string; at: number }): Work<boolean> {
  const row = yield* personById(p.person);
  if (!row || row.site_id !== p.site || row.merged_into !== null) return false;
  if (yield* one('select id from sessions where id = $1', p.session)) return false;
  yield* insert('sessions', [
    { id: p.session, person_id: p.person, site_id: p.site, created_at: p.at, ended_at: null },
  ]);
  return true;
}

function* personOfSession(session: string): Work<string | undefined> {
  const row = yield* one<{ person_id: string; ended_at: number | null }>(
    'select person_id, ended_at from sessions where id = $1',
    session,
  );
  return row && row.ended_at === null ? row.person_id : undefined;
}

function* personById(id: string): Work<PersonRow | undefined> {
  return yield* one<PersonRow>(`select ${PERSON} from persons where id = $1`, id);
}
