import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Face } from '../../protocol/conversations.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Grant, Invitation, Member, Role } from '../../protocol/staff.ts';
import type { Store } from '../foundation/database.ts';
import type { Scope, StaffCaller } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import { difference, mayGive, reaches } from './grants.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import * as units from './store.ts';
import { openTries } from './tries.ts';

const SESSION_LASTS_MS = 30 * 24 * 60 * 60 * 1000;
const EXTEND_WITHIN_MS = SESSION_LASTS_MS - 24 * 60 * 60 * 1000;
const INVITATION_LASTS_MS = 7 * 24 * 60 * 60 * 1000;
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
  ended(who: { staff: string; session?: string }): void;
  changed(staff: string): void;
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
  const team = { list, invite, withdraw, invitation, join, setGrants, remove };
  return { ...signing, ...team, face, mayAnswer, scopeOf, member };

  async function reload(): Promise<void> {
    const at = now();
    know(await store.read(units.everybody, undefined), at);
  }

  function know({ staff, grants }: { staff: units.StaffRow[]; grants: units.GrantRow[] }, at: number): void {
    knownAt = at;
    everybody = new Map(
      staff.map((row) => {
        const own = grants.filter((grant) => grant.staff_id === row.id);
        const member: Member = {
          ...{ id: row.id, name: row.name, email: row.email, since: row.created_at },
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

  function member(id: string): Member | undefined {
    return everybody.get(id)?.member ?? undefined;
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

  /** Everybody who shares a site with the caller, and the invitations that are open there. */
  async function list(caller: StaffCaller): Promise<{ ok: true; members: Member[]; invitations: Invitation[] }> {
    const shares = (grants: readonly Grant[]) =>
      grants.some(({ site }) => site === null || caller.scope.includes(site));
    const members = [...everybody.values()].flatMap(({ member }) => (member && shares(member.grants) ? [member] : []));
    const open = await store.read(units.openInvitations, { at: now() });
    return { ok: true, members, invitations: open.map(invitationOf).filter(({ grants }) => shares(grants)) };
  }

  /** An invitation for a colleague. Its link is given out here and never again; an earlier one to the same address ends. */
  async function invite(
    p: { name: string; email: string; grants: Grant[] },
    caller: StaffCaller,
  ): Promise<{ ok: true; invitation: Invitation; link: string } | Refused> {
    const wrong = wrongGrants(p.grants, [], caller);
    if (wrong) return wrong;
    const email = p.email.trim().toLowerCase();
    if ([...everybody.values()].some(({ member }) => member?.email === email)) {
      return refuse('conflict', { field: 'email', detail: 'is already on the staff' });
    }
    const at = now();
    const token = randomBytes(32).toString('base64url');
    const row = { id: newId(at), name: p.name.trim(), email, grants: JSON.stringify(p.grants) };
    const invitation = { ...row, invited_by: caller.id, expires_at: at + INVITATION_LASTS_MS };
    await store.write(units.keepInvitation, { ...invitation, tokenHash: hash(token), at });
    return { ok: true, invitation: invitationOf(invitation), link: `${o.linkBase()}/inbox/join#${token}` };
  }

  async function withdraw(p: { invitation: string }, caller: StaffCaller): Promise<{ ok: true } | Refused> {
    const open = (await store.read(units.openInvitations, { at: now() })).map(invitationOf);
    const found = open.find(({ id }) => id === p.invitation);
    if (!found?.grants.every((grant) => mayGive(caller.grants, grant))) return refuse('not_found');
    await store.write(units.endInvitation, { id: p.invitation, at: now() });
    return { ok: true };
  }

  /** Whom a link's token invites. */
  async function invitation(p: {
    token: string;
  }): Promise<({ ok: true } & Pick<Invitation, 'name' | 'email'>) | Refused> {
    const row = await store.read(units.invitationByToken, { tokenHash: hash(p.token), at: now() });
    return row ? { ok: true, name: row.name, email: row.email } : refuse('not_found');
  }

  async function join(p: { token: string; name: string; password: string }): Promise<SignedIn | Refused> {
    const tokenHash = hash(p.token);
    const row = await store.read(units.invitationByToken, { tokenHash, at: now() });
    if (!row) return refuse('not_found');
    const unit = newMember(
      { name: p.name, email: row.email },
      await hashPassword(p.password),
      invitationOf(row).grants,
    );
    const joined = await store.write(units.join, { tokenHash, member: unit });
    if (joined === null) return refuse('not_found');
    if (joined === 'taken') return refuse('conflict', { field: 'email', detail: 'is already on the staff' });
    await reload();
    return signedIn(joined);
  }

  /** Gives a member these roles instead of those they had. */
  async function setGrants(
    p: { staff: string; grants: Grant[] },
    caller: StaffCaller,
  ): Promise<{ ok: true; member: Member } | Refused> {
    const target = visible(p.staff, caller);
    if (!target) return refuse('not_found');
    const wrong = wrongGrants(p.grants, target.grants, caller);
    if (wrong) return wrong;
    const kept = await store.write(units.setGrants, { staff: p.staff, grants: withIds(p.grants) });
    if (!kept) return refuse('conflict', { field: 'grants', detail: 'would leave nobody who owns everything' });
    await reload();
    o.changed(p.staff);
    return { ok: true, member: member(p.staff) ?? target };
  }

  /** Ends a membership: sessions are gone, sockets are cut. What they wrote stays under their name. */
  async function remove(p: { staff: string }, caller: StaffCaller): Promise<{ ok: true } | Refused> {
    const target = visible(p.staff, caller);
    if (!target) return refuse('not_found');
    if (!target.grants.every((grant) => mayGive(caller.grants, grant))) return refuse('forbidden');
    const removed = await store.write(units.removeMember, { staff: p.staff, at: now() });
    if (!removed) return refuse('conflict', { field: 'staff', detail: 'is the last who owns everything' });
    for (const [id, session] of sessions) if (session.staff === p.staff) sessions.delete(id);
    await reload();
    o.ended({ staff: p.staff });
    return { ok: true };
  }

  function visible(id: string, caller: StaffCaller): Member | undefined {
    const target = member(id);
    return target?.grants.some(({ site }) => site === null || caller.scope.includes(site)) ? target : undefined;
  }

  function wrongGrants(grants: Grant[], before: readonly Grant[], caller: StaffCaller): Refused | undefined {
    // First of all, so that nobody learns here which sites exist beyond their own.
    const reached = difference(before, grants).every(
      (grant) => grant.role === 'owner' || mayGive(caller.grants, grant),
    );
    if (!reached) return refuse('forbidden', { field: 'grants' });
    const known = new Set(o.sites().map(({ id }) => id));
    for (const [index, { site, role }] of grants.entries()) {
      const field = `grants.${index}`;
      if (site !== null && !known.has(site)) return refuse('bad_input', { field, detail: 'names no site' });
      if (role === 'owner' && site !== null) {
        return refuse('bad_input', { field, detail: 'owners own every site, not one' });
      }
      if (grants.findIndex((other) => other.site === site) !== index) {
        return refuse('bad_input', { field, detail: 'names a site a second time' });
      }
    }
    const all = difference(before, grants).every((grant) => mayGive(caller.grants, grant));
    return all ? undefined : refuse('forbidden', { field: 'grants' });
  }
}

function invitationOf(row: units.InvitationRow): Invitation {
  const { id, name, email } = row;
  return { id, name, email, grants: JSON.parse(row.grants) as Grant[], expiresAt: row.expires_at };
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
