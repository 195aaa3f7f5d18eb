import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';

export type TeamRow = { id: string; site_id: string; name: string };
export type TeamMemberRow = { team_id: string; staff_id: string };

/** The teams of some sites, and who is in them. */
export function* teams(p: { sites: readonly string[] }): Work<{ teams: TeamRow[]; members: TeamMemberRow[] }> {
  const found = yield* all<TeamRow>(
    'select id, site_id, name from teams where site_id = any($1) and removed_at is null order by id',
    p.sites,
  );
  const members = yield* all<TeamMemberRow>(
    'select team_id, staff_id from team_members where team_id = any($1) order by team_id, staff_id',
    found.map(({ id }) => id),
  );
  return { teams: found, members };
}

/** Which site a team is of; undefined: there is no such team, or not any more. */
export function* siteOfTeam(p: { team: string }): Work<string | undefined> {
  const row = yield* one<{ site_id: string }>('select site_id from teams where id = $1 and removed_at is null', p.team);
  return row?.site_id;
}

/** Makes a team, or gives it another name and other members. False: the id is of one on another site, or of one that was removed. */
export function* keepTeam(p: TeamRow & { members: readonly string[]; at: number }): Work<boolean> {
  const known = yield* one<{ site_id: string; removed_at: number | null }>(
    'select site_id, removed_at from teams where id = $1 for update',
    p.id,
  );
  if (known && (known.site_id !== p.site_id || known.removed_at !== null)) return false;
  if (known) yield* run('update teams set name = $2 where id = $1', p.id, p.name);
  else {
    yield* insert('teams', [{ id: p.id, site_id: p.site_id, name: p.name, created_at: p.at, removed_at: null }]);
  }
  yield* run('delete from team_members where team_id = $1', p.id);
  yield* insert(
    'team_members',
    p.members.map((staff) => ({ team_id: p.id, staff_id: staff })),
  );
  return true;
}

export function* removeTeam(p: { team: string; at: number }): Work<void> {
  yield* run('update teams set removed_at = $2 where id = $1', p.team, p.at);
  yield* run('delete from team_members where team_id = $1', p.team);
}
