import Type, { type Static } from 'typebox';
import { Id, nullable, shape, Time } from './schema.ts';

/** What the clock on the wall shows. */
export const WallTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'such as 09:00' });
/** A day of the calendar. */
export const Day = Type.String({
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  description: 'such as 2026-12-24',
});
export const TimeZone = Type.String({
  maxLength: 60,
  pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$',
  description: 'an IANA time zone, such as Europe/Vienna',
});

/** Open from `from` until just before `to`. A `to` that is not later is on the next day: 21:00 to 02:00, and 00:00 to 00:00 is a whole day. */
export const Span = shape({ from: WallTime, to: WallTime });
export type Span = Static<typeof Span>;
const Spans = Type.Array(Span, { maxItems: 6 });

/** A day that is not as its weekday: closed all day, or open at other hours. */
export const Holiday = shape({ date: Day, name: Type.String({ maxLength: 100 }), spans: Spans });
export type Holiday = Static<typeof Holiday>;

/**
 * When somebody answers, by the clock on the wall of `zone`. `week` begins with Monday. Hours that begin while others go on are refused at
 * their `from`; those of a day are kept in the order of the clock.
 */
export const Hours = shape({
  zone: TimeZone,
  week: Type.Array(Spans, { minItems: 7, maxItems: 7 }),
  holidays: Type.Array(Holiday, { maxItems: 200 }),
});
export type Hours = Static<typeof Hours>;

/** How it is now, and when that changes; `changesAt` null: not in the next year. */
export const Opening = shape({ open: Type.Boolean(), changesAt: nullable(Time) });
export type Opening = Static<typeof Opening>;

export const OfHours = shape({ site: Id, team: Type.Optional(Id) });
/** `hours` null: none of their own. A site without hours is always open, a team without hours keeps those of its site. */
export const SetHours = shape({ site: Id, team: Type.Optional(Id), hours: nullable(Hours) });
/** `opening` is as the hours say that count: a team's own ones, or its site's. Null: no hours are set. */
export const SiteHours = shape({ hours: nullable(Hours), opening: nullable(Opening) });
/** Of whoever answers in a conversation: its team, or else its site. Null: they keep no hours. */
export const OpeningOf = shape({ conversation: Id });
export const OneOpening = shape({ opening: nullable(Opening) });
/** As `hours:set` would have it, kept nowhere. */
export const TryHours = shape({ hours: Hours });
export const Tried = shape({ opening: Opening });
