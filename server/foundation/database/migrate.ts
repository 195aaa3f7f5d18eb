import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Migration = { id: number; name: string; text: string };

/** What a database has to offer to be migrated. `apply` runs the text and records its row, both or neither. */
export type Migrated = {
  applied(): Promise<{ id: number; name: string }[]>;
  apply(migration: Migration): Promise<void>;
};

export const MIGRATIONS_TABLE =
  'create table if not exists migrations (id integer primary key, name text not null, applied_at bigint not null);';

/** The data were written by a newer Foyer than this one; using them could destroy what it does not know. */
export class DatabaseNewer extends Error {
  override name = 'DatabaseNewer';
}

/** The data were written by a program that went another way than this one. */
export class DatabaseOther extends Error {
  override name = 'DatabaseOther';
}

/** Reads `0001-name.sql`, `0002-…` of a folder (a path or a file: URL), in order. */
export async function readMigrations(folder: string | URL): Promise<Migration[]> {
  const path = folder instanceof URL || folder.startsWith('file:') ? fileURLToPath(folder) : folder;
  const files = (await readdir(path)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const [, digits, name] = /^(\d{4})-(.+)\.sql$/.exec(file) ?? [];
      if (name === undefined || Number(digits) !== index + 1) {
        throw new Error(`${join(path, file)} is out of order: expected number ${String(index + 1).padStart(4, '0')}`);
      }
      return { id: index + 1, name, text: await readFile(join(path, file), 'utf8') };
    }),
  );
}

/** Applies what is missing, in order. Killed in the middle, it goes on from there at the next start. */
export async function migrate(database: Migrated, migrations: readonly Migration[]): Promise<void> {
  const applied = await database.applied();
  for (const { id, name } of applied) {
    const known = migrations[id - 1];
    if (known === undefined) {
      throw new DatabaseNewer(
        `The data were last used by a newer version of Foyer (its change ${id}, "${name}", is unknown to this one). ` +
          'Start that version or a later one, or restore a backup from before the upgrade.',
      );
    }
    if (known.name !== name) {
      throw new DatabaseOther(
        `Change ${id} of the data is "${name}", but this version of Foyer knows it as "${known.name}". ` +
          'They come from different programs: use another DATA_DIR or DATABASE_URL.',
      );
    }
  }
  const done = new Set(applied.map(({ id }) => id));
  for (const migration of migrations) if (!done.has(migration.id)) await database.apply(migration);
}
