import type { Profile } from '../../protocol/people.ts';
import { refuse } from '../../protocol/problem.ts';
import type { Scope, StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { People } from './people.ts';

export function visitorHandlers({ people }: { people: People }): VisitorHandlers<'people'> {
  return {
    'people:arrive': (caller, payload) => people.arrive(payload, caller),
    'people:introduce': (caller, { email }) => people.say({ site: caller.site, person: caller.person, email }),
  };
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
      const conversations = await o.outline({ person: profile.person.id, scope: caller.scope });
      return { ok: true, ...profile, conversations };
    },
    'people:find': (caller, payload) => o.people.find(payload, caller.scope),
    'people:unmerge': (caller, { merge }) => o.people.unmerge(merge, caller.scope),
    'people:secrets': (caller, { site }) => o.people.secrets.list(site, caller.scope),
    'people:make-secret': (caller, { site }) => o.people.secrets.make(site, caller.scope),
    'people:retire-secret': (caller, payload) => o.people.secrets.retire(payload, caller.scope),
  };
}
