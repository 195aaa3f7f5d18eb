import type { Site } from '../../protocol/sites.ts';
import { wishesIn } from '../foundation/languages.ts';
import { voiceOf } from './voice.ts';

/** What the launcher is called until the chat is there and speaks for itself, in the language that the browser asks for. */
export async function labelOf(site: Site, accepted: string | undefined): Promise<string> {
  const { words } = await voiceOf(site, wishesIn(accepted));
  return words.chat.dialog.replaceAll('{site}', () => site.name);
}
