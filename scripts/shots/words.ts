import { en } from '../../widget/words/en.ts';
import { words as ar } from '../../widget/words/languages/ar.ts';

export type Said = typeof en;

/** What the chat says on a page of that direction: from right to left it is an Arabic one. */
export function said({ dir }: { dir: 'ltr' | 'rtl' }): Said {
  return dir === 'rtl' ? (ar as Said) : en;
}

/** No line has room for it. */
export const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
