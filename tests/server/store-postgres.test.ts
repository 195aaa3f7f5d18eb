import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Store, StoreUnavailable } from '../../server/foundation/database/database.ts';
import { openPostgres, type PostgresSettings } from '../../server/foundation/database/postgres.ts';
import { type Data, freshPostgres } from '../support/databases.ts';
import { startPostgres } from '../support/postgres.ts';
import * as books from '../support/store/books.ts';
import { library } from '../support/store/library.ts';

const book = (id: string, title = `Title of ${id}`): books.Book => ({ id, shelf: 'novels', title, pages: 0 });

describe('One PostgreSQL database', () => {
  let data: Data & { settings: PostgresSettings };
  let admin: pg.Client;

  beforeEach(async () => {
    data = await freshPostgres(library);
    admin = new pg.Client(data.settings.url);
    await admin.connect();
  });
  afterEach(async () => {
    await admin.end();
    await data.remove();
  });

  const cutAll = () =>
    admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'foyer' and datname = current_database()",
    );

  test('several servers start at once on an empty one, and share it', async () => {
    const stores = await Promise.all([data.open(), data.open(), data.open()]);
    await stores[0]!.write(books.openShelf, { id: 'novels', name: 'Novels' });
    await stores[1]!.write(books.add, book('a'));
    const pages = await Promise.all(
      Array.from({ length: 300 }, (_, i) => stores[i % 3]!.write(books.readOn, { id: 'a' })),
    );
    expect(pages.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  });

  test('two servers that lock each other out are sorted out, and nothing is lost or done twice', async () => {
    const { rows } = await admin.query('select current_database() as name');
    await admin.query(`alter database ${rows[0].name} set deadlock_timeout = '5ms'`);
    const [one, two] = (await Promise.all([data.open(), data.open()])) as [Store, Store];
    await one.write(books.openShelf, { id: 'novels', name: 'Novels' });
    await Promise.all(['a', 'b'].map((id) => one.write(books.add, book(id))));
    const reading = async (store: Store, first: string, second: string) => {
      for (let i = 0; i < 50; i++) await store.write(books.readBoth, { first, second });
    };
    await Promise.all([reading(one, 'a', 'b'), reading(two, 'b', 'a')]);
    expect(await one.read(books.byIds, ['a', 'b'])).toMatchObject([{ pages: 100 }, { pages: 100 }]);
    await Promise.all([one.close(), two.close()]);
    const deadlocks = 'select deadlocks from pg_stat_database where datname = current_database()';
    expect(Number((await admin.query(deadlocks)).rows[0].deadlocks)).toBeGreaterThan(0);
  });

  test('whose connections break refuses what was under way as unavailable, then goes on', async () => {
    const store = await data.open();
    await store.write(books.openShelf, { id: 'novels', name: 'Novels' });
    const acknowledged: string[] = [];
    let refused = 0;
    const writing = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        try {
          await store.gather(books.addMany, book(`${name}${i}`));
          acknowledged.push(`${name}${i}`);
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable);
          refused++;
        }
      }
    };
    const cutting = async () => {
      for (let i = 0; i < 5; i++) {
        await cutAll();
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    };
    await Promise.all([writing('k'), writing('l'), writing('m'), cutting()]);
    expect(refused).toBeGreaterThan(0);
    expect(acknowledged.length).toBeGreaterThan(100);
    const there = new Set((await store.read(books.byIds, acknowledged)).map(({ id }) => id));
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    await store.write(books.add, book('last'));
  });

  test('that may not be written for now refuses as unavailable', async () => {
    const store = await data.open();
    const { rows } = await admin.query('select current_database() as name');
    await admin.query(`alter database ${rows[0].name} set default_transaction_read_only = on`);
    await cutAll();
    await store.write(books.openShelf, { id: 's', name: 'S' }).catch(() => {});
    await expect(store.write(books.openShelf, { id: 's', name: 'S' })).rejects.toBeInstanceOf(StoreUnavailable);
    await admin.query(`alter database ${rows[0].name} reset default_transaction_read_only`);
    await cutAll();
    await store.write(books.openShelf, { id: 's', name: 'S' }).catch(() => {});
    await store.write(books.openShelf, { id: 't', name: 'T' });
  });

  test('that acknowledges before a commit is on disk is refused with a sentence', async () => {
    const { rows } = await admin.query('select current_database() as name');
    await admin.query(`alter database ${rows[0].name} set synchronous_commit = off`);
    await expect(data.open()).rejects.toMatchObject({
      name: 'UnsafePostgres',
      message: expect.stringMatching(/synchronous_commit = off.*Set synchronous_commit = on/),
    });
  });

  test('gives numbers and truth values as SQLite does', async () => {
    const store = await data.open();
    const sql = "select count(*) as n, sum(3) as s, 1 = 1 as yes, 1 = 2 as no, 'x' || 'y' as text, null as nothing";
    const row = await store.read(books.ask, { sql, values: [] });
    expect(row).toEqual({ n: 1, s: 3, yes: 1, no: 0, text: 'xy', nothing: null });
  });

  test('that cannot be reached stops the start', async () => {
    await expect(openPostgres({ ...data.settings, url: 'postgres://foyer@127.0.0.1:1/none' })).rejects.toThrow(
      /ECONNREFUSED/,
    );
  });
});

describe('A PostgreSQL server without fsync', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres(['fsync=off']);
  });
  afterAll(() => server.stop());

  test('is refused with a sentence', async () => {
    const url = await server.createDatabase();
    await expect(openPostgres({ ...library, url })).rejects.toMatchObject({
      name: 'UnsafePostgres',
      message: expect.stringMatching(/fsync = off.*Set fsync = on/),
    });
  });
});
