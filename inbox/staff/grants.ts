import type { Site } from '../../protocol/sites.ts';
import type { Grant, Role } from '../../protocol/staff.ts';
import { words } from '../words/en.ts';
import { reaches } from './roles.ts';

/** Roles as words: 'Agent, Saltmarsh Pottery · Viewer, all sites'. */
export function grantWords(grants: readonly Grant[], sites: readonly Site[] = []): string {
  return grants.map(({ role, site }) => words.team.on(words.team.roles[role], siteWords(site, sites))).join(' · ');
}

export function siteWords(site: string | null, sites: readonly Site[]): string {
  if (site === null) return words.team.everywhere;
  return sites.find(({ id }) => id === site)?.name ?? words.team.someSite;
}

/** Whether somebody with `mine` may give or take a grant: at least admin there, never more than they have themselves (server/staff/grants.ts). */
export function mayGive(mine: { grants: readonly Grant[] }, given: Grant): boolean {
  if (given.role === 'owner' && given.site !== null) return false;
  return reaches(mine, 'admin', given.site) && reaches(mine, given.role, given.site);
}

/** The roles that I may give on a site, least first; none where I am no admin. */
export function rolesFor(mine: { grants: readonly Grant[] }, site: string | null): Role[] {
  return (['viewer', 'agent', 'admin', 'owner'] as const).filter((role) => mayGive(mine, { site, role }));
}

/** The places where I may give roles: everywhere first, where I may. */
export function placesFor(mine: { grants: readonly Grant[] }, sites: readonly Site[]): (string | null)[] {
  return [null, ...sites.map(({ id }) => id)].filter((site) => rolesFor(mine, site).length > 0);
}
