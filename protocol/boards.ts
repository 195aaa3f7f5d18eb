import Type, { type Static } from 'typebox';
import { Person } from './conversations.ts';
import { Id, nullable, SEEN, SiteKey, shape, Time } from './schema.ts';

/** What is to become of an idea. */
export const Status = Type.Union([
  Type.Literal('open'),
  Type.Literal('planned'),
  Type.Literal('started'),
  Type.Literal('done'),
  Type.Literal('declined'),
]);
export type Status = Static<typeof Status>;
export const STATUSES = Status.anyOf.map((one) => one.const) as Status[];

const Title = Type.String({ minLength: 1, maxLength: 120, pattern: SEEN });
const Body = Type.String({ maxLength: 5_000 });
/** What staff say of a status, or ''. */
const Word = Type.String({ maxLength: 1_000 });
const Count = Type.Integer({ minimum: 0 });
const Skip = Type.Integer({ minimum: 0, maximum: 100_000, description: 'how many of the list are here already' });

/** Whose ideas nobody sees before staff have let them in. `unproven`: of whom nobody knows surely who they are. */
const Waits = Type.Union([Type.Literal('everybody'), Type.Literal('unproven'), Type.Literal('nobody')]);
/**
 * How the board of a site is kept. `audience` proven: for whom the site vouches, or who have proven their address. What has a link or one of
 * `words` in it waits, whoever gave it, and what one person gives beyond `mostPerDay` within a day.
 */
export const BoardRules = shape({
  open: Type.Boolean(),
  audience: Type.Union([Type.Literal('public'), Type.Literal('proven')]),
  waits: Waits,
  linksWait: Type.Boolean(),
  mostPerDay: nullable(Type.Integer({ minimum: 1, maximum: 100 })),
  words: Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), { maxItems: 200 }),
});
export type BoardRules = Static<typeof BoardRules>;

/**
 * An idea as staff get it. `author` null: staff made it in their own name. `votes` are those that count: of people of whom it is known who
 * they are, each once, and each address once; `unproven` the others. `into`: the idea that it was merged into, whose votes its own are now.
 */
export const Idea = shape({
  id: Id,
  site: Id,
  title: Title,
  body: Body,
  author: nullable(Person),
  status: Status,
  word: Word,
  statusAt: nullable(Time),
  waiting: Type.Boolean(),
  into: nullable(Id),
  votes: Count,
  unproven: Count,
  conversation: nullable(Id),
  at: Time,
});
export type Idea = Static<typeof Idea>;

export const OfBoard = shape({ site: Id });
export const SomeRules = shape({ rules: BoardRules });
export const SetBoardRules = shape({ site: Id, rules: BoardRules });

/** `waiting`: what is to be let in, the oldest first. Otherwise by votes. */
export const View = Type.Union([...Status.anyOf, Type.Literal('waiting'), Type.Literal('all')]);
export type View = Static<typeof View>;
export const ListIdeas = shape({
  site: Id,
  view: View,
  words: Type.Optional(Type.String({ maxLength: 200 })),
  skip: Skip,
});
const Counts = shape({ open: Count, planned: Count, started: Count, done: Count, declined: Count, waiting: Count });
export type Counts = Static<typeof Counts>;
export const Ideas = shape({ ideas: Type.Array(Idea), more: Type.Boolean(), counts: Counts });
export type Ideas = Static<typeof Ideas>;

export const OfIdea = shape({ idea: Id });
export const OneIdea = shape({ idea: Idea });
const Step = shape({ status: Status, word: Word, by: nullable(Id), at: Time });
/** `by`: the colleague who voted in the person's name. */
const Voter = shape({ person: Person, by: nullable(Id), at: Time });
export type Voter = Static<typeof Voter>;
/** What became of an idea, oldest first; who voted, newest first, 100 at most; what was merged into it. */
export const WholeIdea = shape({
  idea: Idea,
  steps: Type.Array(Step),
  voters: Type.Array(Voter),
  merged: Type.Array(shape({ id: Id, title: Title })),
});
export type WholeIdea = Static<typeof WholeIdea>;

/** A new id makes an idea: in the name of `person`, who votes for it so, or in one's own. Afterwards only its words change. */
export const SaveIdea = shape({
  site: Id,
  idea: Id,
  title: Title,
  body: Body,
  person: Type.Optional(Id),
  conversation: Type.Optional(Id),
});
export const SetStatus = shape({ idea: Id, status: Status, word: Word });
export const MergeIdeas = shape({ idea: Id, into: Id });
/** `conversation`: in which they asked for it. */
export const VoteFor = shape({ idea: Id, person: Id, on: Type.Boolean(), conversation: Type.Optional(Id) });
/** Which ideas have much of these words in them: three at most. */
export const SeekAlike = shape({ site: Id, words: Type.String({ minLength: 1, maxLength: 200 }) });
export const OfConversation = shape({ conversation: Id });
/** What was made of a conversation, and what its visitor was given a vote for in it: newest first. */
export const SomeIdeas = shape({ ideas: Type.Array(Idea) });

/** An idea as visitors get it. `voted`: by the one who asks; `own`: it is theirs. One that is `waiting` is seen by its author alone. */
export const Card = shape({
  id: Id,
  title: Title,
  body: Body,
  status: Status,
  word: Word,
  votes: Count,
  voted: Type.Boolean(),
  own: Type.Boolean(),
  waiting: Type.Boolean(),
  at: Time,
});
export type Card = Static<typeof Card>;
/** What many wish for first, or what was given last. */
export const Order = Type.Union([Type.Literal('votes'), Type.Literal('newest')]);
export type Order = Static<typeof Order>;
/** All ideas, or those with a status, with all of the words in them, or both. Without an `order` it is by votes. */
export const Browse = shape({
  site: SiteKey,
  status: nullable(Status),
  words: Type.Optional(Type.String({ maxLength: 200 })),
  order: Type.Optional(Order),
  skip: Skip,
});
/** `counts`: whether the votes of the one who asks are counted yet. */
export const Browsed = shape({ ideas: Type.Array(Card), more: Type.Boolean(), counts: Type.Boolean() });
export type Browsed = Static<typeof Browsed>;
export const Read = shape({ site: SiteKey, idea: Id });
export const ReadCard = shape({ idea: Card, counts: Type.Boolean() });
export type ReadCard = Static<typeof ReadCard>;
/** `words`: what somebody is writing. */
export const AskAlike = shape({ site: SiteKey, words: Type.String({ minLength: 1, maxLength: 200 }) });
export const Alike = shape({ ideas: Type.Array(Card) });
export type Alike = Static<typeof Alike>;
export const Give = shape({ idea: Id, title: Title, body: Body });
export const Vote = shape({ idea: Id, on: Type.Boolean() });
export const OneCard = shape({ idea: Card });

/** Something on the board of a site is another now. */
export const Changed = shape({ site: Id });
export type Changed = Static<typeof Changed>;
