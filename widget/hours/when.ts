import type { Opening } from '../../protocol/hours.ts';
import type { hours } from '../words/en/hours.ts';
import { fill, speech } from '../words/speech.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** When somebody is back, by the visitor's own clock, as people say it. */
export function backWhen({ changesAt }: Opening, now: number, words: typeof hours): string {
  const { locale } = speech.value;
  if (changesAt === null) return words.away;
  const left = changesAt - now;
  if (left < HOUR_MS) {
    const minutes = Math.max(1, Math.ceil(left / MINUTE_MS));
    const time = new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(minutes, 'minute');
    return fill(words.backIn, { time });
  }
  const date = new Date(changesAt);
  const time = date.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
  const days = daysBetween(now, changesAt);
  if (days === 0) return fill(words.backToday, { time });
  if (days === 1) return fill(words.backTomorrow, { time });
  const day = days < 7 ? { weekday: 'long' as const } : { day: 'numeric' as const, month: 'long' as const };
  return fill(words.backOn, { day: date.toLocaleDateString(locale, day), time });
}

/** How many midnights lie between two moments. Days are not all of the same length. */
function daysBetween(a: number, b: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(b) - midnight(a)) / DAY_MS);
}
