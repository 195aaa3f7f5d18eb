/**
 * The store's contract. A store function yields queries and never awaits; a driver runs it whole, in SQLite's writer thread
 * or in one PostgreSQL transaction. One text serves both: `$1` parameters, common SQL, no clock, random value or I/O inside,
 * because a unit may run again. Locks are taken in id order (`… order by id for update`) before any look-up that depends on them.
 */
export type Value = string | number | null | readonly string[] | readonly number[];
export type Row = Record<string, string | number | null>;

export type Query =
  | { kind: 'one' | 'all' | 'run'; sql: string; values: readonly Value[] }
  | { kind: 'insert'; table: string; rows: readonly Row[] }
  | { kind: 'update'; table: string; key: string; rows: readonly Row[] };

export type Work<T> = Generator<Query, T, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: a unit takes any plain argument
export type Unit<A = any, T = any> = (argument: A) => Work<T>;

/** The first row, or undefined. */
export function* one<R = Row>(sql: string, ...values: Value[]): Work<R | undefined> {
  return (yield { kind: 'one', sql, values }) as R | undefined;
}

/** All rows. An array as a value fits `= any($n)`. */
export function* all<R = Row>(sql: string, ...values: Value[]): Work<R[]> {
  return (yield { kind: 'all', sql, values }) as R[];
}

/** How many rows were changed. */
export function* run(sql: string, ...values: Value[]): Work<number> {
  return (yield { kind: 'run', sql, values }) as number;
}

/** Inserts rows that all have the same columns. */
export function* insert(table: string, rows: readonly Row[]): Work<void> {
  if (rows.length > 0) yield { kind: 'insert', table, rows };
}

/** Sets the columns of each row where `key` equals the row's own; all rows have the same columns. */
export function* update(table: string, key: string, rows: readonly Row[]): Work<void> {
  if (rows.length > 0) yield { kind: 'update', table, key, rows };
}

export interface Store {
  /** Runs a unit in a savepoint of the next commit. What it returns is on disk. A unit that throws leaves nothing. */
  write<A, T>(unit: Unit<A, T>, argument: A): Promise<T>;
  /** Like `write` for a unit that takes a set: what arrives together is gathered into one call, at most `GATHER_AT_MOST`. */
  gather<A, T>(unit: Unit<A[], T[]>, item: A): Promise<T>;
  /** Reads a consistent snapshot. For up to about 50 rows. */
  read<A, T>(query: Unit<A, T>, argument: A): Promise<T>;
  /** The same away from the main thread, for long lists, searches and reports. */
  readLong<A, T>(query: Unit<A, T>, argument: A): Promise<T>;
  /** Hears that a commit may have been kept although nobody was told so: its answer was lost with the line to the database. */
  onUnsure(hear: () => void): void;
  /** Gives back the memory that only the start needed. */
  rest(): void;
  close(): Promise<void>;
}

/** See docs/decisions/a-commit-takes-eight-hundred.md. */
export const GATHER_AT_MOST = 800;

/** Every store module by name, so that a unit can be found again on the other side of the thread boundary. */
export type Stores = Record<string, Record<string, unknown>>;

/** Thrown by `write` and `gather` where nothing can be stored for now (disk full, locked, connection lost): nothing was kept, unless `onUnsure` said so. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
