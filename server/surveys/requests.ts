import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { SurveySlice } from './surveys.ts';

export function visitorHandlers({ surveys }: { surveys: SurveySlice }): VisitorHandlers<'surveys'> {
  return {
    'surveys:due': (caller, { page }) => surveys.due(page, caller),
    'surveys:answer': (caller, payload) => surveys.answer(payload, caller),
  };
}

export function staffHandlers({ surveys }: { surveys: SurveySlice }): StaffHandlers<'surveys'> {
  return {
    'surveys:list': (caller, { site }) => surveys.list(site, caller.scope),
    'surveys:set': (caller, payload) => surveys.set(payload, caller.scope),
    'surveys:words': (caller, { survey }) => surveys.words(survey, caller.scope),
  };
}
