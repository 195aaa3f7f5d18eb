import { words } from '../words/en.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How long, in one unit: '3 min', '2 h', '4 d'. */
export function lasting(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < 60) return unit(Math.max(1, minutes), 'minute');
  if (minutes < 48 * 60) return unit(Math.floor(minutes / 60), 'hour');
  return unit(Math.floor(minutes / 60 / 24), 'day');
}

function unit(value: number, name: string): string {
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}

/** When, as short as it can be told apart: '14:03', 'Yesterday', 'Tue', '3 Nov'. */
export function shortly(at: number, now: number): string {
  const date = new Date(at);
  if (sameDay(at, now)) return clockTime(at);
  if (sameDay(at, now - DAY_MS)) return words.conversations.yesterday;
  if (at <= now && now - at < 6 * DAY_MS) return date.toLocaleDateString(undefined, { weekday: 'short' });
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', ...year });
}

export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** The day as a heading. */
export function dayOf(at: number, now: number): string {
  if (sameDay(at, now)) return words.conversations.today;
  if (sameDay(at, now - DAY_MS)) return words.conversations.yesterday;
  return new Date(at).toLocaleDateString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** What the clock says in somebody's time zone now; null where the zone is not known. */
export function timeIn(timeZone: string, now: number): string | null {
  try {
    return new Date(now).toLocaleTimeString(undefined, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    });
  } catch {
    return null;
  }
}
