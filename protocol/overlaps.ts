import type { Hours, Span } from './hours.ts';

/** Hours that begin while others still go on. `path` is theirs in a problem's words, such as `hours.week.0.1`; `overnight`: the others began the day before. */
export type Overlap = { path: string; others: Span; overnight: boolean };

const DAY = 24 * 60;

/** Every span that begins within another of its day, or of its week's day before that reaches past midnight. */
export function overlapsIn({ week, holidays }: Pick<Hours, 'week' | 'holidays'>): Overlap[] {
  const ofWeek = week.flatMap((spans, day) => {
    const nights = (week[(day + 6) % 7] ?? []).filter(isWhole).map((span) => ({ span, shift: DAY }));
    return ofDay(`hours.week.${day}`, spans, nights);
  });
  return [...ofWeek, ...holidays.flatMap(({ spans }, at) => ofDay(`hours.holidays.${at}.spans`, spans, []))];
}

/** Minutes of a day from `from` until before `to`; past midnight it goes on counting. */
export function minutesOf({ from, to }: Span): { from: number; to: number } {
  const [begins, ends] = [minute(from), minute(to)];
  return { from: begins, to: ends > begins ? ends : ends + DAY };
}

function ofDay(path: string, spans: readonly Span[], nights: { span: Span; shift: number }[]): Overlap[] {
  return spans.flatMap((span, at) => {
    if (!isWhole(span)) return [];
    const mine = minutesOf(span);
    const before = spans
      .map((other, index) => ({ span: other, shift: 0, index }))
      .filter(({ span: other, index }) => {
        // Of two that begin together the later one in the list is the one too many.
        const is = isWhole(other) && index !== at && minutesOf(other);
        return is && (is.from < mine.from || (is.from === mine.from && index < at));
      });
    const found = [...before, ...nights].find(({ span: other, shift }) => minutesOf(other).to - shift > mine.from);
    return found ? [{ path: `${path}.${at}`, others: found.span, overnight: found.shift > 0 }] : [];
  });
}

/** A field that is being written is empty. */
function isWhole({ from, to }: Span): boolean {
  return from !== '' && to !== '';
}

function minute(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
