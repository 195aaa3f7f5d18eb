import type { Person } from '../../protocol/conversations.ts';
import type { Arrive, Profile, Proof, Session } from '../../protocol/people.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope, VisitorCaller } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import { type Limits, openToldAllowance } from '../foundation/limits.ts';
import { openTokens } from '../foundation/tokens.ts';
import { openAddresses } from './addresses.ts';
import { openGate } from './gate.ts';
import { openIdentity } from './identity.ts';
import { openSecrets } from './secrets.ts';
import { openSession } from './store/identifying.ts';
import * as units from './store/persons.ts';

/** A tab is one arrival, whatever pages it shows. */
const ARRIVALS = { most: 60, withinMs: 3_600_000 };

export type People = Awaited<ReturnType<typeof openPeople>>;
export type Visitor = Omit<VisitorCaller, 'socket' | 'userAgent' | 'network'>;
/** `network`: the address that it comes from, as far as it tells people apart. */
type Beginning = { site: string; network: string; bearer?: string | undefined; proof?: Proof | undefined };

/** Persons, their browsers' sessions and their visits. `freshSecret` signs visitors' tokens unless an earlier start kept one. */
export async function openPeople(
  o: { store: Store; now: () => number; freshSecret: string; limits: Limits } & Pick<
    Parameters<typeof openIdentity>[0],
    'waitingFor' | 'ended' | 'absorbed' | 'parted' | 'changed'
  >,
) {
  const { store, now } = o;
  const tokens = openTokens(await store.write(units.keepSecret, { name: 'visitor_tokens', value: o.freshSecret }));

  const enter = openGate({ tokens, now, limits: o.limits, newId: () => newId(now()) });
  const secrets = openSecrets({ store, now });
  const identity = openIdentity({ ...o, tokens, secrets, spendTold: openToldAllowance(o.limits, now) });

  const addresses = { ...openAddresses({ ...o, tokens }), give: identity.say };

  return {
    ...{ secrets, addresses, ...identity, begin, start, renew, admit, personOf, arrive, introduce, keepSecret },
    ...{ of, matching, find, profile },
  };

  /** A session for a browser that asks; while many begin at once it has to be worked for. */
  async function begin(p: Beginning): Promise<({ ok: true } & Session) | Refused> {
    const entered = enter(p);
    if (!entered.ok) return entered;
    const opened = await openFor(p.site, entered.session ?? newId(now()), p.bearer);
    // What was worked for is used up: without it, there is the way that everybody goes.
    return opened ? { ok: true, ...opened } : begin({ ...p, proof: undefined });
  }

  /** A session of a new unknown person. */
  async function start(site: string): Promise<Session> {
    return (await openFor(site, newId(now()))) as Session;
  }

  /** A session of the person whose pass is brought along, or of a new unknown one. Undefined: there is one of this id already. */
  async function openFor(site: string, session: string, bearer?: string): Promise<Session | undefined> {
    const at = now();
    const person = newId(at);
    const passed = bearer === undefined ? undefined : tokens.readPass(bearer, at);
    if (passed !== undefined && (await store.write(openSession, { session, person: passed, site, at }))) {
      return { token: tokens.issue(session, at), person: passed };
    }
    const begun = await store.write(units.startSession, { person, session, site, at });
    return begun ? { token: tokens.issue(session, at), person } : undefined;
  }

  /** A fresh token for an authentic one, an expired one too. */
  async function renew(token: string | undefined): Promise<({ ok: true; site: string } & Session) | Refused> {
    const read = token === undefined ? undefined : tokens.read(token, now());
    const visitor = read && (await visitorOf(read.session));
    return visitor
      ? { ok: true, token: tokens.issue(visitor.session, now()), person: visitor.person, site: visitor.site }
      : refuse('token_invalid');
  }

  /** Whom a token stands for. */
  async function admit(token: string | undefined): Promise<({ ok: true } & Visitor) | Refused> {
    if (token === undefined) return refuse('not_signed_in');
    const read = tokens.read(token, now());
    if (!read) return refuse('token_invalid');
    if (read.expired) return refuse('token_expired');
    const visitor = await visitorOf(read.session);
    return visitor ? { ok: true, ...visitor } : refuse('token_invalid');
  }

  /** Whose session it is, unless it has ended. */
  async function personOf(session: string): Promise<string | undefined> {
    return (await visitorOf(session))?.person;
  }

  async function visitorOf(session: string): Promise<Visitor | undefined> {
    const row = await store.read(units.sessionById, { session });
    return row && row.ended_at === null ? { session: row.id, person: row.person_id, site: row.site_id } : undefined;
  }

  /** Where the visitor came from and is now. */
  async function arrive(payload: Arrive, visitor: Visitor & { userAgent: string }): Promise<{ ok: true } | Refused> {
    const at = now();
    const kept = await store.write(units.arrive, {
      ...payload,
      ...{ since: at - ARRIVALS.withinMs, most: ARRIVALS.most },
      campaign: JSON.stringify(campaignOf(payload.url)),
      session: visitor.session,
      person: visitor.person,
      userAgent: visitor.userAgent,
      at,
    });
    if (kept === 'too many') return refuse('too_many', { retryAfterMs: ARRIVALS.withinMs / 6 });
    return kept === 'kept' ? { ok: true } : refuse('conflict', { field: 'id' });
  }

  /** A secret of this installation by its name: the one given, unless an earlier start kept one. */
  async function keepSecret(name: string, value: string): Promise<string> {
    return store.write(units.keepSecret, { name, value });
  }

  /** Keeps the name and the address that somebody gave. It proves nothing and merges nothing. */
  async function introduce(p: { person: string; name: string | null; email: string | null }): Promise<void> {
    await store.write(units.introduce, p);
  }

  async function of(persons: readonly string[]): Promise<Map<string, Person>> {
    if (persons.length === 0) return new Map();
    const rows = await store.read(units.personsByIds, { persons: [...new Set(persons)] });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async function matching(words: string, scope: Scope): Promise<string[]> {
    return store.readLong(units.personsMatching, { words, scope });
  }

  /** Those of a site whose name or address holds these words, and who are nobody else by now. */
  async function find({ site, words }: { site: string; words: string }, scope: Scope) {
    if (!scope.includes(site)) return refuse('not_found');
    return { ok: true as const, people: await store.readLong(units.newestMatching, { words, scope: [site] }) };
  }

  /** Who somebody is; undefined where the scope does not reach. */
  async function profile(person: string, scope: Scope): Promise<Omit<Profile, 'conversations'> | undefined> {
    const rows = await store.read(units.profile, { person, scope });
    if (!rows) return undefined;
    return {
      person: rows.person,
      site: rows.site,
      since: rows.since,
      ...{ sub: rows.sub, attributes: rows.attributes, tracked: rows.tracked, merges: rows.merges },
      visits: rows.visits.map((visit) => ({
        ...{ id: visit.id, url: visit.url, title: visit.title, referrer: visit.referrer },
        campaign: JSON.parse(visit.campaign) as Record<string, string>,
        ...{ language: visit.language, timeZone: visit.time_zone, userAgent: visit.user_agent },
        ...{ startedAt: visit.started_at, lastAt: visit.last_at },
      })),
    };
  }
}

/** The utm_* values of a page's address, by name without "utm_". */
function campaignOf(address: string): Record<string, string> {
  const values = [...(URL.parse(address)?.searchParams ?? [])].filter(([name]) => name.startsWith('utm_'));
  return Object.fromEntries(values.slice(0, 10).map(([name, value]) => [name.slice(4, 40), value.slice(0, 200)]));
}
