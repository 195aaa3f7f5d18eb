import type { Language } from '../../../protocol/sites.ts';
import { en as letters } from '../../../widget/words/en/letters.ts';
import { en as chat } from '../../../widget/words/en.ts';

/** A sentence that can be changed: under `name` the owner's own is kept. `numbers` says which of several forms it is. */
export type Row = { name: string; part: string; english: string; said: string; numbers?: string };

/** Sentences as deep as they go. */
type Words = string | { [key: string]: Words };

const en = { ...chat, ...letters };

/** All of a language: in the chat, in the order in which it has them, then in letters and on the pages behind their links. */
export async function rowsIn(language: Language): Promise<Row[]> {
  const said = language === 'en' ? en : await load(language);
  const { link = {}, ...parts } = en as unknown as Record<string, Words>;
  return Object.entries({ ...parts, link }).flatMap(([part, english]) =>
    rowsOf(english, inside(said as Words, part), part),
  );

  function rowsOf(english: Words, own: Words | undefined, name: string): Row[] {
    const [part = ''] = name.split('.');
    if (typeof english === 'string') return [{ name, part, english, said: typeof own === 'string' ? own : english }];
    const { other } = english;
    if (typeof other !== 'string')
      return Object.entries(english).flatMap(([key, one]) => rowsOf(one, inside(own, key), `${name}.${key}`));
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    return pluralCategories.map((form) => ({
      ...{ name: `${name}.${form}`, part, english: other, said: `${inside(own, form) ?? other}` },
      numbers: numbersOf(form, language),
    }));
  }
}

async function load(language: string): Promise<object> {
  const [inChat, inLetters] = await Promise.all([
    import(`../../../widget/words/languages/${language}.ts`),
    import(`../../../widget/words/letters/${language}.ts`),
  ]);
  return { ...inChat.words, ...inLetters.words };
}

const inside = (words: Words | undefined, key: string): Words | undefined =>
  typeof words === 'object' ? words[key] : undefined;

const TRIED = [...Array(102).keys(), 1_000_000, 1.5];

/** A few numbers that a form is for. */
function numbersOf(form: Intl.LDMLPluralRule, language: string): string {
  const rules = new Intl.PluralRules(language);
  const found = TRIED.filter((number) => rules.select(number) === form).slice(0, 3);
  return found.map((number) => number.toLocaleString('en')).join(', ');
}

/** Places for values in a text, such as name for {name}. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place as string);
}
