import { refuse } from '../../protocol/problem.ts';
import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { Feedback } from './feedback.ts';
import type { Given } from './given.ts';

type Place = { site: string; person: string };

/** `place` tells whose a conversation is, where the visitor may know of it. */
export function visitorHandlers(o: {
  feedback: Feedback;
  given: Given;
  placeOf(conversation: string, person: string): Promise<Place | undefined>;
}): VisitorHandlers<'feedback'> {
  return {
    'feedback:give': (caller, payload) => o.given.give(payload, caller),
    'feedback:rate': async (caller, payload) => {
      const place = await o.placeOf(payload.conversation, caller.person);
      return place ? o.feedback.rate({ ...payload, ...place }) : refuse('not_found');
    },
    'feedback:rating': async (caller, { conversation }) => {
      const place = await o.placeOf(conversation, caller.person);
      return place ? o.feedback.rating(conversation) : refuse('not_found');
    },
  };
}

/** `place` tells whose a conversation is, where the caller may know of it. */
export function staffHandlers(o: {
  feedback: Feedback;
  given: Given;
  place(conversation: string, scope: readonly string[]): Promise<Place | undefined>;
}): StaffHandlers<'feedback'> {
  return {
    'feedback:list': (caller, payload) => o.given.list(payload, caller),
    'feedback:export': (caller, payload) => o.given.exported(payload, caller),
    'feedback:get': (caller, { feedback }) => o.given.get(feedback, caller),
    'feedback:change': (caller, payload) => o.given.change(payload, caller),
    'feedback:answer': (caller, payload) => o.given.answer(payload, caller),
    'feedback:asking': (caller, { site }) => o.feedback.asking(site, caller.scope),
    'feedback:ask': (caller, payload) => o.feedback.setAsking(payload, caller.scope),
    'feedback:rating': async (caller, { conversation }) => {
      const place = await o.place(conversation, caller.scope);
      return place ? o.feedback.rating(conversation) : refuse('not_found');
    },
  };
}
