import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Team } from '../../protocol/staff.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import * as units from './store/teams.ts';

/** Teams: some of those who answer on a site, under a name. */
export function openTeams(o: {
  store: Store;
  now: () => number;
  mayAnswer(staff: string, site: string): boolean;
  changed(site: string): void;
}) {
  const { store, now } = o;

  return { teamsIn, saveTeam, removeTeam, siteOfTeam };

  /** The teams of some sites. Whoever may not answer there any more is in none. */
  async function teamsIn(scope: Scope): Promise<Team[]> {
    const { teams, members } = await store.read(units.teams, { sites: scope });
    return teams.map(({ id, site_id: site, name }) => ({
      ...{ id, site, name },
      members: members
        .filter((one) => one.team_id === id && o.mayAnswer(one.staff_id, site))
        .map((one) => one.staff_id),
    }));
  }

  /** Makes a team, or gives it another name and other members. */
  async function saveTeam(p: Team, scope: Scope): Promise<{ ok: true; team: Team } | Refused> {
    const { site, members } = p;
    if (!scope.includes(site)) return refuse('not_found');
    const stranger = members.findIndex((staff) => !o.mayAnswer(staff, site));
    if (stranger >= 0) {
      return refuse('bad_input', { field: `members.${stranger}`, detail: 'is nobody who may answer on this site' });
    }
    const team = { id: p.id, site, name: p.name.trim(), members };
    const others = (await teamsIn([site])).filter(({ id }) => id !== team.id);
    if (others.some(({ name }) => name.toLowerCase() === team.name.toLowerCase())) {
      return refuse('conflict', { field: 'name', detail: 'is the name of another team of this site' });
    }
    const kept = await store.write(units.keepTeam, { ...team, site_id: site, at: now() });
    if (!kept) return refuse('not_found');
    o.changed(site);
    return { ok: true, team };
  }

  async function removeTeam({ team }: { team: string }, scope: Scope): Promise<{ ok: true } | Refused> {
    const site = await siteOfTeam(team);
    if (site === undefined || !scope.includes(site)) return refuse('not_found');
    await store.write(units.removeTeam, { team, at: now() });
    o.changed(site);
    return { ok: true };
  }

  /** Which site a team is of; undefined: there is none such, or not any more. */
  function siteOfTeam(team: string): Promise<string | undefined> {
    return store.read(units.siteOfTeam, { team });
  }
}
