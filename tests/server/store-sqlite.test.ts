import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Store, StoreUnavailable } from '../../server/foundation/database/database.ts';
import { openSqlite, type SqliteSettings } from '../../server/foundation/database/sqlite.ts';
import { type Data, freshSqlite } from '../support/databases.ts';
import * as books from '../support/store/books.ts';
import { startChild } from '../support/store/children.ts';
import { library } from '../support/store/library.ts';

const book = (id: string, title = `Title of ${id}`): books.Book => ({ id, shelf: 'novels', title, pages: 1 });
const long = (id: string) => book(id, id.padEnd(3000, '.'));

describe('One file', () => {
  let data: Data & { settings: SqliteSettings };
  let store: Store;

  beforeEach(async () => {
    data = await freshSqlite(library);
  });
  afterEach(() => data.remove());

  async function open(): Promise<void> {
    store = await data.open();
    await store.write(books.openShelf, { id: 'novels', name: 'Novels' });
  }

  const pragma = (sql: string) => store.write(books.ask, { sql: `pragma ${sql}`, values: [] });
  const other = () => new DatabaseSync(data.settings.file);
  const stored = async (ids: string[]) => (await store.read(books.byIds, ids)).map(({ id }) => id).sort();

  test('is written with the settings that an acknowledgement needs', async () => {
    await open();
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
    expect(await pragma('secure_delete')).toEqual({ secure_delete: 1 });
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    const tables = await store.read(books.ask, {
      sql: "select sql from sqlite_schema where name = 'books'",
      values: [],
    });
    expect(tables!.sql).toMatch(/strict$/);
  });

  test('that is full: what is acknowledged is there, what is refused is not, and it goes on when there is room', async () => {
    await open();
    await pragma('max_page_count = 60');
    const ids = Array.from({ length: 200 }, (_, i) => `f${i}`);
    const answers = await Promise.allSettled(ids.map((id) => store.gather(books.addMany, long(id))));
    const acknowledged = ids.filter((_, i) => answers[i]!.status === 'fulfilled');
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(acknowledged.length).toBeLessThan(100);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(StoreUnavailable);
    expect(await stored(ids)).toEqual(acknowledged.sort());
    await pragma('max_page_count = 100000');
    await store.gather(books.addMany, long('room'));
    await store.close();
    store = await data.open();
    expect(await stored([...ids, 'room'])).toEqual([...acknowledged, 'room'].sort());
  });

  test('on a disk that is full: what is acknowledged is there after the crash, and nothing else', async () => {
    const child = startChild(data.settings, 'write', 400);
    const { stored: acknowledged, refused } = JSON.parse(await child.says('refused'));
    await child.kill();
    expect(acknowledged.length).toBeGreaterThan(20);
    store = await data.open();
    expect(await stored([...acknowledged, ...refused])).toEqual(acknowledged.sort());
    expect(await store.read(books.ask, { sql: 'pragma integrity_check', values: [] })).toMatchObject({
      integrity_check: 'ok',
    });
  });

  test('that another program holds is waited for', async () => {
    await open();
    const backup = other();
    backup.exec('begin immediate');
    const waiting = store.write(books.add, book('w1'));
    await setTimeout(200);
    backup.exec('commit');
    expect(await waiting).toBe('w1');
    backup.close();
  });

  test('that another program holds for too long refuses all at once, and goes on afterwards', async () => {
    await open();
    await pragma('busy_timeout = 100');
    const backup = other();
    backup.exec('begin immediate');
    const since = performance.now();
    const answers = await Promise.allSettled(
      ['h1', 'h2', 'h3', 'h4'].map((id) => store.gather(books.addMany, book(id))),
    );
    expect(answers.map((one) => one.status === 'rejected' && one.reason.name)).toEqual(
      Array(4).fill('StoreUnavailable'),
    );
    expect(performance.now() - since).toBeLessThan(1000);
    backup.exec('commit');
    backup.close();
    await store.gather(books.addMany, book('h5'));
    expect(await stored(['h1', 'h2', 'h3', 'h4', 'h5'])).toEqual(['h5']);
  });

  test('belongs to one server: a second one is refused with a sentence, until the first has ended, however it did', async () => {
    const child = startChild(data.settings, 'hold');
    await child.says('open');
    await expect(data.open()).rejects.toMatchObject({
      name: 'DataInUse',
      message: expect.stringMatching(/Another Foyer is running .* another DATA_DIR/),
    });
    await child.kill();
    await open();
    await expect(data.open()).rejects.toThrow(/Another Foyer/);
  });

  test('is all there is once the server has stopped, for nobody else to read', async () => {
    await open();
    await Promise.all(['n1', 'n2'].map((id) => store.gather(books.addMany, book(id))));
    await store.readLong(books.titles, 'novels');
    await store.close();
    const folder = dirname(data.settings.file);
    expect(readdirSync(folder).sort()).toEqual(['foyer.db', 'foyer.db.lock']);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test('whose writer breaks down acknowledges nothing more, and the process is told to stop', async () => {
    const crashes: Error[] = [];
    store = await openSqlite({ ...data.settings, onCrash: (error) => crashes.push(error) });
    await store.write(books.openShelf, { id: 'novels', name: 'Novels' });
    const answers = await Promise.allSettled([
      store.write(books.add, book('x1')),
      store.write(books.collapse, undefined),
      store.write(books.add, book('x2')),
    ]);
    const later = await Promise.allSettled([store.write(books.add, book('x3'))]);
    for (const answer of [...answers, ...later]) {
      expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
    }
    expect(crashes).toHaveLength(1);
    expect(await stored(['x1', 'x2', 'x3'])).toEqual([]);
    await store.close();
  });

  test('an answer that cannot be handed over fails alone, and the writer goes on', async () => {
    await open();
    const [odd, beside] = await Promise.allSettled([
      store.write(books.addOddly, book('y1')),
      store.write(books.add, book('y0')),
    ]);
    expect(odd).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('could not be cloned') },
    });
    expect(beside).toEqual({ status: 'fulfilled', value: 'y0' });
    expect(await store.write(books.add, book('y2'))).toBe('y2');
  });

  test('the write-ahead log does not grow without end', async () => {
    await open();
    for (let round = 0; round < 30; round++) {
      await Promise.all(Array.from({ length: 150 }, (_, i) => store.gather(books.addMany, long(`g${round}-${i}`))));
      await store.read(books.titles, 'novels');
    }
    const looker = other();
    const { log } = looker.prepare('pragma wal_checkpoint(passive)').get() as { log: number };
    looker.close();
    expect(log).toBeLessThan(10_000);
  });
});
