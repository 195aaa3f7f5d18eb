/** A text with `{name}` where a value goes, or several forms of it where it depends on a `{count}`. */
export type Sentence = string | Forms;
/** By the categories of Intl.PluralRules, each language having its own. */
export type Forms = { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
/** What an English sentence needs to be said. */
export type Values<S> = Record<
  Names<S extends Forms ? S['other'] : S> | (S extends Forms ? 'count' : never),
  string | number
>;

/** The same sentences in other words. What is missing is said in English: somebody may have added it a moment ago. */
export type Told<T> = T extends string
  ? string
  : T extends Forms
    ? Forms
    : T extends readonly string[]
      ? { readonly [at: number]: string }
      : { readonly [K in keyof T]?: Told<T[K]> };

/** One's own words over those that are there, as deep as they go. What is of another kind is passed over; a form that is not there is new. */
export function over(words: unknown, own: unknown): unknown {
  if (typeof own !== (words === undefined ? 'string' : typeof words)) return words;
  if (typeof words !== 'object') return own;
  const said = (Array.isArray(words) ? [...words] : { ...words }) as Record<string, unknown>;
  for (const [key, value] of Object.entries(own as object)) said[key] = over(said[key], value);
  return said;
}

export const isRtl = (locale: string): boolean => /^(ar|he)\b/.test(locale);

/** A sentence with its values in it. `count` chooses among several forms. */
export function filled<S extends Sentence>(locale: string, sentence: S, values: Values<S>): string {
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
