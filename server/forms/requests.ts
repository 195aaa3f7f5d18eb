import { refuse } from '../../protocol/problem.ts';
import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { Forms } from './forms.ts';

export function visitorHandlers({ forms }: { forms: Forms }): VisitorHandlers<'forms'> {
  return { 'forms:answer': (caller, payload) => forms.answer(payload, caller) };
}

/** `place` tells where a conversation is, as far as the caller may know of it. */
export function staffHandlers(o: {
  forms: Forms;
  place(conversation: string, scope: readonly string[]): Promise<{ site: string } | undefined>;
}): StaffHandlers<'forms'> {
  return {
    'forms:get': (caller, { site }) => o.forms.get(site, caller.scope),
    'forms:set': (caller, payload) => o.forms.set(payload, caller.scope),
    'forms:answers': async (caller, { conversation }) => {
      const place = await o.place(conversation, caller.scope);
      return place ? o.forms.answers({ conversation, site: place.site }) : refuse('not_found');
    },
  };
}
