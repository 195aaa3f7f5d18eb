import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GATHER_AT_MOST, type Store } from '../../server/foundation/database/database.ts';
import { type Data, databases } from '../support/databases.ts';
import * as books from '../support/store/books.ts';
import { library } from '../support/store/library.ts';

const book = (id: string, title = `Title of ${id}`): books.Book => ({ id, shelf: 'novels', title, pages: 1 });

describe.each(databases)('A library on $name', ({ fresh }) => {
  let data: Data;
  let store: Store;

  beforeAll(async () => {
    data = await fresh(library);
    store = await data.open();
    await store.write(books.openShelf, { id: 'novels', name: 'Novels' });
  });
  afterAll(() => data.remove());

  test('what arrives together is gathered into one call, in order, up to a limit', async () => {
    const many = Array.from({ length: GATHER_AT_MOST + 10 }, (_, i) => book(`g${String(i).padStart(3, '0')}`));
    const answers = await Promise.all(many.map((one) => store.gather(books.addMany, one)));
    expect(answers.map((answer) => 'id' in answer && answer.id)).toEqual(many.map(({ id }) => id));
    const sizes = answers.map((answer) => 'together' in answer && answer.together);
    expect(sizes).toEqual(many.map((_, i) => (i < GATHER_AT_MOST ? GATHER_AT_MOST : 10)));
    expect(await store.read(books.notes, undefined)).toEqual(many.map(({ title }) => title));
  });

  test('one that is refused by value does not hold up the others', async () => {
    const answers = await Promise.all([
      store.gather(books.addMany, book('r1')),
      store.gather(books.addMany, book('r2', 'banned')),
      store.gather(books.addMany, book('r3')),
    ]);
    expect(answers).toEqual([{ id: 'r1', together: 3 }, { refused: 'r2' }, { id: 'r3', together: 3 }]);
  });

  test('one that throws fails alone and leaves nothing; the gathered ones are done one by one', async () => {
    const answers = await Promise.allSettled([
      store.gather(books.addMany, book('t1')),
      store.gather(books.addMany, book('t2', 'cursed')),
      store.gather(books.addMany, book('t3')),
      store.write(books.add, book('t4', 'cursed')),
      store.write(books.add, book('t5')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(answers[1]).toMatchObject({ reason: { name: 'RangeError', message: 'Nobody may read t2' } });
    expect(answers[3]).toMatchObject({ reason: { name: 'RangeError', message: 'Nobody may read t4' } });
    expect(await ids('t1', 't2', 't3', 't4', 't5')).toEqual(['t1', 't3', 't5']);
    expect((await store.read(books.notes, undefined)).filter((note) => note === 'cursed')).toEqual([]);
  });

  test('a constraint that breaks fails its unit alone', async () => {
    await store.write(books.add, book('c1', 'The one'));
    const answers = await Promise.allSettled([
      store.write(books.add, book('c2')),
      store.write(books.add, book('c3', 'The one')),
      store.gather(books.addMany, book('c4')),
      store.gather(books.addMany, book('c5', 'The one')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await ids('c1', 'c2', 'c3', 'c4', 'c5')).toEqual(['c1', 'c2', 'c4']);
  });

  test('a commit that fails is replayed one by one, so that whoever spoilt it fails alone', async () => {
    // The shelf is checked at the commit only.
    const lost = { ...book('d2'), shelf: 'nowhere' };
    const answers = await Promise.allSettled([
      store.write(books.add, book('d1')),
      store.gather(books.addMany, lost),
      store.gather(books.addMany, book('d3')),
      store.write(books.add, book('d4')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await ids('d1', 'd2', 'd3', 'd4')).toEqual(['d1', 'd3', 'd4']);
  });

  test('reads see what was written before, and can never write', async () => {
    await store.write(books.add, book('e1'));
    await store.write(books.rename, { id: 'e1', title: 'Renamed' });
    expect(await store.read(books.byIds, ['e1', 'nobody'])).toEqual([
      expect.objectContaining({ id: 'e1', title: 'Renamed', pages: 1, bought_at: null }),
    ]);
    expect(await store.readLong(books.titles, 'novels')).toContain('Renamed');
    await expect(store.read(books.sneak, undefined)).rejects.toThrow(/read-?only/i);
    await expect(store.readLong(books.sneak, undefined)).rejects.toThrow(/read-?only/i);
    expect(await store.read(books.ask, { sql: 'select count(*) as n from shelves', values: [] })).toMatchObject({
      n: 1,
    });
  });

  test('many rows are updated at once, each with its own values; times are numbers', async () => {
    const at = Date.UTC(2026, 5, 1);
    await Promise.all(['u1', 'u2', 'u3'].map((id) => store.gather(books.addMany, book(id))));
    await store.write(
      books.repage,
      ['u1', 'u2'].map((id, i) => ({ id, pages: 10 + i, bought_at: at + i })),
    );
    expect(await store.read(books.byIds, ['u1', 'u2', 'u3'])).toMatchObject([
      { id: 'u1', pages: 10, bought_at: at },
      { id: 'u2', pages: 11, bought_at: at + 1 },
      { id: 'u3', pages: 1, bought_at: null },
    ]);
  });

  test('ids and titles are ordered by bytes', async () => {
    for (const [i, title] of ['b', 'a', 'B', 'ä', 'Ä', 'Z', '_'].entries()) {
      await store.write(books.add, { ...book(`o${i}`, title), shelf: 'novels' });
    }
    const all = await store.read(books.titles, 'novels');
    expect(all.filter((title) => title.length === 1)).toEqual(['B', 'Z', '_', 'a', 'b', 'Ä', 'ä']);
  });

  test('two hundred at once that read and write the same row lose nothing', async () => {
    await store.write(books.add, { ...book('l1'), pages: 0 });
    const pages = await Promise.all(Array.from({ length: 200 }, () => store.write(books.readOn, { id: 'l1' })));
    expect(pages).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  test.each([
    ['too few', 'select $1 as a, $2 as b', ['x']],
    ['too many', 'select 1 as a', ['x']],
    ['undefined', 'select id from books where id = $1', [undefined]],
    ['an object', 'select id from books where id = $1', [{ id: 'x' }]],
    ['a Date', 'select id from books where id = $1', [new Date(0)]],
    ['a truth value', 'select id from books where id = $1', [true]],
    ['not a number', 'select id from books where pages = $1', [Number.NaN]],
    ['infinity', 'select id from books where pages = $1', [Number.POSITIVE_INFINITY]],
    ['a list where one value belongs', 'select id from books where id = $1', [['x']]],
    ['one value where a list belongs', 'select id from books where id = any($1)', ['x']],
    ['a list with a hole', 'select id from books where id = any($1)', [['x', undefined]]],
  ])('a query with %s is a TypeError, and nothing is asked', async (_, sql, values) => {
    await expect(store.write(books.ask, { sql, values: values as never[] })).rejects.toMatchObject({
      name: 'TypeError',
    });
    await expect(store.read(books.ask, { sql, values: values as never[] })).rejects.toThrow(TypeError);
  });

  test.each([
    ['a missing column', [{ id: 'p1', name: 'P' }, { id: 'p2' }]],
    [
      'another column',
      [
        { id: 'p1', name: 'P' },
        { id: 'p2', title: 'P' },
      ],
    ],
    [
      'one column more',
      [
        { id: 'p1', name: 'P' },
        { id: 'p2', name: 'P', size: 1 },
      ],
    ],
    ['a truth value', [{ id: 'p1', name: true }]],
  ])('rows with %s are a TypeError, and none is stored', async (_, rows) => {
    const put = store.write(books.put, { table: 'shelves', rows: rows as never });
    await expect(put).rejects.toMatchObject({ name: 'TypeError' });
    const found = await store.read(books.ask, { sql: "select id from shelves where id = 'p1'", values: [] });
    expect(found).toBeUndefined();
  });

  test('a unit that no store exports is a programming error', () => {
    const stranger = function* () {
      yield* books.sneak();
    };
    expect(() => store.write(stranger, undefined)).toThrow(/"stranger" is not exported/);
    expect(() => store.gather(stranger as never, undefined)).toThrow(/"stranger" is not exported/);
    expect(() => store.readLong(stranger, undefined)).toThrow(/"stranger" is not exported/);
  });

  test('closing finishes what is under way, and the data are there after opening again', async () => {
    const last = ['z1', 'z2'].map((id) => store.gather(books.addMany, book(id)));
    await store.close();
    expect(await Promise.all(last)).toMatchObject([{ id: 'z1' }, { id: 'z2' }]);
    expect(() => store.write(books.add, book('z3'))).toThrow(/closed/);
    store = await data.open();
    expect(await ids('z1', 'z2', 'z3')).toEqual(['z1', 'z2']);
  });

  async function ids(...among: string[]): Promise<unknown[]> {
    return (await store.read(books.byIds, among)).map(({ id }) => id);
  }
});
