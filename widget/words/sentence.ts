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
