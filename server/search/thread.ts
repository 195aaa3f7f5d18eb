import { parentPort } from 'node:worker_threads';
import { type Entry, type Hit, openShelf, type Shelf } from './shelf.ts';

/** What the thread is asked. A shelf is one site in one language. */
export type Asked = { id: number; shelf: string; language: string } & (
  | { ask: 'lacks'; present: { id: string; version: number }[] }
  | { ask: 'put'; entries: Entry[] }
  | { ask: 'synonyms'; groups: string[][] }
  | { ask: 'find'; words: string; groups?: string[][] }
);
export type Told = { id: number; lacking?: string[]; hits?: Hit[]; error?: string };

const port = parentPort!;
const shelves = new Map<string, Promise<Shelf>>();

port.on('message', (asked: Asked | 'close') => {
  if (asked === 'close') port.close();
  else {
    void answer(asked)
      .catch((error: Error): Told => ({ id: asked.id, error: error.message }))
      .then((told) => port.postMessage(told));
  }
});

async function answer(asked: Asked): Promise<Told> {
  const opened = shelves.get(asked.shelf) ?? openShelf(asked.language);
  shelves.set(asked.shelf, opened);
  const shelf = await opened;
  switch (asked.ask) {
    case 'lacks':
      return { id: asked.id, lacking: shelf.lacks(asked.present) };
    case 'put':
      shelf.put(asked.entries);
      return { id: asked.id };
    case 'synonyms':
      shelf.setSynonyms(asked.groups);
      return { id: asked.id };
    case 'find':
      return { id: asked.id, hits: shelf.find(asked.words, asked.groups) };
  }
}
