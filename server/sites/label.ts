import type { Site } from '../../protocol/sites.ts';
import { languageOf, sentencesIn } from '../foundation/languages.ts';

/** What the launcher is called until the chat is there and speaks for itself, in the language that the browser asks for. */
export async function labelOf(site: Site, accepted: string | undefined): Promise<string> {
  const language = languageOf(accepted);
  const own = site.sentences.find((one) => one.language === language && one.name === 'chat.dialog')?.text;
  return (own ?? (await sentencesIn(language)).chat.dialog).replaceAll('{site}', () => site.name);
}
