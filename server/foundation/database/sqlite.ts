import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { batches, nameOf, unitNames } from './batches.ts';
import { type Store, type Stores, StoreUnavailable, type Unit } from './database.ts';
import { migrationFor } from './dialect.ts';
import { MIGRATIONS_TABLE, type Migration, migrate, readMigrations } from './migrate.ts';
import { openEngine } from './sqlite-engine.ts';
import { startReader, startWriter, type Thread } from './sqlite-threads.ts';

export type SqliteSettings = {
  /** The data file; its folder is made where it is missing. */
  file: string;
  /** href of the module that exports `stores`: threads find units in it by name. */
  registry: string;
  /** Folder of the migrations, as a path or file: URL. */
  migrations: string | URL;
  /** Told when a thread dies on its own. Left out, the error is thrown where nothing catches it, so that the process stops. */
  onCrash?: (error: Error) => void;
};

/** Another process has these data open; two writers would answer each other's clients wrongly. */
export class DataInUse extends Error {
  override name = 'DataInUse';
}

/** The data file is none, is damaged, or may not be read and written. */
export class UnusableData extends Error {
  override name = 'UnusableData';
}

/** Opens the data file, brings it up to date and starts its threads. Throws `DataInUse`, `UnusableData` or `DatabaseNewer` with a sentence. */
export async function openSqlite({ file, registry, migrations, onCrash = stop }: SqliteSettings): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = lockFor(file);
  const threads: Thread[] = [];
  try {
    await migrateSqlite(file, await readMigrations(migrations));
    const { stores } = (await import(/* @vite-ignore */ registry)) as { stores: Stores };
    const writer = await startWriter({ file, registry });
    threads.push(writer);
    const reader = await startReader({ file, registry });
    threads.push(reader);
    for (const thread of threads) void thread.crashed.then(onCrash);
    const snapshots = openEngine(file, 'reader');
    const names = unitNames(stores);
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
      read: async (query, argument) => {
        check();
        snapshots.exec('begin');
        try {
          return snapshots.drive(query(argument));
        } finally {
          if (snapshots.database.isTransaction) snapshots.exec('commit');
        }
      },
      readLong: <A, T>(query: Unit<A, T>, argument: A) => {
        check();
        return reader.ask(nameOf(names, query), argument) as Promise<T>;
      },
      // The writer's thread answers each commit; where it ends, the process does.
      onUnsure: () => {},
      rest: () => {
        for (const thread of threads) thread.rest();
      },
      close: async () => {
        if (closed) return;
        closed = true;
        await queue.idle();
        // The writer goes last: it leaves everything in the one file, without a log beside it.
        snapshots.close();
        await reader.close();
        await writer.close();
        lock.close();
      },
    };
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.close()));
    lock.close();
    throw sentenceFor(file, error) ?? error;
  }
}

function stop(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

/** Holds an exclusive lock on a file of its own, which the system lets go even when the process is killed. */
function lockFor(file: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    if (codeOf(error) !== 5) throw sentenceFor(file, error) ?? error;
    throw new DataInUse(
      `Another Foyer is running with the data in ${dirname(file)}. Stop it first, or give this one another DATA_DIR.`,
    );
  }
}

/** The primary result code: https://www.sqlite.org/rescode.html */
function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}

function sentenceFor(file: string, error: unknown): UnusableData | undefined {
  const { message } = error as Error;
  switch (codeOf(error)) {
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return new UnusableData(
        `${file} is damaged, or no data of Foyer (${message}). Put a backup in its place, or give another DATA_DIR.`,
      );
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return new UnusableData(
        `${file} cannot be opened for writing (${message}). Let the user that runs Foyer write to that folder and the files in it, or give another DATA_DIR.`,
      );
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
      return new UnusableData(
        `${file} cannot be written (${message}). Look whether the disk is full or broken, or give another DATA_DIR.`,
      );
    default:
      return undefined;
  }
}

async function migrateSqlite(file: string, migrations: readonly Migration[]): Promise<void> {
  const { database, close } = openEngine(file, 'writer');
  try {
    database.exec(migrationFor('sqlite', MIGRATIONS_TABLE));
    const record = database.prepare('insert into migrations (id, name, applied_at) values (?1, ?2, ?3)');
    await migrate(
      {
        applied: async () =>
          database.prepare('select id, name from migrations order by id').all() as { id: number; name: string }[],
        apply: async ({ id, name, text }) => {
          database.exec('begin immediate');
          try {
            database.exec(migrationFor('sqlite', text));
            record.run(id, name, Date.now());
            database.exec('commit');
          } finally {
            if (database.isTransaction) database.exec('rollback');
          }
        },
      },
      migrations,
    );
  } finally {
    close();
  }
}
