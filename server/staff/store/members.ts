import type { Grant, Role } from '../../../protocol/staff.ts';
import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';

export type StaffRow = {
  id: string;
  name: string;
  email: string;
  created_at: number;
  removed_at: number | null;
};
/** `picture`: the one that they show visitors. */
export type MemberRow = StaffRow & { picture: string | null };
export type GrantRow = { id: string; staff_id: string; site_id: string; role: Role };
export type InvitationRow = {
  id: string;
  name: string;
  email: string;
  grants: string;
  invited_by: string;
  expires_at: number;
};

/** Everybody who was ever on the staff, since their names stand under what they wrote. Grants only of those who still are. */
export function* everybody(): Work<{ staff: MemberRow[]; grants: GrantRow[] }> {
  const staff = yield* all<MemberRow>(
    `select staff.id, name, email, created_at, removed_at, staff_pictures.id as picture
     from staff left join staff_pictures on staff_pictures.staff_id = staff.id order by created_at, staff.id`,
  );
  const grants = yield* all<GrantRow>('select id, staff_id, site_id, role from grants order by id');
  return { staff, grants };
}

export type NewMember = {
  id: string;
  name: string;
  email: string;
  password: string;
  grants: readonly (Grant & { id: string })[];
  at: number;
};

/** Makes the first owner; false where there is one. The lock lets one of two parallel tries through. */
export function* makeFirstOwner(p: NewMember): Work<boolean> {
  yield* run("insert into secrets (name, value) values ('first_owner', '') on conflict (name) do nothing");
  yield* one("select value from secrets where name = 'first_owner' for update");
  const owner = yield* one("select id from grants where role = 'owner' limit 1");
  if (owner) return false;
  yield* makeMember(p);
  return true;
}

/** Makes a member, or brings a removed one with this address back, and gives their id; null: somebody on the staff has the address. */
function* makeMember(p: NewMember): Work<string | null> {
  const known = yield* one<StaffRow>('select id, removed_at from staff where email = $1 for update', p.email);
  if (known && known.removed_at === null) return null;
  const id = known?.id ?? p.id;
  if (known) {
    yield* run('update staff set name = $2, password = $3, removed_at = null where id = $1', id, p.name, p.password);
  } else {
    yield* insert('staff', [
      { id, name: p.name, email: p.email, password: p.password, created_at: p.at, removed_at: null },
    ]);
  }
  yield* keepGrants(id, p.grants);
  return id;
}

function* keepGrants(staff: string, grants: NewMember['grants']): Work<void> {
  yield* run('delete from grants where staff_id = $1', staff);
  yield* insert(
    'grants',
    grants.map(({ id, site, role }) => ({ id, staff_id: staff, site_id: site ?? '', role })),
  );
}

/** What a sign-in is checked against. */
export function* passwordOf(p: { email: string }): Work<{ id: string; password: string } | undefined> {
  return yield* one('select id, password from staff where email = $1 and removed_at is null', p.email);
}

export function* startSession(p: { id: string; staff: string; at: number; expiresAt: number }): Work<void> {
  yield* run('delete from staff_sessions where expires_at <= $1', p.at);
  yield* insert('staff_sessions', [{ id: p.id, staff_id: p.staff, created_at: p.at, expires_at: p.expiresAt }]);
}

/** Everybody, and which of these sessions there still are. */
export function* standing(p: {
  sessions: readonly string[];
}): Work<{ staff: MemberRow[]; grants: GrantRow[]; sessions: { id: string; staff_id: string; expires_at: number }[] }> {
  const sessions = yield* all<{ id: string; staff_id: string; expires_at: number }>(
    'select id, staff_id, expires_at from staff_sessions where id = any($1)',
    p.sessions,
  );
  return { ...(yield* everybody()), sessions };
}

export function* sessionById(p: { id: string }): Work<{ staff_id: string; expires_at: number } | undefined> {
  return yield* one('select staff_id, expires_at from staff_sessions where id = $1', p.id);
}

export function* extendSession(p: { id: string; expiresAt: number }): Work<void> {
  yield* run('update staff_sessions set expires_at = $2 where id = $1', p.id, p.expiresAt);
}

export function* endSession(p: { id: string }): Work<void> {
  yield* run('delete from staff_sessions where id = $1', p.id);
}

type Owners = { id: string };

/** True, or false where nobody would be left who owns everything. */
function* ownersWithout(staff: string): Work<boolean> {
  yield* one("select value from secrets where name = 'first_owner' for update");
  const left = yield* all<Owners>("select id from grants where role = 'owner' and staff_id <> $1 limit 1", staff);
  return left.length > 0;
}

/** Gives a member these roles and no others, where they still have those `before`: who may change what was decided by them. */
export function* setGrants(p: {
  staff: string;
  before: readonly Grant[];
  grants: NewMember['grants'];
}): Work<'kept' | 'others' | 'last owner'> {
  const owns = p.grants.some((grant) => grant.role === 'owner');
  if (!owns && !(yield* ownersWithout(p.staff))) return 'last owner';
  yield* one('select id from staff where id = $1 for update', p.staff);
  const now = yield* all<GrantRow>('select id, staff_id, site_id, role from grants where staff_id = $1', p.staff);
  const isAsBefore = ({ site_id, role }: GrantRow) =>
    p.before.some((grant) => (grant.site ?? '') === site_id && grant.role === role);
  if (now.length !== p.before.length || !now.every(isAsBefore)) return 'others';
  yield* keepGrants(p.staff, p.grants);
  return 'kept';
}

/** Ends a membership with its sessions; false where the last owner would be gone. */
export function* removeMember(p: { staff: string; at: number }): Work<boolean> {
  if (!(yield* ownersWithout(p.staff))) return false;
  yield* run('update staff set removed_at = $2 where id = $1', p.staff, p.at);
  yield* run('delete from grants where staff_id = $1', p.staff);
  yield* run('delete from staff_sessions where staff_id = $1', p.staff);
  yield* dropPicture(p);
  yield* run('delete from team_members where staff_id = $1', p.staff);
  return true;
}

/** Keeps an invitation; those that it stands `instead` of end. */
export function* keepInvitation(
  p: InvitationRow & { instead: readonly string[]; tokenHash: string; at: number },
): Work<void> {
  const { id, name, email, grants, invited_by, expires_at } = p;
  yield* run('update invitations set ended_at = $2 where id = any($1) and ended_at is null', p.instead, p.at);
  yield* insert('invitations', [
    { id, token_hash: p.tokenHash, name, email, grants, invited_by, created_at: p.at, expires_at, ended_at: null },
  ]);
}

const INVITATION = 'id, name, email, grants, invited_by, expires_at';

export function* openInvitations(p: { at: number }): Work<InvitationRow[]> {
  return yield* all(
    `select ${INVITATION} from invitations where ended_at is null and expires_at > $1 order by id`,
    p.at,
  );
}

export function* invitationByToken(p: { tokenHash: string; at: number }): Work<InvitationRow | undefined> {
  return yield* one(
    `select ${INVITATION} from invitations where token_hash = $1 and ended_at is null and expires_at > $2`,
    p.tokenHash,
    p.at,
  );
}

export function* endInvitation(p: { id: string; at: number }): Work<void> {
  yield* run('update invitations set ended_at = $2 where id = $1 and ended_at is null', p.id, p.at);
}

/** Uses an invitation up and gives the member's id. Null: there is no such invitation any more; 'taken': the address is on the staff. */
export function* join(p: { tokenHash: string; member: NewMember }): Work<string | 'taken' | null> {
  yield* one('select id from invitations where token_hash = $1 for update', p.tokenHash);
  const invitation = yield* invitationByToken({ tokenHash: p.tokenHash, at: p.member.at });
  if (!invitation) return null;
  const id = yield* makeMember(p.member);
  if (id === null) return 'taken';
  yield* endInvitation({ id: invitation.id, at: p.member.at });
  return id;
}

export type Subject = { subject: string; free: number; backAfterMs: number };
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGET_AFTER_MS = 24 * 60 * 60_000;

/**
 * Counts a try against each subject before it is known whether it is right, so that parallel guesses count too.
 * Gives how long to wait in ms where there were too many already; then nothing is counted. After `free` tries the wait doubles from 1 s;
 * every `backAfterMs` without a try gives one back. `forget` throws away what is old.
 */
export function* tryOnce(p: { subjects: readonly Subject[]; at: number; forget: boolean }): Work<number> {
  if (p.forget) yield* run('delete from sign_in_failures where last_at < $1', p.at - FORGET_AFTER_MS);
  const subjects = [...p.subjects].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const rows = yield* all<{ subject: string; failures: number; last_at: number }>(
    'select subject, failures, last_at from sign_in_failures where subject = any($1) order by subject for update',
    subjects.map((one) => one.subject),
  );
  const counted = subjects.map(({ subject, free, backAfterMs }) => {
    const row = rows.find((one) => one.subject === subject);
    const back = row ? Math.floor((p.at - row.last_at) / backAfterMs) : 0;
    const failures = Math.max(0, (row?.failures ?? 0) - back);
    const wait = failures < free ? 0 : Math.min(1000 * 2 ** (failures - free), LONGEST_WAIT_MS);
    return { subject, failures, wait: wait === 0 ? 0 : (row?.last_at ?? 0) + wait - p.at };
  });
  const wait = Math.max(0, ...counted.map((one) => one.wait));
  if (wait > 0) return wait;
  for (const { subject, failures } of counted) {
    yield* run(
      `insert into sign_in_failures (subject, failures, last_at) values ($1, $2, $3)
       on conflict (subject) do update set failures = excluded.failures, last_at = excluded.last_at`,
      subject,
      failures + 1,
      p.at,
    );
  }
  return 0;
}

/** A right try: its account starts anew, and the address gets this one back. */
export function* forgive(p: { account: string; address: string }): Work<void> {
  yield* run('delete from sign_in_failures where subject = $1', p.account);
  yield* run('update sign_in_failures set failures = failures - 1 where subject = $1 and failures > 0', p.address);
}

/** The picture that a member shows visitors, in place of what was there; false where they are not on the staff any more. */
export function* keepPicture(p: { id: string; staff: string; body: string }): Work<boolean> {
  const there = yield* one('select id from staff where id = $1 and removed_at is null for update', p.staff);
  if (!there) return false;
  yield* dropPicture(p);
  yield* insert('staff_pictures', [{ id: p.id, staff_id: p.staff, body: p.body }]);
  return true;
}

export function* dropPicture(p: { staff: string }): Work<void> {
  yield* run('delete from staff_pictures where staff_id = $1', p.staff);
}

export function* pictureById(p: { id: string }): Work<{ body: string } | undefined> {
  return yield* one('select body from staff_pictures where id = $1', p.id);
}
