import type { Hours, Span } from '../../protocol/hours.ts';
import { minutesOf } from '../../protocol/overlaps.ts';
import { now } from '../shell/clock.ts';
import { timeAt } from './times.ts';

/** The days of the week in the reader's own words, Monday first. */
export const dayNames: readonly string[] = Array.from({ length: 7 }, (_, day) =>
  // The first of January 2024 was a Monday.
  new Date(Date.UTC(2024, 0, 1 + day)).toLocaleDateString(undefined, { weekday: 'long', timeZone: 'UTC' }),
);

export function dayAfter(day: number): string {
  return dayNames[(day + 1) % 7] as string;
}

/** Monday to Friday from nine to five, where the owner is. */
export function firstHours(): Hours {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const work = [{ from: '09:00', to: '17:00' }];
  return { zone: timeZone || 'UTC', week: [work, work, work, work, work, [], []], holidays: [] };
}

/** Hours to add to those of a day: an hour after the last ones, else where most is free. Null: it is open all day. */
export function moreHours(spans: readonly Span[], before: readonly Span[]): Span | null {
  const nights = before.filter(isWhole).map((span) => minutesOf(span).to - DAY);
  const taken = [{ from: 0, to: Math.max(0, ...nights) }, ...spans.filter(isWhole).map(minutesOf)];
  const free = freeOf(taken);
  const last = free.at(-1);
  if (spans.length === 0 && last && last.from <= 9 * 60) return { from: '09:00', to: '17:00' };
  if (last?.to === DAY && last.from > 0 && DAY - last.from >= 2 * 60) {
    return spanOf(last.from + 60, Math.min(last.from + 5 * 60, DAY));
  }
  const widest = free.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (!widest) return null;
  // Before hours that follow, as far from them as there is room.
  const apart = widest.to < DAY && widest.to - widest.from >= 2 * 60 ? 60 : 0;
  return spanOf(Math.max(widest.from, widest.to - apart - 4 * 60), widest.to - apart);
}

const DAY = 24 * 60;

/** What no hours take, in the order of the clock. */
function freeOf(taken: { from: number; to: number }[]): { from: number; to: number }[] {
  const free: { from: number; to: number }[] = [];
  let from = 0;
  for (const span of [...taken.sort((a, b) => a.from - b.from), { from: DAY, to: DAY }]) {
    if (span.from > from) free.push({ from, to: span.from });
    from = Math.max(from, span.to);
  }
  return free;
}

function spanOf(from: number, to: number): Span {
  return { from: timeAt(from), to: timeAt(to) };
}

function isWhole({ from, to }: Span): boolean {
  return from !== '' && to !== '';
}

/** Every zone that this browser knows, and the one that is chosen. */
export function allZones(chosen: string): string[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen]);
  return [...known].sort();
}

/** A moment as the clock in a zone shows it: the weekday within a week, the date after that. */
export function momentIn(zone: string, at: number): string {
  const isSoon = at - now.value < 6 * 24 * 60 * 60 * 1000;
  const day = isSoon ? { weekday: 'long' as const } : { day: 'numeric' as const, month: 'long' as const };
  const date = new Date(at);
  const time = date.toLocaleTimeString(undefined, { timeStyle: 'short', timeZone: zone });
  return `${date.toLocaleDateString(undefined, { ...day, timeZone: zone })}, ${time}`;
}
