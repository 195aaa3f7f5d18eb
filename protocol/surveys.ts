import Type, { type Static } from 'typebox';
import { Id, nullable, perhaps, shape, Time } from './schema.ts';

/** 'nps': would they recommend it, 0 to 10. 'ces': how easy was it, 1 to 7. 'own': a question of the owner's, 1 to 5. */
export const SurveyKind = Type.Union([Type.Literal('nps'), Type.Literal('ces'), Type.Literal('own')]);
export type SurveyKind = Static<typeof SurveyKind>;

const Question = perhaps(200);
const PageStart = Type.String({ maxLength: 200, pattern: '^(/\\S*)?$', description: 'how the path of a page begins' });
const Place = Type.String({ maxLength: 1000, pattern: '^/\\S*$', description: 'path of a page' });
const Word = Type.String({ maxLength: 1000 });
/** Which of these are allowed is up to the kind. */
const SurveyScore = Type.Integer({ minimum: 0, maximum: 10 });

/**
 * What a site asks now and then. `question` '': Foyer's own, in the visitor's language; a kind of the owner's own needs one. `page` '': on
 * every page. The same person is not asked it again for so many days, whatever came of it.
 */
export const Survey = shape({
  id: Id,
  kind: SurveyKind,
  question: Question,
  page: PageStart,
  everyDays: Type.Integer({ minimum: 1, maximum: 730 }),
  on: Type.Boolean(),
});
export type Survey = Static<typeof Survey>;
/** How often somebody was asked, and how often each score was given, from the lowest of the kind on. */
export const SurveyTold = shape({
  survey: Survey,
  asked: Type.Integer({ minimum: 0 }),
  scores: Type.Array(Type.Integer({ minimum: 0 })),
});
export type SurveyTold = Static<typeof SurveyTold>;

export const OfSurveys = shape({ site: Id });
export const Surveys = shape({ surveys: Type.Array(SurveyTold) });
/** A new id makes one. Of a known one the kind stays. */
export const SetSurvey = shape({ site: Id, survey: Survey });
export const OfSurvey = shape({ survey: Id });
/** What was said with a score, newest first, a hundred of them. */
export const SurveyWords = shape({
  words: Type.Array(shape({ score: SurveyScore, word: Word, page: Type.String(), person: Id, at: Time })),
});
export type SurveyWords = Static<typeof SurveyWords>;

/** Where the visitor is. */
export const DueSurvey = shape({ page: Place });
/** What they are to be asked there now; null: nothing. */
export const SurveyDue = shape({
  survey: nullable(shape({ id: Id, kind: SurveyKind, question: Type.String() })),
});
export type SurveyDue = Static<typeof SurveyDue>;
/** That it was shown (`score` null), the tap, and later the same with a word: all with one id. What was said stays. */
export const AnswerSurvey = shape({ id: Id, survey: Id, score: nullable(SurveyScore), word: Word, page: Place });
export type AnswerSurvey = Static<typeof AnswerSurvey>;
