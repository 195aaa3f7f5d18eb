import SearchableMap from 'minisearch/SearchableMap';
import { formsOf, type Lore } from './words.ts';

/** Languages that write as one word what others say in two: Rücksendeadresse, verzendkosten. */
const JOINING = new Set(['de', 'nl']);
/** What may stand between the two. */
const BETWEEN = /(?:es|en|er|[sne])$/;
const [PART_LETTERS, HALF_LETTERS, OTHERS_AT_MOST] = [4, 5, 8];

type Words = SearchableMap<true>;

/**
 * What words that are joined of others have in common with those, as far as a shelf knows them: no list of words, so that names of goods
 * are taken apart too, and nothing is taken apart into what nobody wrote.
 */
export function openCompounds(lore: Lore) {
  const isJoining = JOINING.has(lore.locale.split('-')[0] as string);
  const known: Words = new SearchableMap();
  // The same words come again and again: this is asked a thousand times for each that is new.
  const learned = new Set<string>();
  const backwards: Words = new SearchableMap();

  return { learn, partsOf, endingIn };

  /** A form of a word that stands in a text. What stands in none any more finds nothing, and does no harm. */
  function learn(form: string): void {
    if (!isJoining || form.length < PART_LETTERS || learned.has(form)) return;
    learned.add(form);
    known.set(form, true);
    backwards.set(reversed(form), true);
  }

  /** What one word is joined of, as far as it is known: both halves, or the one that is a word of its own. None: nothing of it is. */
  function partsOf(word: string): string[] {
    const whole = word.toLowerCase();
    let best: { parts: string[]; worth: number } = { parts: [], worth: 0 };
    if (!isJoining) return best.parts;
    for (let at = PART_LETTERS; at <= whole.length - PART_LETTERS; at++) {
      const tail = whole.slice(at);
      const tailWorth = isWord(tail) ? 3 : isEnd(tail) ? 2 : 0;
      const head = whole.slice(0, at);
      const bare = head.replace(BETWEEN, '');
      for (const one of bare === head || bare.length < PART_LETTERS ? [head] : [head, bare]) {
        const headWorth = isWord(one) ? 3 : isBeginning(one) ? 2 : 0;
        const parts = [...(headWorth > 0 ? [one] : []), ...(tailWorth > 0 ? [tail] : [])];
        const isHalf = parts.length === 1;
        if (isHalf && (headWorth + tailWorth < 3 || (parts[0]?.length ?? 0) < HALF_LETTERS)) continue;
        const worth = headWorth + tailWorth + Math.min(...parts.map(({ length }) => length)) / 100;
        if (parts.length > 0 && worth > best.worth) best = { parts, worth };
      }
    }
    const { parts } = best;
    const tail = parts.at(-1) ?? '';
    return whole.endsWith(tail) && !isWord(tail) ? [...parts, ...endingIn(tail)] : parts;
  }

  /** Words that are joined of another one and this, the shortest first. */
  function endingIn(word: string): string[] {
    const stem = formsOf(word, lore).at(-1) ?? '';
    if (!isJoining || stem.length < PART_LETTERS) return [];
    return [...backwards.atPrefix(reversed(stem)).keys()]
      .filter((one) => one.length >= stem.length + PART_LETTERS - 1)
      .sort((a, b) => a.length - b.length)
      .slice(0, OTHERS_AT_MOST)
      .map(reversed);
  }

  function isWord(part: string): boolean {
    return formsOf(part, lore).some((form) => learned.has(form));
  }

  function isBeginning(part: string): boolean {
    return begins(known, formsOf(part, lore)[0] ?? '');
  }

  function isEnd(part: string): boolean {
    return begins(backwards, reversed(formsOf(part, lore).at(-1) ?? ''));
  }
}

function begins(words: Words, beginning: string): boolean {
  return beginning.length >= PART_LETTERS && words.atPrefix(beginning).keys().next().done !== true;
}

function reversed(word: string): string {
  return [...word].reverse().join('');
}
