import { LANGUAGES } from '../../protocol/sites.ts';
import { type Choice, choose } from '../../widget/words/choose.ts';
import { en as letters } from '../../widget/words/en/letters.ts';
import { en as chat } from '../../widget/words/en.ts';
import { isRtl, over } from '../../widget/words/sentence.ts';

const english = { ...chat, ...letters };
/** Everything that visitors read: in the chat, in letters, and on the pages that the server writes. */
export type Sentences = typeof english;

/** The first language that a browser asks for and the chat speaks. `accepted`: its Accept-Language. */
export function languageOf(accepted: string | undefined): string {
  return chosen(wishesIn(accepted)).language;
}

/** The first language that a browser asks for among those that there are, else English, else whichever there is. */
export function bestOf(languages: readonly string[], accepted: string | undefined): string | undefined {
  const { language } = choose(wishesIn(accepted), languages, []);
  return languages.includes(language) ? language : languages[0];
}

/** What a browser asks for, by its Accept-Language: best first, as browsers send it. */
export function wishesIn(accepted: string | undefined): (string | undefined)[] {
  return (accepted ?? '').split(',').map((wish) => wish.split(';')[0]?.trim());
}

/** The first of these languages that is spoken, else English. */
export function chosen(wishes: readonly unknown[]): Choice {
  return choose(wishes, LANGUAGES, []);
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return isRtl(locale) ? 'rtl' : 'ltr';
}

const loaded = new Map<string, Promise<Sentences>>();

/** What visitors read, in that language. It is loaded when somebody first asks for it, and kept. */
export function sentencesIn(language: string): Promise<Sentences> {
  const sentences = loaded.get(language) ?? load(language);
  loaded.set(language, sentences);
  return sentences;
}

async function load(language: string): Promise<Sentences> {
  if (language === 'en') return english;
  const [inChat, inLetters] = await Promise.all([
    import(`../../widget/words/languages/${language}.ts`),
    import(`../../widget/words/letters/${language}.ts`),
  ]);
  return over(english, { ...inChat.words, ...inLetters.words }) as Sentences;
}
