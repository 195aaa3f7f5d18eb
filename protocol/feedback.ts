import Type, { type Static } from 'typebox';
import { Person } from './conversations.ts';
import { MessageFile } from './files.ts';
import { Cursor, Id, nullable, perhaps, shape, Text, Time } from './schema.ts';

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

/** What visitors tell without wanting a chat. */
export const FeedbackKind = Type.Union([Type.Literal('bug'), Type.Literal('idea'), Type.Literal('praise')]);
export type FeedbackKind = Static<typeof FeedbackKind>;
/** What staff have made of it. */
export const FeedbackStatus = Type.Union([
  Type.Literal('new'),
  Type.Literal('open'),
  Type.Literal('done'),
  Type.Literal('declined'),
]);
export type FeedbackStatus = Static<typeof FeedbackStatus>;
export const MAX_TITLE_CHARACTERS = 200;
export const MAX_FEEDBACK_CHARACTERS = 5000;

const pixels = Type.Integer({ minimum: 0, maximum: 100_000 });
/** Where somebody was, as their browser showed it to them before they sent it. The browser's own word: it proves nothing. */
export const SeenPage = shape({
  address: Type.String({ maxLength: 2000 }),
  browser: Type.String({ maxLength: 500, description: 'as it calls itself' }),
  language: Type.String({ maxLength: 40, description: 'that it asks for first' }),
  width: pixels,
  height: pixels,
});
export type SeenPage = Static<typeof SeenPage>;
/** The last lines of the page's console that tell of something wrong, oldest first. */
const ConsoleLines = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 20 });

/**
 * Gives feedback, once: the same id again is the same. A bug needs a text or a picture, an idea a title, praise a score. `page` and `errors`
 * are what the visitor let go along.
 */
export const Give = shape({
  id: Id,
  kind: FeedbackKind,
  title: Type.Optional(perhaps(MAX_TITLE_CHARACTERS)),
  body: perhaps(MAX_FEEDBACK_CHARACTERS),
  score: Type.Optional(Score),
  page: Type.Optional(SeenPage),
  errors: Type.Optional(ConsoleLines),
  files: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 5 })),
});
export type Give = Static<typeof Give>;

const given = {
  id: Id,
  site: Id,
  person: Person,
  kind: FeedbackKind,
  status: FeedbackStatus,
  /** Of praise: from 1 to 5. */
  score: nullable(Score),
  title: Type.String(),
  /** Who looks after it. */
  owner: nullable(Id),
  tags: Type.Array(Type.String()),
  /** Where it was answered. */
  conversation: nullable(Id),
  at: Time,
};
/** In a list: the first words of it, and how many pictures it has. */
export const FeedbackRow = shape({ ...given, opening: Type.String(), files: Type.Integer({ minimum: 0 }) });
export type FeedbackRow = Static<typeof FeedbackRow>;
export const Feedback = shape({
  ...given,
  body: Type.String(),
  page: nullable(SeenPage),
  errors: ConsoleLines,
  files: Type.Array(MessageFile),
});
export type Feedback = Static<typeof Feedback>;
export const OneFeedback = shape({ feedback: Feedback });
export const OfFeedback = shape({ feedback: Id });

export const Tag = Type.String({ minLength: 1, maxLength: 40, pattern: '^\\S(.*\\S)?$' });
/** Newest first. `owner`: whose, or 'none' for what nobody looks after. */
export const ListFeedback = shape({
  site: Type.Optional(Id),
  kind: Type.Optional(FeedbackKind),
  status: Type.Optional(FeedbackStatus),
  owner: Type.Optional(Type.Union([Id, Type.Literal('none')])),
  tag: Type.Optional(Tag),
  person: Type.Optional(Id),
  words: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Cursor),
});
export type ListFeedback = Static<typeof ListFeedback>;
/** `counts` and `tags` are of everything on those sites, whatever else is asked for. */
export const FeedbackList = shape({
  rows: Type.Array(FeedbackRow),
  next: nullable(Cursor),
  counts: shape({ new: Type.Integer(), open: Type.Integer(), done: Type.Integer(), declined: Type.Integer() }),
  tags: Type.Array(Type.String()),
});
export type FeedbackList = Static<typeof FeedbackList>;
/** Some of what `ListFeedback` asks for, each whole, newest first: to be kept elsewhere. */
export const FeedbackExport = shape({ rows: Type.Array(Feedback), next: nullable(Cursor) });
export type FeedbackExport = Static<typeof FeedbackExport>;
/** What is given is changed. */
export const ChangeFeedback = shape({
  feedback: Id,
  status: Type.Optional(FeedbackStatus),
  owner: Type.Optional(nullable(Id)),
  tags: Type.Optional(Type.Array(Tag, { maxItems: 20 })),
});
export type ChangeFeedback = Static<typeof ChangeFeedback>;
/**
 * Answers it where its person reads: their open conversation, or a new one, gets what they told as their own message and this below it.
 * `id` is the answer's own.
 */
export const AnswerFeedback = shape({ feedback: Id, id: Id, body: Text });
export const AnsweredFeedback = shape({ conversation: Id, feedback: Feedback });
export type AnsweredFeedback = Static<typeof AnsweredFeedback>;
/** Somebody has given or changed it. */
export const FeedbackChanged = shape({ site: Id, feedback: Id });
export type FeedbackChanged = Static<typeof FeedbackChanged>;
