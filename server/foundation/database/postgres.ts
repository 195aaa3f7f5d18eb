import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { batches, type Call, nameOf, type Outcome, unitNames } from './batches.ts';
import { type Store, type Stores, StoreUnavailable, type Unit } from './database.ts';
import { migrationFor } from './dialect.ts';
import { MIGRATIONS_TABLE, type Migration, migrate, readMigrations } from './migrate.ts';
import {
  connectionSettings,
  connectWriter,
  drive,
  isTaken,
  isUnavailable,
  isWorthRepeating,
} from './postgres-engine.ts';

export type PostgresSettings = {
  /** postgres://user:password@host:port/database */
  url: string;
  /** href of the module that exports `stores`. */
  registry: string;
  /** Folder of the migrations, as a path or file: URL. */
  migrations: string | URL;
};

const READERS = 4;
const LONG_READERS = 2;
const TRIES = 10;
/** Any number that no other program is likely to lock in the same database. */
const MIGRATION_LOCK = 7_046_029_254;

/** Connects, brings the database up to date, and refuses with a sentence what is unsafe or newer. */
export async function openPostgres({ url, registry, migrations }: PostgresSettings): Promise<Store> {
  const { stores } = (await import(/* @vite-ignore */ registry)) as { stores: Stores };
  const names = unitNames(stores);
  const unsure: (() => void)[] = [];
  const writer = writerOf(url, stores, () => {
    for (const hear of unsure) hear();
  });
  await migratePostgres(url, await readMigrations(migrations));
  const readers = readersOf(url, READERS);
  const longReaders = readersOf(url, LONG_READERS);
  const queue = batches(writer.commit);
  let closed = false;
  const check = () => {
    if (closed) throw new StoreUnavailable('The store is closed');
  };
  return {
    write: (unit, argument) => {
      check();
      return queue.add(nameOf(names, unit), false, argument);
    },
    gather: (unit, item) => {
      check();
      return queue.add(nameOf(names, unit), true, item);
    },
    read: (query, argument) => {
      check();
      return snapshot(readers, query, argument);
    },
    readLong: (query, argument) => {
      check();
      nameOf(names, query);
      return snapshot(longReaders, query, argument);
    },
    onUnsure: (hear) => void unsure.push(hear),
    rest: () => {},
    close: async () => {
      if (closed) return;
      closed = true;
      await queue.idle();
      await Promise.all([writer.close(), readers.end(), longReaders.end()]);
    },
  };
}

/** Several processes may start at once: one migrates, the others wait and find everything done. */
async function migratePostgres(url: string, migrations: readonly Migration[]): Promise<void> {
  const client = await connectWriter(url, { query_timeout: 0 });
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(migrationFor('postgres', MIGRATIONS_TABLE));
    await migrate(
      {
        applied: async () => (await client.query('select id, name from migrations order by id')).rows,
        apply: async ({ id, name, text }) => {
          await client.query('begin');
          try {
            await client.query(migrationFor('postgres', text));
            await client.query('insert into migrations (id, name, applied_at) values ($1, $2, $3)', [
              id,
              name,
              Date.now(),
            ]);
            await client.query('commit');
          } catch (error) {
            await client.query('rollback').catch(() => {});
            throw error;
          }
        },
      },
      migrations,
    );
  } finally {
    await client.end();
  }
}

function readersOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connectionSettings(url),
    max,
    onConnect: async (client) => {
      // One that breaks while it reads tells so in its query, too; unheard, this would end the process.
      client.on('error', () => {});
      await client.query(
        "set default_transaction_read_only = on; set default_transaction_isolation = 'repeatable read'",
      );
    },
  });
  // An idle connection that breaks is replaced by the pool.
  pool.on('error', () => {});
  return pool;
}

async function snapshot<A, T>(pool: pg.Pool, query: Unit<A, T>, argument: A): Promise<T> {
  const client = await pool.connect().catch((error: Error) => {
    throw new StoreUnavailable(`PostgreSQL cannot be read: ${error.message}`);
  });
  try {
    const begun = client.query('begin');
    begun.catch(() => {});
    const result = await drive(client, query(argument));
    await begun;
    client.query('commit').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
    return result;
  } catch (error) {
    const ended = await client.query('rollback').then(
      () => true,
      () => false,
    );
    client.release(!ended);
    if (!ended || isUnavailable(error)) {
      throw new StoreUnavailable(`PostgreSQL cannot be read: ${(error as Error).message}`);
    }
    throw error;
  }
}

/** PostgreSQL itself said no to a commit, and not that it is going down while it may have been kept. */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? '');
}

/** The connection is gone, or the transaction as a whole did not make it. */
class TransactionLost extends Error {}

/** The one connection that writes. It is made anew when it was lost; what was under way then is answered as unavailable. */
function writerOf(
  url: string,
  stores: Stores,
  unsure: () => void,
): { commit(calls: Call[]): Promise<Outcome>; close(): Promise<void> } {
  let client: pg.Client | null = null;
  let lost = false;
  const isGone = () => client === null || lost;

  async function connected(): Promise<pg.Client> {
    if (client !== null && !isGone()) return client;
    client?.end().catch(() => {});
    client = null;
    const fresh = await connectWriter(url);
    lost = false;
    client = fresh;
    const lose = () => {
      if (client === fresh) lost = true;
    };
    fresh.on('error', lose);
    fresh.on('end', lose);
    return fresh;
  }

  async function commit(calls: Call[]): Promise<Outcome> {
    const size = calls.reduce((sum, call) => sum + call.items.length, 0);
    try {
      await connected();
      return await repeated(() => inTransaction(calls));
    } catch (error) {
      if (isGone()) return allUnavailable(size, error as Error);
    }
    // One of them spoilt the commit of all: each in a transaction of its own.
    const results: unknown[] = [];
    const errors = new Map<number, Error>();
    for (const call of calls) {
      for (const item of call.items) {
        try {
          const alone = await repeated(() => inTransaction([{ ...call, items: [item] }]));
          if (alone.errors.has(0)) throw alone.errors.get(0);
          results.push(alone.results[0]);
        } catch (error) {
          const failed = isGone() ? new TransactionLost((error as Error).message) : error;
          errors.set(results.length, asUnavailable(failed));
          results.push(null);
        }
      }
    }
    return { results, errors };
  }

  async function inTransaction(calls: Call[]): Promise<Outcome> {
    const results: unknown[] = [];
    const errors = new Map<number, Error>();
    const connection = await connected();
    await connection.query('begin isolation level read committed');
    try {
      for (const call of calls) {
        if (!call.gather || call.items.length === 1) await alone(connection, call, call.items, results, errors);
        else {
          try {
            for (const answer of await inSavepoint(connection, call, call.items)) results.push(answer);
          } catch (error) {
            if (error instanceof TransactionLost || isWorthRepeating(error)) throw error;
            for (const item of call.items) await alone(connection, call, [item], results, errors);
          }
        }
      }
      const { command } = await connection.query('commit').catch((error: unknown) => {
        if (!isRefusal(error)) unsure();
        throw error;
      });
      if (command !== 'COMMIT') throw new TransactionLost('PostgreSQL rolled the transaction back');
      return { results, errors };
    } catch (error) {
      await connection.query('rollback').catch(() => {
        lost = true;
      });
      throw error;
    }
  }

  async function alone(
    connection: pg.Client,
    call: Call,
    items: unknown[],
    results: unknown[],
    errors: Map<number, Error>,
  ): Promise<void> {
    try {
      const [answer] = await inSavepoint(connection, call, items).catch((error) => {
        // Another server took the same key since this unit looked: it looks again, and decides with that before it.
        if (isTaken(error)) return inSavepoint(connection, call, items);
        throw error;
      });
      results.push(answer);
    } catch (error) {
      if (error instanceof TransactionLost || isWorthRepeating(error)) throw error;
      errors.set(results.length, asUnavailable(error));
      results.push(null);
    }
  }

  /** Answers of the items in a list, `write` being a list of one. */
  async function inSavepoint(connection: pg.Client, call: Call, items: unknown[]): Promise<unknown[]> {
    // Not waited for: what follows on this connection fails if this does.
    connection.query('savepoint unit').catch(() => {});
    try {
      const [slice, name] = call.unit.split('.') as [string, string];
      const unit = stores[slice]![name] as Unit;
      const answer = await drive(connection, unit(call.gather ? items : items[0]));
      const answers = call.gather ? (answer as unknown[]) : [answer];
      if (answers.length !== items.length)
        throw new Error(`${call.unit} must answer each of its ${items.length} items`);
      connection.query('release unit').catch(() => {});
      return answers;
    } catch (error) {
      if (lost) throw new TransactionLost((error as Error).message);
      await connection.query('rollback to unit; release unit').catch((failed: Error) => {
        throw new TransactionLost(failed.message);
      });
      throw error;
    }
  }

  return {
    commit,
    close: async () => {
      await client?.end();
    },
  };
}

async function repeated<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction();
    } catch (error) {
      if (!isWorthRepeating(error) || tries === TRIES) throw error;
      // Two that got in each other's way must not begin again in step.
      await setTimeout(Math.random() * 2 ** tries);
    }
  }
}

function allUnavailable(size: number, { message }: Error): Outcome {
  const error = new StoreUnavailable(`PostgreSQL cannot be reached: ${message}`);
  return { results: [], errors: new Map(Array.from({ length: size }, (_, i) => [i, error])) };
}

function asUnavailable(error: unknown): Error {
  const { message } = error as Error;
  const gone = error instanceof TransactionLost || isUnavailable(error) || isWorthRepeating(error);
  return gone ? new StoreUnavailable(`PostgreSQL cannot store this: ${message}`) : (error as Error);
}
