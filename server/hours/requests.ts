import type { StaffHandlers } from '../foundation/door.ts';
import type { OpeningHours } from './hours.ts';

export function staffHandlers({ hours }: { hours: OpeningHours }): StaffHandlers<'hours'> {
  return {
    'hours:get': (caller, payload) => hours.get(payload, caller.scope),
    'hours:set': (caller, payload) => hours.set(payload, caller.scope),
    'hours:try': (_caller, payload) => hours.attempt(payload.hours),
  };
}
