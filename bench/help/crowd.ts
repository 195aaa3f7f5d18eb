import { newId } from '../../server/foundation/ids.ts';
import type { Random } from '../loss/random.ts';
import { textsIn } from './centre.ts';
import type { Desk } from './desk.ts';

const MADE_UP_WORDS = 12_000;
const WORDS_PER_ARTICLE = 120;
const AT_ONCE = 16;
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu sta bri clo dra fle gro'.split(' ');

type Made = { title: string; body: string };

/** Articles with as many different words as a large shop's: half are those of the help centre, half are names of things that nobody knows. */
export function crowdOf(count: number, random: Random): Made[] {
  const told = [...new Set(textsIn('en').flatMap(({ title, body }) => `${title} ${body}`.match(/\p{L}{2,}/gu) ?? []))];
  const made = Array.from({ length: MADE_UP_WORDS }, () =>
    Array.from({ length: random.int(2, 4) }, () => random.pick(SYLLABLES)).join(''),
  );
  // Few words are said often, many seldom.
  const word = () =>
    random.chance(0.5) ? random.pick(told) : (made[Math.floor(made.length * random.next() ** 3)] as string);
  const words = (many: number) => Array.from({ length: many }, word).join(' ');
  return Array.from({ length: count }, () => ({
    title: words(random.int(3, 6)),
    body: Array.from({ length: 3 }, () => `# ${words(3)}\n\n${words(WORDS_PER_ARTICLE / 3)}.`).join('\n\n'),
  }));
}

export async function write(desk: Desk, crowd: readonly Made[]): Promise<void> {
  const left = [...crowd];
  const writer = async () => {
    for (let one = left.pop(); one; one = left.pop()) {
      await desk.publish({ id: newId(Date.now()), language: 'en', ...one });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
}

/** What visitors type who look for one of them: one to four of its words, every third with a mistake, the last one often not to its end. */
export function wishesOf(crowd: readonly Made[], count: number, random: Random): string[] {
  return Array.from({ length: count }, () => {
    const { title, body } = random.pick(crowd);
    const from = `${title} ${body}`.match(/\p{L}+/gu) ?? [];
    const words = Array.from({ length: random.int(1, 4) }, () => random.pick(from));
    const typed = words.map((word) => (random.chance(1 / 3) ? mistyped(word, random) : word));
    const last = typed.pop() as string;
    return [...typed, random.chance(0.5) ? last.slice(0, Math.max(2, last.length - 2)) : last].join(' ');
  });
}

function mistyped(word: string, random: Random): string {
  const at = random.int(1, word.length - 1);
  return random.chance(0.5) ? word.slice(0, at) + word.slice(at + 1) : `${word.slice(0, at)}e${word.slice(at)}`;
}
