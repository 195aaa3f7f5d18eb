import { signal } from '@preact/signals';
import type { en } from './en.ts';
import { filled, over, type Sentence, type Told, type Values } from './sentence.ts';

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

/** A sentence with its values in it, in the language that is spoken. */
export function fill<S extends Sentence>(sentence: S, values: Values<S>): string {
  return filled(speech.value.locale, sentence, values);
}
