import { signal } from '@preact/signals';
import { choose } from './choose.ts';
import type { en } from './en.ts';
import type { Sentence, Values } from './sentence.ts';

type Parts = typeof en;
export type Words = Parts['chat'];

/** What is spoken: `locale` is for dates and numbers; `book` holds the sentences where they are not those that came along. */
export type Speech = { locale: string; book?: Parts };

export const speech = signal<Speech>(choose(['en'], ['en'], navigator.languages));

/** The sentences of a part. `english` came along with it. A component that asks is drawn again when another language is spoken. */
export function wordsOf<P extends keyof Parts>(part: P, english: Parts[P]): Parts[P] {
  return speech.value.book?.[part] ?? english;
}

/** A sentence with its values in it. `count` chooses among several forms. */
export function fill<S extends Sentence>(sentence: S, values: Values<S>): string {
  const { locale } = speech.value;
  const given: Record<string, string | number> = values;
  const text =
    typeof sentence === 'string'
      ? sentence
      : (sentence[new Intl.PluralRules(locale).select(given.count as number)] ?? sentence.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = given[name];
    return typeof value === 'number' ? value.toLocaleString(locale) : `${value}`;
  });
}
