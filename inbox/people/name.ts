import type { Person } from '../../protocol/conversations.ts';
import { words } from '../words/en.ts';

/** What to call somebody who may not have told a name. */
export function nameOf(person: Person): string {
  return person.name || person.email || words.conversations.visitor(person.id);
}
