import type { Person } from '../../protocol/conversations.ts';
import type { Changed } from '../../protocol/people.ts';
import { words } from '../words/en.ts';

/** What to call somebody who may not have told a name: always the same, wherever they are met. */
export function nameOf(person: Person): string {
  return person.name || person.email || words.people.stranger(chanceOf(person.id));
}

function chanceOf(id: string): number {
  return [...id].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
}

/** Who a conversation is with after somebody turned out to be somebody else, or is somebody of their own again. */
export function personAfter({ person, was, conversations }: Changed, conversation: string, before: Person): Person {
  const isMeant = conversations ? conversations.includes(conversation) : before.id === person.id || before.id === was;
  return isMeant ? person : before;
}
