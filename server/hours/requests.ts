import { refuse } from '../../protocol/problem.ts';
import type { StaffHandlers, VisitorCaller, VisitorHandlers } from '../foundation/door.ts';
import type { OpeningHours } from './hours.ts';

/** What a visitor asks of whoever answers in a conversation of theirs. */
export function visitorHandlers(o: {
  hours: OpeningHours;
  placeOf(conversation: string, caller: VisitorCaller): Promise<{ site: string; team: string | null } | undefined>;
}): VisitorHandlers<'hours'> {
  return {
    'hours:opening': async (caller, { conversation }) => {
      const place = await o.placeOf(conversation, caller);
      if (!place) return refuse('not_found');
      return { ok: true, opening: await o.hours.opening({ site: place.site, team: place.team ?? '' }) };
    },
  };
}

export function staffHandlers({ hours }: { hours: OpeningHours }): StaffHandlers<'hours'> {
  return {
    'hours:get': (caller, payload) => hours.get(payload, caller.scope),
    'hours:set': (caller, payload) => hours.set(payload, caller.scope),
    'hours:try': (_caller, payload) => hours.attempt(payload.hours),
  };
}
