import type { Hours, Opening, Span } from '../../protocol/hours.ts';

/** Days that are looked at together, and how far. Who closes for longer than a year has no next opening. */
const STRETCH_DAYS = 8;
const STRETCHES = 50;

/**
 * Whether it is open. The clock on the wall decides: a minute that it shows twice in autumn counts twice, one that it skips in spring not at all.
 */
export function isOpen(hours: Hours, at: number): boolean {
  const wall = wallAt(hours, at);
  const minute = wall.hour * 60 + wall.minute;
  const today = wall.toPlainDate();
  const since = spansOn(hours, today).some(
    (span) => minute >= minuteOf(span.from) && (turns(span) || minute < minuteOf(span.to)),
  );
  return since || spansOn(hours, today.subtract({ days: 1 })).some((span) => turns(span) && minute < minuteOf(span.to));
}

/** The first moment after `at` when it opens; null: not within a year. Asked while it is open, the one after the next closing. */
export function nextOpening(hours: Hours, at: number): number | null {
  const from = isOpen(hours, at) ? nextChange(hours, at) : at;
  return from === null ? null : nextChange(hours, from);
}

/** How it is at a moment, and the first moment after it when that is no longer so. */
export function openingAt(hours: Hours, at: number): Opening {
  return { open: isOpen(hours, at), changesAt: nextChange(hours, at) };
}

/** Whether a browser and Temporal know a zone by this name. */
export function knowsZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

export function isDay(date: string): boolean {
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function nextChange(hours: Hours, at: number): number | null {
  const before = isOpen(hours, at);
  const first = wallAt(hours, at).toPlainDate();
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const found = momentsOf(hours, first.add({ days: stretch * STRETCH_DAYS }))
      .filter((moment) => moment > at)
      .sort((a, b) => a - b)
      .find((moment) => isOpen(hours, moment) !== before);
    if (found !== undefined) return found;
  }
  return null;
}

/** Every moment of some days when it may open or close: where spans begin and end, and where the clock is changed. */
function momentsOf(hours: Hours, first: Temporal.PlainDate): number[] {
  const days = Array.from({ length: STRETCH_DAYS + 1 }, (_, days) => first.add({ days: days - 1 }));
  const marks = days.flatMap((day) =>
    spansOn(hours, day).flatMap((span) => [
      day.toPlainDateTime(span.from),
      (turns(span) ? day.add({ days: 1 }) : day).toPlainDateTime(span.to),
    ]),
  );
  // What the clock shows twice is two moments; what it skips is near neither, but then it is the change itself that counts.
  const moments = marks.flatMap((mark) =>
    (['earlier', 'later'] as const).map(
      (disambiguation) => mark.toZonedDateTime(hours.zone, { disambiguation }).epochMilliseconds,
    ),
  );
  return [...moments, ...clockChanges(hours.zone, first)];
}

function clockChanges(zone: string, first: Temporal.PlainDate): number[] {
  const until = first.add({ days: STRETCH_DAYS + 1 }).toZonedDateTime(zone).epochMilliseconds;
  const changes: number[] = [];
  let next = first.subtract({ days: 1 }).toZonedDateTime(zone).getTimeZoneTransition('next');
  while (next && next.epochMilliseconds <= until) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

function spansOn({ week, holidays }: Hours, day: Temporal.PlainDate): readonly Span[] {
  const date = day.toString();
  return holidays.find((holiday) => holiday.date === date)?.spans ?? week[day.dayOfWeek - 1] ?? [];
}

function wallAt({ zone }: Hours, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** Past midnight into the next day. */
function turns({ from, to }: Span): boolean {
  return to <= from;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
