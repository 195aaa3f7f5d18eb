import { createHash, randomBytes } from 'node:crypto';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Grant, Invitation, Member } from '../../protocol/staff.ts';
import type { Store } from '../foundation/database/database.ts';
import type { StaffCaller } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import { difference, mayGive } from './grants.ts';
import { hashPassword } from './passwords.ts';
import type { SignedIn } from './staff.ts';
import * as units from './store/members.ts';

const INVITATION_LASTS_MS = 7 * 24 * 60 * 60 * 1000;

/** Who is on the staff and may do what: invitations, roles, removal. */
export function openMembership(o: {
  store: Store;
  now: () => number;
  sites(): readonly { id: string }[];
  linkBase(): string;
  members(): Member[];
  member(id: string): Member | undefined;
  reload(): Promise<void>;
  newMember(p: { name: string; email: string }, password: string, grants: readonly Grant[]): units.NewMember;
  withIds(grants: readonly Grant[]): units.NewMember['grants'];
  signedIn(staff: string): Promise<SignedIn>;
  /** Their roles are others now. */
  changed(staff: string): void;
  /** They are gone, and so are their sessions; `by` removed them. */
  removed(staff: string, by: StaffCaller): Promise<void>;
}) {
  const { store, now } = o;

  return { everybody, invite, withdraw, invitation, join, setGrants, remove };

  /** Everybody who shares a site with the caller, and the invitations that are open there. */
  async function everybody(caller: StaffCaller): Promise<{ ok: true; members: Member[]; invitations: Invitation[] }> {
    const shares = ({ grants }: { grants: readonly Grant[] }) =>
      grants.some(({ site }) => site === null || caller.scope.includes(site));
    const open = (await store.read(units.openInvitations, { at: now() })).filter(stands).map(invitationOf);
    return { ok: true, members: o.members().filter(shares), invitations: open.filter(shares) };
  }

  /** An invitation for a colleague. Its link is given out here and never again; an earlier one to the same address ends, where it is the caller's to end. */
  async function invite(
    p: { name: string; email: string; grants: Grant[] },
    caller: StaffCaller,
  ): Promise<{ ok: true; invitation: Invitation; link: string } | Refused> {
    const wrong = wrongGrants(p.grants, [], caller);
    if (wrong) return wrong;
    const email = p.email.trim().toLowerCase();
    if (o.members().some((member) => member.email === email)) {
      return refuse('conflict', { field: 'email', detail: 'is already on the staff' });
    }
    const at = now();
    const earlier = (await store.read(units.openInvitations, { at })).map(invitationOf);
    const instead = earlier.filter((one) => one.email === email && isGivenBy(caller, one)).map(({ id }) => id);
    const token = randomBytes(32).toString('base64url');
    const row = { id: newId(at), name: p.name.trim(), email, grants: JSON.stringify(p.grants) };
    const invitation = { ...row, invited_by: caller.id, expires_at: at + INVITATION_LASTS_MS };
    await store.write(units.keepInvitation, { ...invitation, instead, tokenHash: hash(token), at });
    return { ok: true, invitation: invitationOf(invitation), link: `${o.linkBase()}/inbox/join#${token}` };
  }

  async function withdraw(p: { invitation: string }, caller: StaffCaller): Promise<{ ok: true } | Refused> {
    const open = (await store.read(units.openInvitations, { at: now() })).map(invitationOf);
    const found = open.find(({ id }) => id === p.invitation);
    if (!found || !isGivenBy(caller, found)) return refuse('not_found');
    await store.write(units.endInvitation, { id: p.invitation, at: now() });
    return { ok: true };
  }

  /** Whom a link's token invites. */
  async function invitation(p: {
    token: string;
  }): Promise<({ ok: true } & Pick<Invitation, 'name' | 'email'>) | Refused> {
    const row = await standing(hash(p.token));
    return row ? { ok: true, name: row.name, email: row.email } : refuse('not_found');
  }

  async function join(p: { token: string; name: string; password: string }): Promise<SignedIn | Refused> {
    const tokenHash = hash(p.token);
    const row = await standing(tokenHash);
    if (!row) return refuse('not_found');
    const unit = o.newMember(
      { name: p.name, email: row.email },
      await hashPassword(p.password),
      invitationOf(row).grants,
    );
    const joined = await store.write(units.join, { tokenHash, member: unit });
    if (joined === null) return refuse('not_found');
    if (joined === 'taken') return refuse('conflict', { field: 'email', detail: 'is already on the staff' });
    await o.reload();
    return o.signedIn(joined);
  }

  /** Gives a member these roles instead of those they had. */
  async function setGrants(
    p: { staff: string; grants: Grant[] },
    caller: StaffCaller,
  ): Promise<{ ok: true; member: Member } | Refused> {
    const target = visible(p.staff, caller);
    if (!target) return refuse('not_found');
    const before = target.grants;
    const wrong = wrongGrants(p.grants, before, caller);
    if (wrong) return wrong;
    const kept = await store.write(units.setGrants, { staff: p.staff, before, grants: o.withIds(p.grants) });
    if (kept !== 'last owner') await o.reload();
    if (kept === 'others') {
      return refuse('conflict', { field: 'grants', detail: 'were changed by somebody else meanwhile' });
    }
    if (kept === 'last owner') {
      return refuse('conflict', { field: 'grants', detail: 'would leave nobody who owns everything' });
    }
    o.changed(p.staff);
    return { ok: true, member: o.member(p.staff) ?? target };
  }

  /** Ends a membership: sessions are gone, sockets are cut. What they wrote stays under their name. */
  async function remove(p: { staff: string }, caller: StaffCaller): Promise<{ ok: true } | Refused> {
    const target = visible(p.staff, caller);
    if (!target) return refuse('not_found');
    if (!isGivenBy(caller, target)) return refuse('forbidden');
    const removed = await store.write(units.removeMember, { staff: p.staff, at: now() });
    if (!removed) return refuse('conflict', { field: 'staff', detail: 'is the last who owns everything' });
    await o.reload();
    await o.removed(p.staff, caller);
    return { ok: true };
  }

  /** An open invitation whose sender still may give what it gives: what somebody promised ends with their own role. */
  async function standing(tokenHash: string): Promise<units.InvitationRow | undefined> {
    const row = await store.read(units.invitationByToken, { tokenHash, at: now() });
    if (row) await o.reload();
    return row && stands(row) ? row : undefined;
  }

  function stands(row: units.InvitationRow): boolean {
    const sender = o.member(row.invited_by);
    return sender !== undefined && invitationOf(row).grants.every((grant) => mayGive(sender.grants, grant));
  }

  function visible(id: string, caller: StaffCaller): Member | undefined {
    const target = o.member(id);
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

/** Whether all that they have is the caller's to give, and so to take. */
function isGivenBy(caller: StaffCaller, { grants }: { grants: readonly Grant[] }): boolean {
  return grants.every((grant) => mayGive(caller.grants, grant));
}

function invitationOf(row: units.InvitationRow): Invitation {
  const { id, name, email } = row;
  return { id, name, email, grants: JSON.parse(row.grants) as Grant[], expiresAt: row.expires_at };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
