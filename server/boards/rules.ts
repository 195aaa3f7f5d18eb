import type { BoardRules } from '../../protocol/boards.ts';
import type { Person } from '../../protocol/conversations.ts';

/** Closed until the owner opens it. */
export const FIRST_RULES: BoardRules = {
  ...{ open: false, audience: 'public', waits: 'unproven', linksWait: true, words: [] },
};

export function isProven(person: Pick<Person, 'kind'> | null | undefined): boolean {
  return person?.kind === 'verified' || person?.kind === 'identified';
}

/** Whether nobody is to see an idea of somebody's before staff have. */
export function mustWait(rules: BoardRules, person: Person, said: { title: string; body: string }): boolean {
  if (rules.waits === 'everybody' || (rules.waits === 'unproven' && !isProven(person))) return true;
  const text = `${said.title}\n${said.body}`.normalize('NFKC').toLowerCase();
  if (rules.linksWait && LINK.test(text)) return true;
  return rules.words.some((word) => text.includes(word.normalize('NFKC').toLowerCase().trim()));
}

/** An address with its scheme, or what a browser or a reader takes for one. */
const LINK = /\b[a-z][a-z\d+.-]*:\/\/|\bwww\.|\b[\p{L}\d-]+\.(?:[a-z]{2,24})\b(?:\/|$|\s)/u;
