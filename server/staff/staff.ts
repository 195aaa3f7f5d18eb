import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Face } from '../../protocol/conversations.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Grant, Member, Present, Role } from '../../protocol/staff.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope, StaffCaller } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import { openFaces } from './faces.ts';
import { difference, reaches } from './grants.ts';
import { openMembership } from './membership.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import * as units from './store/members.ts';
import { openTeams } from './teams.ts';
import { openTries } from './tries.ts';

const SESSION_LASTS_MS = 30 * 24 * 60 * 60 * 1000;
const EXTEND_WITHIN_MS = SESSION_LASTS_MS - 24 * 60 * 60 * 1000;
/** What is known of sessions and members is at most this old: another process on the same database may have changed it. */
const KNOWN_LASTS_MS = 3_000;

export type Staff = Awaited<ReturnType<typeof openStaff>>;
/** A fresh session: the token goes into the cookie and is kept nowhere else. */
export type SignedIn = { ok: true; member: Member; token: string };
type Session = { staff: string; expiresAt: number; knownAt: number };

/** Staff, their roles, sessions and invitations. `ended` hears whose sockets have to go, `changed` whose roles are others now. */
export async function openStaff(o: {
  store: Store;
  now: () => number;
  sites(): readonly { id: string }[];
  owner: { email: string; password: string } | null;
  linkBase(): string;
  /** Somebody is not on the staff any more: what they had is to be nobody's. */
  left(staff: string, by: StaffCaller): Promise<void>;
  ended(who: { staff: string; session?: string }): void;
  changed(staff: string): void;
  /** A small square of a picture, written anew. */
  portrait(bytes: Buffer): Promise<Buffer | 'refused' | 'busy'>;
  teamsChanged(site: string): void;
}) {
  const { store, now } = o;
  let everybody = new Map<string, { face: Face; member: Member | null }>();
  let knownAt = 0;
  const sessions = new Map<string, Session>();
  const tries = openTries({ store, now });
  await reload();
  if (needsOwner() && o.owner) await makeOwner({ ...o.owner, name: o.owner.email.split('@')[0] as string });
  const code = newCode();

  const signing = {
    needsOwner,
    code: () => (needsOwner() ? code : null),
    makeFirstOwner,
    signIn,
    signOut,
    admit,
    outdated,
  };
  const membership = openMembership({
    ...{ store, now, sites: o.sites, linkBase: o.linkBase, changed: o.changed },
    ...{ member, reload, newMember, withIds, signedIn },
    members: () => [...everybody.values()].flatMap(({ member }) => member ?? []),
    async removed(staff, by) {
      for (const [id, session] of sessions) if (session.staff === staff) sessions.delete(id);
      o.ended({ staff });
      await o.left(staff, by);
    },
  });
  const faces = openFaces({ store, now, portrait: o.portrait, reload, member, changed: o.changed });
  const { everybody: members, ...joining } = membership;
  const { teamsIn, ...teams } = openTeams({ store, now, mayAnswer, changed: o.teamsChanged });
  return { ...signing, ...joining, ...teams, ...faces, list, face, present, firstOwner, mayAnswer, scopeOf, member };

  /** Everybody who shares a site with the caller, the invitations that are open there, and the teams. */
  async function list(caller: StaffCaller) {
    const [known, teams] = await Promise.all([members(caller), teamsIn(caller.scope)]);
    return { ...known, teams };
  }

  async function reload(): Promise<void> {
    const at = now();
    know(await store.read(units.everybody, undefined), at);
  }

  function know({ staff, grants }: { staff: units.MemberRow[]; grants: units.GrantRow[] }, at: number): void {
    knownAt = at;
    everybody = new Map(
      staff.map((row) => {
        const own = grants.filter((grant) => grant.staff_id === row.id);
        const member: Member = {
          ...{ id: row.id, name: row.name, email: row.email, since: row.created_at, picture: row.picture },
          grants: own.map((grant) => ({ site: grant.site_id || null, role: grant.role })),
        };
        return [row.id, { face: { id: row.id, name: row.name }, member: row.removed_at === null ? member : null }];
      }),
    );
  }

  function needsOwner(): boolean {
    return ![...everybody.values()].some(({ member }) => member?.grants.some((grant) => grant.role === 'owner'));
  }

  /** Who somebody is, or was. */
  function face(id: string): Face | undefined {
    return everybody.get(id)?.face;
  }

  /** Somebody who still is on the staff, as visitors may know them. */
  function present(id: string): Present | undefined {
    const known = member(id);
    return known && { id, name: known.name, picture: known.picture };
  }

  function member(id: string): Member | undefined {
    return everybody.get(id)?.member ?? undefined;
  }

  /** The address of the owner who has been here longest; null: there is none yet. */
  function firstOwner(): string | null {
    const owners = [...everybody.values()].flatMap(({ member }) =>
      member?.grants.some(({ role }) => role === 'owner') ? member : [],
    );
    return owners.sort((a, b) => a.since - b.since)[0]?.email ?? null;
  }

  function mayAnswer(staff: string, site: string): boolean {
    return reaches(member(staff)?.grants ?? [], 'agent', site);
  }

  /** The sites where grants give at least this role. */
  function scopeOf(grants: readonly Grant[], least: Role): Scope {
    return o.sites().flatMap(({ id }) => (reaches(grants, least, id) ? [id] : []));
  }

  /** Whom a cookie's token stands for. */
  async function admit(token: string | undefined): Promise<Omit<StaffCaller, 'scope' | 'socket'> | undefined> {
    if (token === undefined || token.length > 100) return undefined;
    const id = hash(token);
    const session = await sessionOf(id);
    if (!session || session.expiresAt <= now()) return undefined;
    if (now() - knownAt > KNOWN_LASTS_MS) await reload();
    const known = member(session.staff);
    return known && { id: known.id, name: known.name, session: id, grants: known.grants };
  }

  /**
   * Which of these have another role, other sites, or no session any more. Another process on the same database may have changed that, so
   * it is read anew: one query for all of them.
   */
  async function outdated(callers: readonly StaffCaller[]): Promise<Set<string>> {
    const at = now();
    const rows = await store.read(units.standing, { sessions: callers.map(({ session }) => session) });
    know(rows, at);
    const good = new Set(rows.sessions.filter((row) => row.expires_at > at).map((row) => row.id));
    const others = callers.filter((caller) => {
      if (!good.has(caller.session)) sessions.delete(caller.session);
      const known = member(caller.id);
      const same = known && known.name === caller.name && difference(known.grants, caller.grants).length === 0;
      return !same || !good.has(caller.session) || !sameScope(scopeOf(known.grants, 'viewer'), caller.scope);
    });
    return new Set(others.map(({ id }) => id));
  }

  async function sessionOf(id: string): Promise<Session | undefined> {
    const known = sessions.get(id);
    if (known && now() - known.knownAt <= KNOWN_LASTS_MS) return known;
    const row = await store.read(units.sessionById, { id });
    sessions.delete(id);
    if (!row) return undefined;
    const session = { staff: row.staff_id, expiresAt: row.expires_at, knownAt: now() };
    if (session.expiresAt - now() < EXTEND_WITHIN_MS && session.expiresAt > now()) {
      session.expiresAt = now() + SESSION_LASTS_MS;
      await store.write(units.extendSession, { id, expiresAt: session.expiresAt });
    }
    if (sessions.size > 10_000) sessions.clear();
    sessions.set(id, session);
    return session;
  }

  /** Makes the first owner with the code that the server printed, and signs in. */
  async function makeFirstOwner(p: {
    code: string;
    name: string;
    email: string;
    password: string;
    address: string;
  }): Promise<SignedIn | Refused> {
    const wait = await tries.once('first-owner', p.address);
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const given = Buffer.from(hash(p.code.toUpperCase().replace(/[^A-Z0-9]/g, '')));
    const due = Buffer.from(hash(code.replaceAll('-', '')));
    if (!needsOwner() || !timingSafeEqual(given, due)) return refuse('wrong_code', { field: 'code' });
    const made = await makeOwner(p);
    if (!made) return refuse('wrong_code', { field: 'code' });
    await tries.forgive('first-owner', p.address);
    return signedIn(made);
  }

  async function makeOwner(p: { name: string; email: string; password: string }): Promise<string | undefined> {
    const unit = newMember(p, await hashPassword(p.password), [{ site: null, role: 'owner' }]);
    const made = await store.write(units.makeFirstOwner, unit);
    await reload();
    return made ? unit.id : undefined;
  }

  function newMember(p: { name: string; email: string }, password: string, grants: readonly Grant[]): units.NewMember {
    const at = now();
    const email = p.email.trim().toLowerCase();
    return { id: newId(at), name: p.name.trim(), email, password, grants: withIds(grants), at };
  }

  function withIds(grants: readonly Grant[]) {
    return grants.map((grant) => ({ ...grant, id: newId(now()) }));
  }

  async function signIn(p: { email: string; password: string; address: string }): Promise<SignedIn | Refused> {
    const email = p.email.trim().toLowerCase();
    const wait = await tries.once(email, p.address);
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const known = await store.read(units.passwordOf, { email });
    if (!(await passwordFits(p.password, known?.password)) || !known) return refuse('wrong_credentials');
    await tries.forgive(email, p.address);
    return signedIn(known.id);
  }

  async function signedIn(staff: string): Promise<SignedIn> {
    const token = randomBytes(32).toString('base64url');
    const at = now();
    await store.write(units.startSession, { id: hash(token), staff, at, expiresAt: at + SESSION_LASTS_MS });
    await reload();
    return { ok: true, member: member(staff) as Member, token };
  }

  async function signOut(caller: { id: string; session: string }): Promise<{ ok: true }> {
    await store.write(units.endSession, { id: caller.session });
    sessions.delete(caller.session);
    o.ended({ staff: caller.id, session: caller.session });
    return { ok: true };
  }
}

function sameScope(a: Scope, b: Scope): boolean {
  return a.length === b.length && a.every((site) => b.includes(site));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Twelve characters that are not mistaken for each other (60 bits), such as ABCD-EFGH-JKMN. */
function newCode(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';
  const picked = [...randomBytes(12)].map((byte) => letters[byte % letters.length]);
  return picked.join('').replace(/(.{4})(?=.)/g, '$1-');
}
