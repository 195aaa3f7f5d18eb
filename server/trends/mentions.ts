import type { Saying } from '../../protocol/trends.ts';
import { type Lore, loreOf, plain, wordsIn } from '../search/words.ts';
import type { Mention } from './rising.ts';

/** Something that a visitor wrote. */
export type Said = { text: string; at: number; person: string; in: Saying['in']; id: string };

/** Languages whose words that say nothing by themselves are known. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'tr', 'uk', 'ar', 'hi'];
const SAYING_CHARACTERS = 240;
const LETTERS_AT_LEAST = 3;
const IDEOGRAPH = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
const ONLY_NUMBERS = /^[\p{N}\p{P}]+$/u;

let loaded: Promise<Lore[]> | undefined;

/** Gives the words, and the pairs of neighbours, that a text speaks of: by their stems, in the language that the text seems to be in. */
export async function openMentions(): Promise<(said: Said) => Mention[]> {
  loaded ??= Promise.all(LANGUAGES.map(loreOf));
  const lores = await loaded;
  const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return (said) => [...sentences.segment(said.text)].flatMap(({ segment }) => mentionsIn(segment, said, lores));
}

function mentionsIn(sentence: string, said: Said, lores: readonly Lore[]): Mention[] {
  const words = wordsIn(sentence).map(({ word }) => word);
  const lore = likeliest(words, lores);
  const { person, at } = said;
  const saying = { text: clipped(sentence.trim()), at, in: said.in, id: said.id };
  const mentions: Mention[] = [];
  let before: { key: string; word: string } | null = null;
  for (const word of words) {
    const key = keyOf(word, lore);
    if (key !== null) mentions.push({ key, as: word.toLocaleLowerCase(lore.locale), person, at, saying });
    if (key !== null && before !== null) {
      const as = `${before.word} ${word}`.toLocaleLowerCase(lore.locale);
      mentions.push({ key: `${before.key} ${key}`, as, person, at, saying });
    }
    before = key === null ? null : { key, word };
  }
  return mentions;
}

/** The language most of whose silent words stand in it; the first one where none does. */
function likeliest(words: readonly string[], lores: readonly Lore[]): Lore {
  let [best, most] = [lores[0] as Lore, 0];
  for (const lore of lores) {
    const count = words.filter((word) => lore.silent.has(plain(word, lore.locale))).length;
    if (count > most) [best, most] = [lore, count];
  }
  return best;
}

/** By what a word is counted; null: it says nothing by itself. */
function keyOf(word: string, { stem, silent, locale }: Lore): string | null {
  const whole = plain(word, locale);
  if (silent.has(whole) || ONLY_NUMBERS.test(whole)) return null;
  if (whole.length < LETTERS_AT_LEAST && !IDEOGRAPH.test(whole)) return null;
  return plain(stem(word.toLocaleLowerCase(locale)), locale) || whole;
}

function clipped(text: string): string {
  return text.length <= SAYING_CHARACTERS ? text : `${text.slice(0, SAYING_CHARACTERS).toWellFormed().trimEnd()}…`;
}
