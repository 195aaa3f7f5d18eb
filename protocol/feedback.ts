import Type, { type Static } from 'typebox';
import { Id, nullable, shape, Time } from './schema.ts';

/** From 1, bad, to 5, very good. */
export const Score = Type.Integer({ minimum: 1, maximum: 5, description: 'from 1, bad, to 5, very good' });
/** How somebody liked a conversation, with a word about it or ''. */
export const Rating = shape({ score: Score, word: Type.String({ maxLength: 1000 }), at: Time });
export type Rating = Static<typeof Rating>;

/** The tap, and later the same with a word. A word that was said stays. */
export const Rate = shape({ conversation: Id, score: Score, word: Type.String({ maxLength: 1000 }) });
export const RatingOf = shape({ conversation: Id });
/** Null: nobody has rated it. */
export const OneRating = shape({ rating: nullable(Rating) });

export const OfAsking = shape({ site: Id });
/** Whether visitors are asked how they liked a conversation once it is closed. */
export const Asking = shape({ csat: Type.Boolean() });
export const SetAsking = shape({ site: Id, csat: Type.Boolean() });
