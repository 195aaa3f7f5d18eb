import { type Forms, filled, type Sentence, type Values } from '../../widget/words/sentence.ts';
import { en } from './en.ts';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { he } from './languages/he.ts';
import { hi } from './languages/hi.ts';
import { it } from './languages/it.ts';
import { ja } from './languages/ja.ts';
import { ko } from './languages/ko.ts';
import { nl } from './languages/nl.ts';
import { pl } from './languages/pl.ts';
import { pt } from './languages/pt.ts';
import { tr } from './languages/tr.ts';
import { uk } from './languages/uk.ts';
import { zh } from './languages/zh.ts';

type English = typeof en;
/** The same sentences in another language. */
export type Words = { readonly [K in keyof English]: English[K] extends string ? string : Forms };

export const spoken: Readonly<Record<string, Words>> = {
  ...{ en, ar, de, es, fr, he, hi, it, ja, ko, nl, pl, pt, tr, uk, zh },
};

/** What is said around texts of a language: in that language where it is spoken, else in English. */
export function tongueOf(language: string): { language: string; words: Words } {
  const [base = ''] = language.split('-');
  const own = Object.hasOwn(spoken, base) ? spoken[base] : undefined;
  return own ? { language, words: own } : { language: 'en', words: en };
}

/** A sentence of any language with its values. */
export function say(sentence: Sentence, values: Record<string, string | number>, language: string): string {
  return filled<Sentence>(language, sentence, values as Values<Sentence>);
}
