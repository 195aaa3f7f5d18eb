/** Both databases, so that the same scenes run on each: `describe.each(databases)('… on $name', ({ fresh }) => …)`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Store } from '../../server/foundation/database/database.ts';
import { openPostgres, type PostgresSettings } from '../../server/foundation/database/postgres.ts';
import { openSqlite, type SqliteSettings } from '../../server/foundation/database/sqlite.ts';

/** What the store runs; left out, the stores and migrations of the server. */
export type House = { registry?: string; migrations?: string | URL };

/** Data of their own, empty at first. What was opened can be closed and opened again. */
export type Data = {
  open(): Promise<Store>;
  /** What the driver of this database is called with. */
  settings: SqliteSettings | PostgresSettings;
  /** The environment variables by which a server uses these data. */
  env: Record<string, string>;
  /** Closes what is open and removes the data. */
  remove(): Promise<void>;
};

export const databases: { name: 'SQLite' | 'PostgreSQL'; fresh(house?: House): Promise<Data> }[] = [
  { name: 'SQLite', fresh: freshSqlite },
  { name: 'PostgreSQL', fresh: freshPostgres },
];

const server = {
  registry: new URL('../../server/stores.ts', import.meta.url).href,
  migrations: new URL('../../server/migrations/', import.meta.url),
};

export async function freshSqlite(house: House = {}): Promise<Data & { settings: SqliteSettings }> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  const settings = { ...server, ...house, file: join(folder, 'foyer.db') };
  return data(
    settings,
    () => openSqlite(settings),
    { DATA_DIR: folder },
    () => rmSync(folder, { recursive: true, force: true }),
  );
}

export async function freshPostgres(house: House = {}): Promise<Data & { settings: PostgresSettings }> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  const answer = await fetch(inject('postgres'));
  const url = await answer.text();
  if (!answer.ok) throw new Error(url);
  const settings = { ...server, ...house, url };
  return data(
    settings,
    () => openPostgres(settings),
    { DATA_DIR: folder, DATABASE_URL: url },
    () => rmSync(folder, { recursive: true, force: true }),
  );
}

function data<S extends SqliteSettings | PostgresSettings>(
  settings: S,
  openStore: () => Promise<Store>,
  env: Record<string, string>,
  clean: () => void,
): Data & { settings: S } {
  const opened: Store[] = [];
  return {
    settings,
    env,
    open: async () => {
      const store = await openStore();
      opened.push(store);
      return store;
    },
    remove: async () => {
      await Promise.all(opened.map((store) => store.close()));
      clean();
    },
  };
}
