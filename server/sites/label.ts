import { LANGUAGES, type Site } from '../../protocol/sites.ts';
import { choose } from '../../widget/words/choose.ts';
import { en } from '../../widget/words/en.ts';

/**
 * What the launcher is called until the chat is there and speaks for itself, in the language that the browser asks for. Each is loaded when
 * somebody first asks for it.
 */
export async function labelOf(site: Site, accepted: string | undefined): Promise<string> {
  const wishes = (accepted ?? '').split(',').map((wish) => wish.split(';')[0]?.trim());
  const { language } = choose(wishes, LANGUAGES, []);
  const own = site.sentences.find((one) => one.language === language && one.name === 'chat.dialog')?.text;
  return (own ?? (await dialogIn(language))).replaceAll('{site}', () => site.name);
}

async function dialogIn(language: string): Promise<string> {
  if (language === 'en') return en.chat.dialog;
  const { words } = (await import(`../../widget/words/languages/${language}.ts`)) as { words: typeof en };
  return words.chat.dialog;
}
