import { Worker } from 'node:worker_threads';
import type { Call, Outcome } from './batches.ts';
import { StoreUnavailable } from './database.ts';
import { pack, unpack } from './packing.ts';
import type { Asked, Told } from './sqlite-reader.ts';
import type { Committed, Failure, PackedCall } from './sqlite-writer.ts';

export type Thread = { worker: Worker; crashed: Promise<Error>; rest(): void; close(): Promise<void> };

type Place = { file: string; registry: string };

/** Starts a thread and waits until it is ready. `crashed` settles only if it ends without having been asked to. */
async function startThread(url: URL, workerData: Place): Promise<Thread> {
  const worker = new Worker(url, { workerData });
  let closing = false;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const crashed = new Promise<Error>((resolve) => {
    worker.once('error', (error) => resolve(error as Error));
    worker.once('exit', (code) => {
      if (!closing) resolve(new Error(`A thread of the store ended by itself with code ${code}`));
    });
  });
  await Promise.race([
    new Promise((resolve) => worker.once('message', resolve)),
    crashed.then((error) => Promise.reject(error)),
  ]);
  const close = () => {
    closing = true;
    worker.postMessage('close');
    return exited;
  };
  return { worker, crashed, rest: () => worker.postMessage('rest'), close };
}

/** The thread that writes. `commit` takes one batch at a time and never answers before it is on disk. */
export async function startWriter(place: Place): Promise<Thread & { commit(calls: Call[]): Promise<Outcome> }> {
  const thread = await startThread(new URL('./sqlite-writer.ts', import.meta.url), place);
  let answered: ((done: Committed) => void) | null = null;
  let gone: Error | null = null;
  let refuse: ((error: Error) => void) | null = null;
  thread.worker.on('message', (done: Committed) => answered?.(done));
  void thread.crashed.then((error) => {
    gone = new StoreUnavailable(`The writer's thread is gone: ${error.message}`);
    refuse?.(gone);
  });
  const commit = (calls: Call[]): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      if (gone !== null) reject(gone);
      else {
        answered = ({ results, failures }) => resolve({ results: unpack(results), errors: errorsOf(failures) });
        refuse = reject;
        try {
          thread.worker.postMessage(calls.map(packed));
        } catch (error) {
          reject(error as Error);
        }
      }
    });
  return { ...thread, commit };
}

function packed({ unit, gather, items }: Call): PackedCall {
  return { unit, gather, items: pack(items) };
}

const NO_ERRORS: Map<number, Error> = new Map();

function errorsOf(failures: readonly Failure[]): Map<number, Error> {
  if (failures.length === 0) return NO_ERRORS;
  return new Map(failures.map((failure) => [failure.at, failure.unavailable ? unavailable(failure) : revive(failure)]));
}

function unavailable({ message }: Failure): StoreUnavailable {
  return new StoreUnavailable(`Nothing can be stored: ${message}`);
}

function revive({ name, message, stack }: { name: string; message: string; stack: string }): Error {
  return Object.assign(new Error(message), { name, stack });
}

/** The thread that reads what takes long. */
export async function startReader(
  place: Place,
): Promise<Thread & { ask(query: string, argument: unknown): Promise<unknown> }> {
  const thread = await startThread(new URL('./sqlite-reader.ts', import.meta.url), place);
  const open = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let gone: Error | null = null;
  thread.worker.on('message', ({ id, result, error }: Told) => {
    const asker = open.get(id);
    open.delete(id);
    if (error === undefined) asker?.resolve(result);
    else asker?.reject(revive(error));
  });
  void thread.crashed.then((error) => {
    gone = new StoreUnavailable(`The reader's thread is gone: ${error.message}`);
    for (const { reject } of open.values()) reject(gone);
  });
  const ask = (query: string, argument: unknown) =>
    new Promise((resolve, reject) => {
      if (gone !== null) return reject(gone);
      open.set(++last, { resolve, reject });
      thread.worker.postMessage({ id: last, query, argument } satisfies Asked);
    });
  return { ...thread, ask };
}
