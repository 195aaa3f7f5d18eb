/** The writer's thread: takes one batch, commits it, answers, and waits for the next. */
import { parentPort, workerData } from 'node:worker_threads';
import { sweep } from '../heap.ts';
import type { Call } from './batches.ts';
import type { Stores, Unit } from './database.ts';
import { type Packed, pack, unpack } from './packing.ts';
import { isUnavailable, openEngine } from './sqlite-engine.ts';

export type WriterData = { file: string; registry: string };
/** An error on its way through the thread boundary, with the position of the item that it belongs to. */
export type Failure = { at: number; name: string; message: string; stack: string; unavailable: boolean };
export type PackedCall = Omit<Call, 'items'> & { items: Packed };
export type Committed = { results: Packed; failures: Failure[] };
type Outcome = { results: unknown[]; failures: Failure[] };

const { file, registry } = workerData as WriterData;
const { stores } = (await import(registry)) as { stores: Stores };
const engine = openEngine(file, 'writer');

parentPort!.on('message', (message: PackedCall[] | 'rest' | 'close') => {
  if (message === 'close') {
    engine.close();
    parentPort!.close();
  } else if (message === 'rest') sweep();
  else tell(commit(message.map((call) => ({ ...call, items: unpack(call.items) }))));
});
parentPort!.postMessage('ready');

/** The whole transaction is gone, and with it what its earlier units did. */
class TransactionLost extends Error {}

function commit(calls: Call[]): Outcome {
  try {
    if (calls.length === 1 && calls[0]!.gather) {
      const results = inOneGo(calls[0]!);
      if (results !== null) return { results, failures: [] };
    }
    engine.exec('begin immediate');
  } catch (error) {
    return allFailed(calls, error);
  }
  try {
    return together(calls);
  } catch {
    return oneByOne(calls);
  }
}

/** The common case, for which the transaction is savepoint enough. Null where it did not make it; nothing is left then. */
function inOneGo(call: Call): unknown[] | null {
  engine.exec('begin immediate');
  try {
    const answers = run(call, call.items) as unknown[];
    engine.exec('commit');
    return answers;
  } catch {
    return null;
  } finally {
    if (engine.database.isTransaction) engine.exec('rollback');
  }
}

/** Each call in a savepoint, then the commit. Throws where the transaction as a whole did not make it. */
function together(calls: Call[]): Outcome {
  const results: unknown[] = [];
  const failures: Failure[] = [];
  try {
    for (const call of calls) {
      if (call.items.length === 1 || !call.gather) alone(call, call.items, results, failures);
      else {
        try {
          const answers = inSavepoint(() => run(call, call.items)) as unknown[];
          for (const answer of answers) results.push(answer);
        } catch (error) {
          if (error instanceof TransactionLost) throw error;
          for (const item of call.items) alone(call, [item], results, failures);
        }
      }
    }
    engine.exec('commit');
  } finally {
    if (engine.database.isTransaction) engine.exec('rollback');
  }
  return { results, failures };
}

function alone(call: Call, items: unknown[], results: unknown[], failures: Failure[]): void {
  try {
    const answer = inSavepoint(() => run(call, items));
    results.push(call.gather ? (answer as unknown[])[0] : answer);
  } catch (error) {
    if (error instanceof TransactionLost) throw error;
    failures.push(failure(error, results.length));
    results.push(null);
  }
}

function inSavepoint<T>(work: () => T): T {
  engine.exec('savepoint unit');
  try {
    const answer = work();
    engine.exec('release unit');
    return answer;
  } catch (error) {
    // A full disk rolls the whole transaction back; going on would acknowledge what is lost.
    if (!engine.database.isTransaction) throw new TransactionLost();
    engine.exec('rollback to unit');
    engine.exec('release unit');
    throw error;
  }
}

/** After a failed commit: every item in a transaction of its own, so that one cannot take the others with it. */
function oneByOne(calls: Call[]): Outcome {
  const results: unknown[] = [];
  const failures: Failure[] = [];
  for (const call of calls) {
    for (const item of call.items) {
      try {
        engine.exec('begin immediate');
        const answer = run(call, [item]);
        engine.exec('commit');
        results.push(call.gather ? (answer as unknown[])[0] : answer);
      } catch (error) {
        if (engine.database.isTransaction) engine.exec('rollback');
        failures.push(failure(error, results.length));
        results.push(null);
      }
    }
  }
  return { results, failures };
}

function run(call: Call, items: unknown[]): unknown {
  const [slice, name] = call.unit.split('.') as [string, string];
  const unit = stores[slice]![name] as Unit;
  const answer = engine.drive(unit(call.gather ? items : items[0]));
  if (call.gather && (answer as unknown[]).length !== items.length) {
    throw new Error(`${call.unit} must answer each of its ${items.length} items`);
  }
  return answer;
}

function allFailed(calls: Call[], error: unknown): Outcome {
  const items = calls.flatMap((call) => call.items);
  return { results: items.map(() => null), failures: items.map((_, at) => failure(error, at)) };
}

/** An answer that cannot cross the threads, such as a function, fails alone: what is committed beside it is told as it is. */
function tell({ results, failures }: Outcome): void {
  try {
    parentPort!.postMessage({ results: pack(results), failures } satisfies Committed);
  } catch {
    const stuck = results.flatMap((result, at) => {
      try {
        structuredClone(result);
        return [];
      } catch (error) {
        return [failure(error, at)];
      }
    });
    const crossing = results.slice();
    for (const { at } of stuck) crossing[at] = null;
    parentPort!.postMessage({ results: pack(crossing), failures: [...failures, ...stuck] } satisfies Committed);
  }
}

function failure(error: unknown, at: number): Failure {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { at, name, message, stack, unavailable: isUnavailable(error) };
}
