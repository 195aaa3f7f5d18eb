import Type, { type Static } from 'typebox';
import { Person, Status } from './conversations.ts';
import { Id, nullable, SiteKey, shape, Time } from './schema.ts';

/** Opens a browser's session: a new unknown person of the site. Asked for when the visitor first sends something. */
export const StartSession = shape({ site: SiteKey });
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

export const GetPerson = shape({ person: Id });
/** Who somebody is: newest visit first, newest conversation first, 20 of each at most. */
export const Profile = shape({
  person: Person,
  site: Id,
  since: Time,
  visits: Type.Array(Visit),
  conversations: Type.Array(
    shape({ conversation: Id, status: Status, startedAt: Time, lastAt: Time, opening: nullable(Type.String()) }),
  ),
});
export type Profile = Static<typeof Profile>;
