import { LANGUAGES } from '../../protocol/sites.ts';
import { choose } from '../../widget/words/choose.ts';
import { en } from '../../widget/words/en.ts';

/** The first language that a browser asks for and the chat speaks. `accepted`: its Accept-Language, best first as browsers send it. */
export function languageOf(accepted: string | undefined): string {
  return choose(wishesIn(accepted), LANGUAGES, []).language;
}

/** The first language that a browser asks for among those that there are, else English, else whichever there is. */
export function bestOf(languages: readonly string[], accepted: string | undefined): string | undefined {
  const { language } = choose(wishesIn(accepted), languages, []);
  return languages.includes(language) ? language : languages[0];
}

function wishesIn(accepted: string | undefined): (string | undefined)[] {
  return (accepted ?? '').split(',').map((wish) => wish.split(';')[0]?.trim());
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

/** What visitors read, in that language. It is loaded when somebody first asks for it. */
export async function sentencesIn(language: string): Promise<typeof en> {
  if (language === 'en') return en;
  const { words } = await import(`../../widget/words/languages/${language}.ts`);
  return words;
}
