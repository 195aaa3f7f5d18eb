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

/** By the categories of Intl.PluralRules, each language having its own. */
type Forms = { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };
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

/** A sentence with its values. */
export function say(sentence: string | Forms, values: Record<string, string | number>, language: string): string {
  const { count } = values;
  const form =
    typeof sentence === 'string'
      ? sentence
      : (sentence[new Intl.PluralRules(language).select(Number(count))] ?? sentence.other);
  return form.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? place);
  });
}
