import { newestDrawn } from './drawn.ts';

/** As Unicode groups them. */
export type Group =
  | 'smileys_emotion'
  | 'people_body'
  | 'animals_nature'
  | 'food_drink'
  | 'travel_places'
  | 'activities'
  | 'objects'
  | 'symbols'
  | 'flags';
export type Emoji = { sign: string; name: string /** What it is found by, folded. */; words: string };
export type Shelf = { group: Group; emoji: readonly Emoji[] };
/** What there is to choose from, in the order in which people know it. */
export type Book = readonly Shelf[];

const A = 0x1f1e6;
/** Of Latin and Cyrillic, Hebrew and Arabic letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;

/** Reads what vite.emoji.ts made. `newest`: the version of the newest emoji that this system draws. */
export function bookOf(text: string, locale: string, newest: number = newestDrawn()): Book {
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const book: { group: Group; emoji: Emoji[] }[] = [];
  for (const line of text.split('\n')) {
    const [marked = '', given, more = ''] = line.split('\t');
    if (given === undefined) book.push({ group: marked as Group, emoji: [] });
    else {
      const [, version, sign] = /^(?:(\d+):)?(.+)$/u.exec(marked) as unknown as [string, string | undefined, string];
      if (Number(version ?? 0) > newest) continue;
      const name = given || countryOf(sign, countries) || sign;
      book.at(-1)?.emoji.push({ sign, name, words: ` ${fold(`${name} ${more}`)}` });
    }
  }
  return book;
}

/** Those that all the words fit: first where words of theirs begin so, then where it is anywhere in them, as in languages without spaces. */
export function search(book: Book, asked: string): Emoji[] {
  const words = fold(asked).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const fitting = book.flatMap(({ emoji }) => emoji.filter((one) => words.every((word) => one.words.includes(word))));
  const begins = (one: Emoji) => words.every((word) => one.words.includes(` ${word}`));
  return [...fitting.filter(begins), ...fitting.filter((one) => !begins(one))];
}

/** Without what people leave out when they type in a hurry. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** A flag is the two letters of its country. */
function countryOf(sign: string, countries: Intl.DisplayNames): string | undefined {
  const letters = [...sign].map((letter) => (letter.codePointAt(0) as number) - A);
  if (letters.length !== 2 || letters.some((letter) => letter < 0 || letter > 25)) return undefined;
  return countries.of(String.fromCharCode(...letters.map((letter) => letter + 65)));
}
