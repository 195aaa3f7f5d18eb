/** The reader's thread: long lists, searches and reports, one after another, each in a snapshot. */
import { parentPort, workerData } from 'node:worker_threads';
import { sweep } from '../heap.ts';
import type { Stores, Unit } from './database.ts';
import { openEngine } from './sqlite-engine.ts';

export type Asked = { id: number; query: string; argument: unknown };
export type Told = { id: number; result?: unknown; error?: { name: string; message: string; stack: string } };

const { file, registry } = workerData as { file: string; registry: string };
const { stores } = (await import(registry)) as { stores: Stores };
const engine = openEngine(file, 'reader');

parentPort!.on('message', (message: Asked | 'rest' | 'close') => {
  if (message === 'close') {
    engine.close();
    parentPort!.close();
  } else if (message === 'rest') sweep();
  else parentPort!.postMessage(answer(message));
});
parentPort!.postMessage('ready');

function answer({ id, query, argument }: Asked): Told {
  const [slice, name] = query.split('.') as [string, string];
  try {
    engine.exec('begin');
    return { id, result: engine.drive((stores[slice]![name] as Unit)(argument)) };
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    return { id, error: { name, message, stack } };
  } finally {
    if (engine.database.isTransaction) engine.exec('commit');
  }
}
