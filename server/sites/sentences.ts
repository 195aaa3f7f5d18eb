import type { OwnSentence } from '../../protocol/sites.ts';

/** Those that are given in place of earlier ones about the same; an empty text takes one back. */
export function changed(before: readonly OwnSentence[], changes: readonly OwnSentence[]): OwnSentence[] {
  const kept = new Map([...before, ...changes].map((one) => [`${one.language} ${one.name}`, one]));
  return [...kept.values()].filter(({ text }) => text.trim() !== '');
}

export interface Book {
  [key: string]: string | Book;
}

/** A language's own sentences as the chat wants them: `chat.write` is `{ chat: { write } }`. */
export function bookOf(sentences: readonly OwnSentence[], language: string): Book {
  const book: Book = {};
  for (const { name, text } of sentences.filter((one) => one.language === language)) {
    const path = name.split('.');
    const last = path.pop() as string;
    let place = book;
    for (const key of path) {
      const inside = Object.hasOwn(place, key) ? place[key] : undefined;
      place = place[key] = typeof inside === 'object' ? inside : {};
    }
    place[last] = text;
  }
  return book;
}
