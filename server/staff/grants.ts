import { type Grant, type Role, roles } from '../../protocol/staff.ts';

const rank = (role: Role): number => roles.indexOf(role);

/** Whether grants give at least this role on a site; `null` asks for every site. */
export function reaches(grants: readonly Grant[], least: Role, site: string | null): boolean {
  return grants.some((grant) => (grant.site === null || grant.site === site) && rank(grant.role) >= rank(least));
}

/** Whether somebody with `mine` may give or take a grant: at least admin there, never more than they have themselves. */
export function mayGive(mine: readonly Grant[], given: Grant): boolean {
  if (given.role === 'owner' && given.site !== null) return false;
  return reaches(mine, 'admin', given.site) && reaches(mine, given.role, given.site);
}

/** The grants that stand in one list only. */
export function difference(a: readonly Grant[], b: readonly Grant[]): Grant[] {
  const within = (list: readonly Grant[], one: Grant) => list.some((g) => g.site === one.site && g.role === one.role);
  return [...a.filter((grant) => !within(b, grant)), ...b.filter((grant) => !within(a, grant))];
}
