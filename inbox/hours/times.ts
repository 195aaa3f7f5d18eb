/** Times of the day as the reader's own clock writes them: the same in a field and in a sentence. */
const shown = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone: 'UTC' });
const MINUTE_MS = 60_000;
const DAY = 24 * 60;
const periods = [9, 21].map((hour) => periodAt(hour));

/** Whether the reader's clock goes to twelve twice. */
export const goesToTwelve: boolean = shown.resolvedOptions().hour12 === true;

/** '21:00' as it is said here: '21:00', or '9:00 PM'. */
export function clockTime(time: string): string {
  return time && shown.format((Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS);
}

/** What somebody wrote for a time, such as '9', '930', '9.30' or '9 pm'; null: nobody could tell. */
export function readTime(text: string): string | null {
  const plain = tidy(text);
  const told = /^(\D*?)(\d{1,2}?)(?:\s*[:.,h]?\s*(\d\d))?\s*(?:h|uhr)?(\D*)$/.exec(plain);
  if (!told) return exactly().get(plain) ?? null;
  const [, before = '', hours, minutes = '00', after = ''] = told;
  const half = halfOf(`${before}${after}`.trim());
  if (half === null) return exactly().get(plain) ?? null;
  const said = Number(hours);
  if (half !== 'none' && (said < 1 || said > 12)) return null;
  const hour = half === 'none' ? said : (said % 12) + (half === 'second' ? 12 : 0);
  // Until midnight is said as 24:00, too.
  if (hour > 24 || Number(minutes) > 59 || (hour === 24 && minutes !== '00')) return null;
  return `${`${hour % 24}`.padStart(2, '0')}:${minutes}`;
}

/** A day's times by the half hour, from behind one of them on. */
export function halfHours(after: string | null): string[] {
  const first = after ? Math.floor((Number(after.slice(0, 2)) * 60 + Number(after.slice(3))) / 30) * 30 + 30 : 0;
  return Array.from({ length: 48 }, (_, at) => timeAt(first + at * 30));
}

/** A minute of the day, or of the next one, as a time. */
export function timeAt(minute: number): string {
  const two = (count: number) => `${count}`.padStart(2, '0');
  return `${two(Math.floor((minute % DAY) / 60))}:${two(minute % 60)}`;
}

let known: Map<string, string> | undefined;
/** Whatever this clock writes is read again, in any script. */
function exactly(): Map<string, string> {
  known ??= new Map(Array.from({ length: DAY }, (_, minute) => [tidy(clockTime(timeAt(minute))), timeAt(minute)]));
  return known;
}

function halfOf(said: string): 'first' | 'second' | 'none' | null {
  if (said === '') return 'none';
  if (said === periods[0] || /^a\.?(m\.?)?$/.test(said)) return 'first';
  return said === periods[1] || /^p\.?(m\.?)?$/.test(said) ? 'second' : null;
}

function periodAt(hour: number): string | undefined {
  const parts = shown.formatToParts(hour * 60 * MINUTE_MS);
  const period = parts.find(({ type }) => type === 'dayPeriod')?.value;
  return period && tidy(period);
}

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200e\u200f]+/gu, ' ')
    .trim()
    .toLowerCase();
}
