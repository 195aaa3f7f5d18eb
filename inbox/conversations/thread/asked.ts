import type { Opened } from './thread.ts';

const CHARACTERS = 100;

/** What the visitor asked, in a line: the first sentence that they wrote here, as far as it fits; '' where they wrote nothing. */
export function askedIn({ thread }: Opened): string {
  const question = thread.messages.find(({ by, body }) => by === 'visitor' && body)?.body ?? '';
  const [first = ''] = question.trim().split(/(?<=[.?!。？！])\s|\n/);
  if (first.length <= CHARACTERS) return first;
  return `${first.slice(0, first.lastIndexOf(' ', CHARACTERS) || CHARACTERS)}…`;
}
