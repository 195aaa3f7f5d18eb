import { signal } from '@preact/signals';
import type { en } from './en.ts';
import type { Sentence, Told, Values } from './sentence.ts';

type Parts = typeof en;
export type Words = Parts['chat'];
/** A language's sentences, by the part of the widget that they belong to. */
export type Book = Told<Parts>;

/** What is spoken. `locale` is for dates and numbers; `said` keeps the sentences by part, once they were asked for. */
export type Speech = {
  language: string;
  locale: string;
  /** Later ones come first: the owner's sentences, before those of the language. English ones come along with the parts. */
  books: readonly Book[];
  said: Partial<Parts>;
};

export const speech = signal<Speech>({ language: 'en', locale: 'en', books: [], said: {} });

/** The sentences of a part. `english` came along with it. A component that asks is drawn again when another language is spoken. */
export function wordsOf<P extends keyof Parts>(part: P, english: Parts[P]): Parts[P] {
  const { books, said } = speech.value;
  said[part] ??= books.reduce((words, book) => over(words, book[part]) as Parts[P], english) as Parts[P] & undefined;
  return said[part] as Parts[P];
}

/** One's own words over those that are there, as deep as they go. */
function over(words: unknown, own: unknown): unknown {
  if (own === undefined || typeof words !== 'object') return own ?? words;
  const said = { ...words } as Record<string, unknown>;
  for (const [key, value] of Object.entries(own as object)) said[key] = over(said[key], value);
  return said;
}

export const isRtl = (locale: string): boolean => /^(ar|he)\b/.test(locale);

/** A sentence with its values in it. `count` chooses among several forms. */
export function fill<S extends Sentence>(sentence: S, values: Values<S>): string {
  const { locale } = speech.value;
  const given: Record<string, string | number> = values;
  const text =
    typeof sentence === 'string'
      ? sentence
      : (sentence[new Intl.PluralRules(locale).select(given.count as number)] ?? sentence.other);
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    const value = given[name];
    if (typeof value === 'number') return value.toLocaleString(locale);
    // A name from left to right keeps its signs on its own side.
    return isRtl(locale) ? `\u2068${value}\u2069` : `${value ?? place}`;
  });
}
