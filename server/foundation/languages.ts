import { LANGUAGES } from '../../protocol/sites.ts';
import { choose } from '../../widget/words/choose.ts';
import { en } from '../../widget/words/en.ts';

/** The first language that a browser asks for and the chat speaks. `accepted`: its Accept-Language, best first as browsers send it. */
export function languageOf(accepted: string | undefined): string {
  const wishes = (accepted ?? '').split(',').map((wish) => wish.split(';')[0]?.trim());
  return choose(wishes, LANGUAGES, []).language;
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
