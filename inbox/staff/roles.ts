import type { Grant, Member, Role } from '../../protocol/staff.ts';

const order: readonly Role[] = ['viewer', 'agent', 'admin', 'owner'];

/** Whether somebody has at least this role on a site; null asks for every site. */
export function reaches(member: { grants: readonly Grant[] }, least: Role, site: string | null): boolean {
  return member.grants.some(
    (grant) => (grant.site === null || grant.site === site) && order.indexOf(grant.role) >= order.indexOf(least),
  );
}

/** Whether somebody has at least this role anywhere. */
export function reachesAnywhere(member: Member, least: Role): boolean {
  return member.grants.some((grant) => order.indexOf(grant.role) >= order.indexOf(least));
}
