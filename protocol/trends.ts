import Type, { type Static } from 'typebox';
import { Id, shape, Time } from './schema.ts';

/** Of one site, or of all that the caller sees. */
export const OfTrends = shape({ site: Type.Optional(Id) });
/** A sentence that somebody wrote, and where it stands. */
export const Saying = shape({
  text: Type.String(),
  at: Time,
  in: Type.Union([Type.Literal('conversation'), Type.Literal('feedback')]),
  id: Id,
});
export type Saying = Static<typeof Saying>;
/** What more people speak of than before. `people` did in the last seven days; `before` of them in a week of the four before, on average. */
export const Rising = shape({
  what: Type.String({ description: 'a word or two as people write them, or a tag' }),
  people: Type.Integer({ minimum: 1 }),
  before: Type.Number({ minimum: 0 }),
  sayings: Type.Array(Saying, { maxItems: 5 }),
});
export type Rising = Static<typeof Rising>;
/** What rises most comes first. `read`: how many texts it was found in; `whole` false: there are more, older ones. */
export const Trends = shape({
  words: Type.Array(Rising, { maxItems: 10 }),
  tags: Type.Array(Rising, { maxItems: 10 }),
  read: Type.Integer({ minimum: 0 }),
  whole: Type.Boolean(),
});
export type Trends = Static<typeof Trends>;
