import { refuse } from '../../protocol/problem.ts';
import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { WhoIsHere } from './here.ts';
import type { Staff } from './staff.ts';

export function visitorHandlers({ here }: { here: WhoIsHere }): VisitorHandlers<'staff'> {
  return {
    'staff:watch': async ({ site, socket }) => ({ ok: true, here: await here.watch(site, socket) }),
  };
}

export function staffHandlers({ staff }: { staff: Staff }): StaffHandlers<'staff'> {
  return {
    'staff:me': async (caller) => {
      const member = staff.member(caller.id);
      return member ? { ok: true, member } : refuse('not_signed_in');
    },
    'staff:list': (caller) => staff.list(caller),
    'staff:set-picture': (caller, payload) => staff.setPicture(payload, caller),
    'staff:save-team': (caller, payload) => staff.saveTeam(payload, caller.scope),
    'staff:remove-team': (caller, payload) => staff.removeTeam(payload, caller.scope),
    'staff:invite': (caller, payload) => staff.invite(payload, caller),
    'staff:withdraw': (caller, payload) => staff.withdraw(payload, caller),
    'staff:grant': (caller, payload) => staff.setGrants(payload, caller),
    'staff:remove': (caller, payload) => staff.remove(payload, caller),
  };
}
