import type { BoardRules } from '../../protocol/boards.ts';
import type { Person } from '../../protocol/conversations.ts';

/** Closed until the owner opens it. */
export const FIRST_RULES: BoardRules = {
  ...{ open: false, audience: 'public', waits: 'unproven', linksWait: true, mostPerDay: 5, words: [] },
};

export function isProven(person: Pick<Person, 'kind'> | null | undefined): boolean {
  return person?.kind === 'verified' || person?.kind === 'identified';
}

/** Whether nobody is to see an idea of somebody's before staff have. */
export function mustWait(rules: BoardRules, person: Person, said: { title: string; body: string }): boolean {
  if (rules.waits === 'everybody' || (rules.waits === 'unproven' && !isProven(person))) return true;
  const text = plain(`${said.title}\n${said.body}`);
  return (rules.linksWait && LINK.test(text)) || rules.words.some((word) => hasWord(text, plain(word).trim()));
}

/** What readers take for an address: with a scheme, or a name with a dot and a domain behind it. One place is looked at once. */
const LINK = /[a-z]:\/\/|(?<![\p{L}\d-])[\p{L}\d-]+\.(?:[a-z]{2,24}|xn--[a-z\d-]+)(?![\p{L}\d])/u;

/** "ass" is not in "glass": what begins with a letter begins a word, except where words have no space between them. */
function hasWord(text: string, word: string): boolean {
  const isWithin = /^(?!\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Thai})[\p{L}\d]/u.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWithin || !/[\p{L}\p{M}\d]$/u.test(text.slice(Math.max(0, at - 2), at))) return true;
  }
  return false;
}

/** As one reads it, whatever signs it is written with and whatever unseen ones are strewn in. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
}
