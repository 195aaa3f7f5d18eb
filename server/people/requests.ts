import type { Profile } from '../../protocol/people.ts';
import { refuse } from '../../protocol/problem.ts';
import type { Scope, StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { People } from './people.ts';

export function visitorHandlers({ people }: { people: People }): VisitorHandlers<'people'> {
  return { 'people:arrive': (caller, payload) => people.arrive(payload, caller) };
}

/** `outline` gives a person's conversations: the profile shows both together. */
export function staffHandlers(o: {
  people: People;
  outline(p: { person: string; scope: Scope }): Promise<Profile['conversations']>;
}): StaffHandlers<'people'> {
  return {
    'people:get': async (caller, { person }) => {
      const profile = await o.people.profile(person, caller.scope);
      if (!profile) return refuse('not_found');
      return { ok: true, ...profile, conversations: await o.outline({ person, scope: caller.scope }) };
    },
  };
}
