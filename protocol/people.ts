import Type, { type Static } from 'typebox';
import { Person, Status } from './conversations.ts';
import { Email, Id, Name, nullable, SiteKey, shape, Time } from './schema.ts';

/** What was found for a challenge (a problem's `work`): one number for each round. It opens one session, within five minutes. */
const Proof = shape({
  challenge: Type.String({ maxLength: 200 }),
  nonces: Type.Array(Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }), { maxItems: 64 }),
});
export type Proof = Static<typeof Proof>;

/**
 * Opens a browser's session: of the person whose pass comes as the bearer, or of a new unknown one. Asked for when the visitor first sends
 * something.
 */
export const StartSession = shape({ site: SiteKey, proof: Type.Optional(Proof) });
/** `token` goes with every later request; `renew` it when a problem says `token_expired`. */
export const Session = shape({ token: Type.String({ maxLength: 500 }), person: Id });
export type Session = Static<typeof Session>;

/** One arrival on a page. The same `id` again updates where the visitor is now. */
export const Arrive = shape({
  id: Id,
  url: Type.String({ maxLength: 2000 }),
  title: Type.String({ maxLength: 300 }),
  referrer: Type.String({ maxLength: 2000 }),
  language: Type.String({ maxLength: 35, pattern: '^[A-Za-z0-9-]*$' }),
  timeZone: Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9_+/-]*$' }),
});
export type Arrive = Static<typeof Arrive>;

/** Where the visitor wants to be answered, too. It proves nothing. */
export const Introduce = shape({ email: Email });

export const Visit = shape({
  id: Id,
  url: Type.String(),
  title: Type.String(),
  referrer: Type.String(),
  /** The utm_* values of the page's address, by name without "utm_". */
  campaign: Type.Record(Type.String(), Type.String()),
  language: Type.String(),
  timeZone: Type.String(),
  userAgent: Type.String(),
  startedAt: Time,
  lastAt: Time,
});
export type Visit = Static<typeof Visit>;

/** A value that a site tells of a person; null takes it away. */
export const AttributeValue = Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean(), Type.Null()]);
export type AttributeValue = Static<typeof AttributeValue>;
const Named = shape({ name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }), value: AttributeValue });
export type Named = Static<typeof Named>;
/** Who said it: a colleague, the site by a signed token, the visitor in a form, or a script on the page, which anybody can make say anything. */
export const Source = Type.Union([
  Type.Literal('staff'),
  Type.Literal('signed'),
  Type.Literal('form'),
  Type.Literal('page'),
]);
export type Source = Static<typeof Source>;
export const MOST_ATTRIBUTES = 50;

/** What a token says. Other claims are left alone. */
export const SignedClaims = Type.Object({
  sub: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  exp: Type.Number(),
  name: Type.Optional(Name),
  email: Type.Optional(Email),
  attributes: Type.Optional(Type.Record(Type.String(), AttributeValue)),
});

/** A token that a site's server made: HS256 by one of the site's secrets, with `sub` and `exp`, and `email`, `name` and `attributes` where it likes. */
const Signed = Type.String({ maxLength: 8000 });
export const Identify = shape({ site: SiteKey, token: Signed });
/** `token` signed: it tells what is new. Without it, name, address and attributes are what the page says. */
export const Update = shape({
  site: SiteKey,
  token: Type.Optional(Signed),
  name: Type.Optional(Name),
  email: Type.Optional(Email),
  attributes: Type.Optional(Type.Array(Named, { maxItems: MOST_ATTRIBUTES })),
});
export type Update = Static<typeof Update>;
export const Track = shape({
  site: SiteKey,
  event: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  properties: Type.Optional(Type.Array(Named, { maxItems: 20 })),
});
export type Track = Static<typeof Track>;

/** What waits for a person: answers that they have not read, and whether a conversation is open. */
export const Waiting = shape({ unread: Type.Integer({ minimum: 0 }), open: Type.Boolean() });
export type Waiting = Static<typeof Waiting>;
/**
 * Who the caller is from now on. `session` says what became of the one that came along; `token` is the bearer of what follows: null where
 * the session is `kept`, another session's where it `moved` to this person. Otherwise it is a pass, kept in memory alone until the visitor
 * acts, by which a session of the same person can be opened.
 */
export const Known = shape({
  person: Person,
  session: Type.Union([Type.Literal('none'), Type.Literal('kept'), Type.Literal('moved'), Type.Literal('ended')]),
  token: nullable(Type.String({ maxLength: 500 })),
  waiting: Waiting,
});
export type Known = Static<typeof Known>;

/** A secret that proves who a visitor is. The secret itself is shown once, when it is made. */
export const Secret = shape({
  id: Id,
  ending: Type.String({ description: 'its last four characters' }),
  createdAt: Time,
  usedAt: nullable(Time),
});
export type Secret = Static<typeof Secret>;
export const MOST_SECRETS = 2;
export const Secrets = shape({ secrets: Type.Array(Secret) });
export const SecretsOf = shape({ site: Id });
export const MadeSecret = shape({ secret: Secret, value: Type.String({ description: 'shown once' }) });
export const RetireSecret = shape({ site: Id, secret: Id });

/**
 * Somebody's name, address or certainty, or what is told of them, is another now. `was`: conversations of that person are theirs from now
 * on; `conversations`: these are.
 */
export const Changed = shape({ person: Person, was: nullable(Id), conversations: Type.Optional(Type.Array(Id)) });
export type Changed = Static<typeof Changed>;

export const Attribute = shape({ name: Type.String(), value: AttributeValue, source: Source, at: Time });
export type Attribute = Static<typeof Attribute>;
export const Tracked = shape({ id: Id, event: Type.String(), properties: Type.Array(Named), at: Time });
export type Tracked = Static<typeof Tracked>;

/** Somebody unknown turned out to be this person: who they were, and how many conversations they brought along. */
export const Merge = shape({ id: Id, at: Time, person: Person, conversations: Type.Integer({ minimum: 0 }) });
export type Merge = Static<typeof Merge>;
export const Unmerge = shape({ merge: Id });
/** Who is somebody of their own again. */
export const Unmerged = shape({ person: Person });

export const FindPeople = shape({ site: Id, words: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }) });
/** Ten at most, the newest first. */
export const Found = shape({ people: Type.Array(Person) });

export const GetPerson = shape({ person: Id });
/**
 * Who somebody is: newest visit first, newest conversation first, newest of what they did first, 20 of each at most. `sub`: what the site
 * calls them. Of attributes of one name, the surest comes first. `merges`: those that can be undone, newest first.
 */
export const Profile = shape({
  person: Person,
  site: Id,
  since: Time,
  sub: nullable(Type.String()),
  attributes: Type.Array(Attribute),
  tracked: Type.Array(Tracked),
  merges: Type.Array(Merge),
  visits: Type.Array(Visit),
  conversations: Type.Array(
    shape({ conversation: Id, status: Status, startedAt: Time, lastAt: Time, opening: nullable(Type.String()) }),
  ),
});
export type Profile = Static<typeof Profile>;
