import { all, insert, one, type Row, run, update, type Work } from '../../../server/foundation/database/database.ts';

export type Book = { id: string; shelf: string; title: string; pages: number };
export type Added = { id: string; together: number } | { refused: string };

export function* openShelf(shelf: { id: string; name: string }): Work<void> {
  yield* insert('shelves', [shelf]);
}

/** Answers with how many were added by the same call. Titles that are banned are refused by value, cursed ones throw. */
export function* addMany(books: Book[]): Work<Added[]> {
  const cursed = books.find(({ title }) => title === 'cursed');
  const good = books.filter(({ title }) => title !== 'banned');
  yield* insert('books', good.map(asRow));
  yield* insert(
    'entries',
    good.map(({ title }) => ({ note: title })),
  );
  if (cursed !== undefined) throw new RangeError(`Nobody may read ${cursed.id}`);
  return books.map(({ id, title }) => (title === 'banned' ? { refused: id } : { id, together: books.length }));
}

export function* add(book: Book): Work<string> {
  yield* insert('books', [asRow(book)]);
  if (book.title === 'cursed') throw new RangeError(`Nobody may read ${book.id}`);
  return book.id;
}

export function* rename({ id, title }: { id: string; title: string }): Work<number> {
  return yield* run('update books set title = $2 where id = $1', id, title);
}

export function* repage(books: { id: string; pages: number; bought_at: number }[]): Work<void> {
  yield* update('books', 'id', books);
}

/** Reads under the row's lock and writes what it read plus one: two at once must not lose one. */
export function* readOn({ id }: { id: string }): Work<number> {
  const book = yield* one<{ pages: number }>('select pages from books where id = $1 for update', id);
  const pages = (book?.pages ?? 0) + 1;
  yield* update('books', 'id', [{ id, pages }]);
  return pages;
}

/** Locks two books in the order in which they are named: two calls in opposite orders end in a deadlock on PostgreSQL. */
export function* readBoth({ first, second }: { first: string; second: string }): Work<void> {
  for (const id of [first, second]) {
    yield* one('select id from books where id = $1 for update', id);
    yield* run('update books set pages = pages + 1 where id = $1', id);
  }
}

export function* titles(shelf: string): Work<string[]> {
  const rows = yield* all<{ title: string }>('select title from books where shelf_id = $1 order by title', shelf);
  return rows.map(({ title }) => title);
}

export function* notes(): Work<string[]> {
  const rows = yield* all<{ note: string }>('select note from entries order by position');
  return rows.map(({ note }) => note);
}

export function* byIds(ids: string[]): Work<Row[]> {
  return yield* all('select id, title, pages, bought_at from books where id = any($1) order by id', ids);
}

/** Writes although it is called as a query. */
export function* sneak(): Work<number> {
  return yield* run("insert into shelves (id, name) values ('sneaky', 'sneaky')");
}

/** Ends the thread that it runs in, as a fault in SQLite itself would. */
export function* collapse(): Work<void> {
  yield* titles('novels');
  process.exit(3);
}

/** Stores a book and answers with what cannot be handed to another thread. */
export function* addOddly(book: Book): Work<() => string> {
  yield* insert('books', [asRow(book)]);
  return () => book.id;
}

/** Any query with any values, as a caller that makes a mistake would send it. */
export function* ask({ sql, values }: { sql: string; values: never[] }): Work<Row | undefined> {
  return yield* one(sql, ...values);
}

export function* put({ table, rows }: { table: string; rows: Row[] }): Work<void> {
  yield* insert(table, rows);
}

function asRow({ id, shelf, title, pages }: Book): Row {
  return { id, shelf_id: shelf, title, pages };
}
