import { GATHER_AT_MOST } from './database.ts';

/** One call of a unit within a batch: `items` are the arguments, one for `write`, any number for `gather`. */
export type Call = { unit: string; gather: boolean; items: unknown[] };

/** What came of every item of a batch, in order. Where `errors` has an entry for a position, `results` means nothing there. */
export type Outcome = { results: unknown[]; errors: Map<number, Error> };

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };

/**
 * Collects what arrives while a batch is under way into the next one, in order of arrival. There is no timer:
 * a batch leaves in the turn of the event loop after its first item. `commit` must settle every item.
 */
export function batches(commit: (calls: Call[]) => Promise<Outcome>): {
  add<T>(unit: string, gather: boolean, item: unknown): Promise<T>;
  idle(): Promise<void>;
} {
  const calls: Call[] = [];
  let waiting: Waiting[] = [];
  let first = 0;
  let scheduled = false;
  let underWay: Promise<void> | null = null;
  const whenIdle: (() => void)[] = [];

  function add<T>(unit: string, gather: boolean, item: unknown): Promise<T> {
    const last = calls.at(-1);
    if (gather && last?.gather && last.unit === unit && last.items.length < GATHER_AT_MOST) last.items.push(item);
    else calls.push({ unit, gather, items: [item] });
    const answer = new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
    });
    schedule();
    return answer as Promise<T>;
  }

  function schedule(): void {
    if (scheduled || underWay !== null) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      underWay = flush();
    });
  }

  async function flush(): Promise<void> {
    const batch = takeCalls();
    const size = batch.reduce((sum, call) => sum + call.items.length, 0);
    const takers = waiting.slice(first, first + size);
    first += size;
    if (first === waiting.length) {
      waiting = [];
      first = 0;
    }
    settle(takers, await commit(batch).catch((error: Error) => failed(size, error)));
    underWay = null;
    if (calls.length > 0) schedule();
    else for (const tell of whenIdle.splice(0)) tell();
  }

  /** Whole calls, up to GATHER_AT_MOST items. */
  function takeCalls(): Call[] {
    let size = 0;
    let count = 0;
    while (count < calls.length && (count === 0 || size + calls[count]!.items.length <= GATHER_AT_MOST)) {
      size += calls[count]!.items.length;
      count++;
    }
    return calls.splice(0, count);
  }

  function idle(): Promise<void> {
    if (calls.length === 0 && underWay === null && !scheduled) return Promise.resolve();
    return new Promise((resolve) => whenIdle.push(resolve));
  }

  return { add, idle };
}

function settle(takers: readonly Waiting[], { results, errors }: Outcome): void {
  for (let i = 0; i < takers.length; i++) {
    const error = errors.size > 0 ? errors.get(i) : undefined;
    if (error === undefined) takers[i]!.resolve(results[i]);
    else takers[i]!.reject(error);
  }
}

function failed(size: number, error: Error): Outcome {
  return { results: [], errors: new Map(Array.from({ length: size }, (_, i) => [i, error])) };
}

/** The names by which units are found on the other side of a thread, by the function itself. */
export function unitNames(stores: Record<string, Record<string, unknown>>): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const [slice, store] of Object.entries(stores)) {
    for (const [name, unit] of Object.entries(store))
      if (typeof unit === 'function') names.set(unit, `${slice}.${name}`);
  }
  return names;
}

/** Throws at once where a unit is not listed in server/stores.ts: that is a programming error. */
export function nameOf(names: Map<unknown, string>, unit: { name: string }): string {
  const name = names.get(unit);
  if (name === undefined) throw new Error(`The unit "${unit.name}" is not exported by a store of server/stores.ts`);
  return name;
}
