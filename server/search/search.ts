import { Worker } from 'node:worker_threads';
import type { Entry, Hit } from './shelf.ts';
import type { Asked, Told } from './thread.ts';

type Place = { site: string; language: string };
type Question = Asked extends infer Each
  ? Each extends Asked
    ? Omit<Each, 'id' | 'shelf' | 'language'>
    : never
  : never;

export type Search = ReturnType<typeof openSearch>;

/**
 * Ranked search over the texts of each site and language, in a thread of its own, so that no ack waits for it. It holds what it was given in
 * memory; whoever asks says first what there is (`keep`). The thread begins with the first text.
 */
export function openSearch() {
  const open = new Map<number, { resolve(told: Told): void; reject(error: Error): void }>();
  let worker: Worker | undefined;
  let last = 0;
  /** Counts the threads: a new one knows nothing. */
  let generation = 0;

  return { keep, put, setSynonyms, find, generation: () => generation, close };

  /** Says what there is now; everything else is forgotten. The ids that come back are to be `put`. */
  async function keep(place: Place, present: { id: string; version: number }[]): Promise<string[]> {
    return (await ask(place, { ask: 'lacks', present })).lacking ?? [];
  }

  async function put(place: Place, entries: Entry[]): Promise<void> {
    await ask(place, { ask: 'put', entries });
  }

  /** Each group holds words of which each finds what the others find. */
  async function setSynonyms(place: Place, groups: string[][]): Promise<void> {
    await ask(place, { ask: 'synonyms', groups });
  }

  /** At most ten, the best first. `groups`: as if these were the words that mean the same. */
  async function find(place: Place, words: string, groups?: string[][]): Promise<Hit[]> {
    return (await ask(place, { ask: 'find', words, ...(groups && { groups }) })).hits ?? [];
  }

  function ask({ site, language }: Place, question: Question): Promise<Told> {
    return new Promise((resolve, reject) => {
      const id = ++last;
      open.set(id, { resolve, reject });
      running().postMessage({ ...question, id, language, shelf: `${site} ${language}` } satisfies Asked);
    });
  }

  function running(): Worker {
    if (worker) return worker;
    generation++;
    const begun = new Worker(new URL('./thread.ts', import.meta.url));
    begun.unref();
    begun.on('message', (told: Told) => {
      const asker = open.get(told.id);
      open.delete(told.id);
      if (told.error === undefined) asker?.resolve(told);
      else asker?.reject(new Error(told.error));
    });
    begun.on('error', (error) => ended(error as Error));
    begun.on('exit', () => ended(new Error('The search was stopped')));
    worker = begun;
    return begun;

    function ended(error: Error): void {
      if (worker === begun) worker = undefined;
      for (const { reject } of open.values()) reject(error);
      open.clear();
    }
  }

  async function close(): Promise<void> {
    await worker?.terminate();
  }
}
