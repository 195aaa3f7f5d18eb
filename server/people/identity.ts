import type { Person } from '../../protocol/conversations.ts';
import {
  type Changed,
  type Known,
  MOST_ATTRIBUTES,
  type Named,
  type Track,
  type Update,
  type Waiting,
} from '../../protocol/people.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import type { Tokens } from '../foundation/tokens.ts';
import { type Secrets, unverifiedSub } from './secrets.ts';
import * as addresses from './store/addresses.ts';
import * as attributes from './store/attributes.ts';
import * as units from './store/identifying.ts';
import * as merging from './store/merging.ts';
import * as persons from './store/persons.ts';

type Outcome = ({ ok: true } & Known) | Refused;
/** What is told of somebody without proof. */
type Said = { site: string; name?: string; email?: string; attributes?: readonly Named[] };

/** Who is on a page: what the site vouches for, what the page says, and that it is over. */
export function openIdentity(o: {
  store: Store;
  now: () => number;
  tokens: Tokens;
  secrets: Secrets;
  waitingFor(person: string): Promise<Waiting>;
  /** A session is over: nobody hears anything by it any more. */
  ended(p: { person: string; session: string }): void;
  /** All sessions of a person are over. */
  absorbed(person: string): void;
  /** Some conversations of a person are somebody else's again. */
  parted(person: string): void;
  changed(site: string, change: Changed): void;
  /** Counts a new person whom a page tells of; how long to wait in ms where there are too many. */
  spendTold(network: string, site: string): number;
}) {
  const { store, now, tokens, secrets } = o;

  return { identify, update, say, track, logout, unmerge };

  /** Takes whoever is behind the bearer for the one that the token proves. A token that proves nothing puts a session of somebody else away. */
  async function identify(p: { site: string; token: string }, token: string | undefined): Promise<Outcome> {
    const bearer = bearerOf(token);
    const proof = await secrets.prove(p.token, p.site);
    if (!proof.ok) {
      await putAway({ site: p.site, bearer, sub: await unverifiedSub(p.token) });
      return proof;
    }
    const at = now();
    const fresh = { person: newId(at), merge: newId(at), session: newId(at) };
    const unit = { site: p.site, proven: proof.proven, bearer, fresh, at };
    const settled = (await store.read(units.isSettled, unit)) ?? (await store.write(units.identify, unit));
    const { person, was, session, isNews } = settled;
    if (was !== null) o.absorbed(was);
    if (session === 'ended' && bearer?.kind === 'session') await sessionEnded(bearer.session);
    if (isNews) o.changed(p.site, { person, was });
    const next = session === 'moved' ? tokens.issue(fresh.session, at) : passUnless(session === 'kept', person.id);
    return { ok: true, person, session, token: next, waiting: await o.waitingFor(person.id) };
  }

  /** Keeps what is told of whoever is behind the bearer; where that is nobody yet, of a new unknown person. */
  async function update(p: Update, bearer: string | undefined, network: string): Promise<Outcome> {
    if (p.token !== undefined) return updateSigned({ site: p.site, token: p.token }, bearer);
    const found = await behind(p.site, bearer, network);
    if ('ok' in found) return found;
    const kept = await keepSaid(found.known, { ...p, source: 'page' });
    return kept.ok ? standing(kept.person, found.isSession) : kept;
  }

  /** Keeps what somebody says of themselves where they are asked. Said is not proven, and merges nothing. */
  async function say(p: Said & { person: string }): Promise<{ ok: true } | Refused> {
    const [known] = await store.read(persons.personsByIds, { persons: [p.person] });
    if (!known) return refuse('not_found');
    const kept = await keepSaid(known, { ...p, source: 'form' });
    return kept.ok ? { ok: true } : kept;
  }

  /**
   * The name and address of somebody who is proven stay; what is said beside them is kept by who said it, and an address that they type
   * where the site vouches for none is one to answer to.
   */
  async function keepSaid(
    known: Person,
    { site, name, email, attributes: named = [], source }: Said & { source: 'page' | 'form' },
  ): Promise<{ ok: true; person: Person } | Refused> {
    const isProven = known.kind === 'verified' || known.kind === 'identified';
    const said = [
      ...(isProven && name !== undefined ? [{ name: 'name', value: name }] : []),
      ...(isProven && email !== undefined ? [{ name: 'email', value: email }] : []),
      ...named,
    ];
    const unit = { person: known.id, source, attributes: said, most: MOST_ATTRIBUTES, at: now() };
    if (!(await store.write(attributes.tell, unit))) return tooMany();
    if (source === 'form' && email !== undefined) await store.write(addresses.sayAddress, { person: known.id, email });
    if (isProven || (name === undefined && email === undefined)) {
      if (said.length > 0) o.changed(site, { person: known, was: null });
      return { ok: true, person: known };
    }
    const person: Person = { ...known, kind: 'unverified', name: name ?? known.name, email: email ?? known.email };
    await store.write(persons.introduce, { person: person.id, name: person.name, email: person.email });
    o.changed(site, { person, was: null });
    return { ok: true, person };
  }

  async function updateSigned(p: { site: string; token: string }, token: string | undefined): Promise<Outcome> {
    const proof = await secrets.prove(p.token, p.site);
    if (!proof.ok) return proof;
    const bearer = bearerOf(token);
    const known = bearer && (await store.read(units.personBehind, { site: p.site, bearer }));
    if (!known || known.sub !== proof.proven.sub)
      return refuse('conflict', { field: 'token', detail: 'is about somebody else' });
    const updated = await store.write(units.updateProven, {
      site: p.site,
      proven: proof.proven,
      most: MOST_ATTRIBUTES,
      at: now(),
    });
    if (!updated) return tooMany();
    o.changed(p.site, { person: updated, was: null });
    return standing(updated, bearer?.kind === 'session');
  }

  /** Keeps that whoever is behind the bearer did something. */
  async function track(p: Track, bearer: string | undefined, network: string): Promise<Outcome> {
    const found = await behind(p.site, bearer, network);
    if ('ok' in found) return found;
    const { known, isSession } = found;
    const at = now();
    const properties = JSON.stringify(p.properties ?? []);
    await store.write(attributes.track, { id: newId(at), person: known.id, event: p.event, properties, at });
    return standing(known, isSession);
  }

  /** Ends the session behind the bearer, an expired one too. */
  async function logout(bearer: string | undefined): Promise<{ ok: true }> {
    const read = bearerOf(bearer);
    if (read?.kind === 'session') await sessionEnded(read.session);
    return { ok: true };
  }

  /** Undoes that somebody became another person; again, it changes nothing. */
  async function unmerge(merge: string, scope: Scope): Promise<{ ok: true; person: Person } | Refused> {
    const done = await store.write(merging.unmerge, { merge, scope, at: now() });
    if ('refused' in done) return refuse(done.refused, done.refused === 'conflict' ? LATER_FIRST : {});
    const { site, person, into, conversations } = done;
    if (done.changed) {
      o.changed(site, { person, was: null, conversations });
      o.changed(site, { person: into, was: null });
      o.parted(into.id);
    }
    return { ok: true, person };
  }

  async function putAway(p: { site: string; bearer: units.Bearer | null; sub: string | undefined }): Promise<void> {
    if (p.bearer?.kind !== 'session') return;
    const known = await store.read(units.personBehind, { site: p.site, bearer: p.bearer });
    if (known && known.sub !== null && known.sub !== p.sub) await sessionEnded(p.bearer.session);
  }

  async function sessionEnded(session: string): Promise<void> {
    const row = await store.read(persons.sessionById, { session });
    await store.write(units.endSession, { session, at: now() });
    if (row) o.ended({ person: row.person_id, session });
  }

  /** Who is behind the bearer: where that is nobody yet, a new unknown person. */
  async function behind(
    site: string,
    bearer: string | undefined,
    network: string,
  ): Promise<{ known: Person; isSession: boolean } | Refused> {
    const read = bearerOf(bearer);
    const row = read && (await store.read(units.personBehind, { site, bearer: read }));
    if (row) {
      const { id, kind, name, email } = row;
      return { known: { id, kind, name, email }, isSession: read.kind === 'session' };
    }
    const wait = o.spendTold(network, site);
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const at = now();
    const person = newId(at);
    await store.write(units.makeUnknown, { person, site, at });
    return { known: { id: person, kind: 'unknown', name: null, email: null }, isSession: false };
  }

  async function standing(person: Person, isSession: boolean): Promise<Outcome> {
    return {
      ok: true,
      ...{ person, session: isSession ? ('kept' as const) : ('none' as const) },
      ...{ token: passUnless(isSession, person.id), waiting: await o.waitingFor(person.id) },
    };
  }

  function passUnless(kept: boolean, person: string): string | null {
    return kept ? null : tokens.issuePass(person, now());
  }

  function bearerOf(token: string | undefined): units.Bearer | null {
    if (token === undefined) return null;
    const pass = tokens.readPass(token, now());
    if (pass !== undefined) return { kind: 'pass', person: pass };
    const read = tokens.read(token, now());
    return read ? { kind: 'session', session: read.session } : null;
  }
}

const LATER_FIRST = { field: 'merge', detail: 'is older than another one, which has to be undone first' };

function tooMany(): Refused {
  return refuse('bad_input', { field: 'attributes', detail: `would be more than ${MOST_ATTRIBUTES}` });
}
