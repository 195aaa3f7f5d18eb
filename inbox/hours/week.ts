import type { Hours, Span } from '../../protocol/hours.ts';
import { now } from '../shell/clock.ts';

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

/** Hours to add behind those of a day: an hour after the last ones. */
export function moreHours(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (!last || last.to <= last.from || last.to >= '22:00') return { from: '09:00', to: '17:00' };
  const from = Number(last.to.slice(0, 2)) + 1;
  return { from: `${hour(from)}${last.to.slice(2)}`, to: `${hour(Math.min(from + 4, 23))}${last.to.slice(2)}` };
}

function hour(count: number): string {
  return `${count}`.padStart(2, '0');
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
  return new Date(at).toLocaleString(undefined, { ...day, hour: 'numeric', minute: '2-digit', timeZone: zone });
}
