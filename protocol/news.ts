import Type, { type Static } from 'typebox';
import { Language } from './articles.ts';
import { Status } from './boards.ts';
import { Id, shape, Time } from './schema.ts';

/** What became of an idea that somebody voted for: its newest status, with the word that staff said of it. */
const Became = shape({ id: Id, title: Type.String(), status: Status, word: Type.String(), at: Time });
export type Became = Static<typeof Became>;
/** An article that was written because of what somebody asked: where it is read, in their language if it is there. */
const Written = shape({ id: Id, title: Type.String(), slug: Type.String(), at: Time });
export type Written = Static<typeof Written>;
/** `language`: that of whoever reads it. */
export const ListNews = shape({ language: Type.Optional(Language) });
/** What the one who asks was not told yet: newest first, of each kind 20 at most. */
export const News = shape({ ideas: Type.Array(Became), articles: Type.Array(Written) });
export type News = Static<typeof News>;
/** They have seen everything up to then. */
export const Saw = shape({ at: Time });
/** How much there is that they were not told yet. */
export const HasNews = shape({ count: Type.Integer({ minimum: 0 }) });
export type HasNews = Static<typeof HasNews>;
