import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Query, Row, Value, Work } from './database.ts';
import { checkedRow, checkNames, checkParameters, type Prepared, prepared } from './dialect.ts';

/** Runs units against one SQLite connection, each from its first query to its last without a pause. */
export type Engine = { database: DatabaseSync; drive<T>(work: Work<T>): T; exec(sql: string): void; close(): void };

const BUSY_TIMEOUT_MS = 5_000;

/** Opens the file; a `reader` can never write. What it says it has stored is on the disk: `synchronous = full`. */
export function openEngine(file: string, as: 'writer' | 'reader'): Engine {
  const database = new DatabaseSync(file, { readOnly: as === 'reader', timeout: BUSY_TIMEOUT_MS });
  if (as === 'writer') {
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
    // The journal of savepoints: in a file it would cost as much as the insert itself.
    database.exec('pragma temp_store = memory');
    database.exec(`pragma journal_size_limit = ${64 * 1024 * 1024}; pragma cache_size = ${-32 * 1024};`);
    // 32 MB of log: pages that change with every commit are copied into the file once for many commits.
    database.exec('pragma wal_autocheckpoint = 8000');
  }
  const queries = new Map<string, { prepared: Prepared; statement: StatementSync; columns: string[] }>();
  const bulk = new Map<string, { columns: string[]; byNulls: Map<number, StatementSync> }>();
  const plain = new Map<string, StatementSync>();

  function drive<T>(work: Work<T>): T {
    let step = work.next();
    while (!step.done) step = work.next(answer(step.value));
    return step.value;
  }

  function answer(query: Query): unknown {
    if (query.kind === 'insert' || query.kind === 'update') return runEach(query);
    let known = queries.get(query.sql);
    if (known === undefined) {
      const rewritten = prepared(query.sql);
      const statement = database.prepare(rewritten.sql);
      statement.setReturnArrays(true);
      known = { prepared: rewritten, statement, columns: statement.columns().map(({ name }) => name) };
      queries.set(query.sql, known);
    }
    checkParameters(known.prepared, query.values);
    const values = known.prepared.lists.size === 0 ? (query.values as Single[]) : query.values.map(asJson);
    if (query.kind === 'one') return asRow(known.statement.get(...values) as Single[] | undefined, known.columns);
    if (query.kind === 'all') {
      const rows = known.statement.all(...values) as unknown as Single[][];
      return rows.map((row) => asRow(row, known.columns));
    }
    return Number(known.statement.run(...values).changes);
  }

  /** One prepared statement, run row by row: within a transaction that is faster than one long statement. */
  function runEach(query: Bulk): void {
    const names = Object.keys(query.rows[0]!);
    const id = `${query.kind} ${query.table} ${query.kind === 'update' ? query.key : ''} ${names.join()}`;
    let known = bulk.get(id);
    if (known === undefined) {
      known = { columns: inOrderOfText(query, names), byNulls: new Map() };
      bulk.set(id, known);
    }
    const { columns, byNulls } = known;
    for (const row of query.rows) {
      const values = checkedRow(row, columns, query.table);
      const mask = query.kind === 'insert' && columns.length <= MASK_BITS ? nullsOf(values) : 0;
      const nulls = byNulls.has(mask) || byNulls.size < BY_NULLS_AT_MOST ? mask : 0;
      let statement = byNulls.get(nulls);
      if (statement === undefined) {
        statement = database.prepare(bulkText(query, columns, nulls));
        byNulls.set(nulls, statement);
      }
      if (nulls === 0) statement.run(...values);
      else statement.run(...values.filter((value) => value !== null));
    }
  }

  function exec(sql: string): void {
    let statement = plain.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      plain.set(sql, statement);
    }
    statement.run();
  }

  return { database, drive, exec, close: () => database.close() };
}

type Single = string | number | null;
type Bulk = Extract<Query, { kind: 'insert' | 'update' }>;

/** An ordinary object: those that node:sqlite makes are dictionaries, which cost many times as much to copy and to hand over. */
function asRow(values: Single[] | undefined, columns: readonly string[]): Row | undefined {
  if (values === undefined) return undefined;
  const row: Row = {};
  for (let i = 0; i < columns.length; i++) row[columns[i]!] = values[i]!;
  return row;
}

function asJson(value: Value): Single {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** The columns as their values stand in the text: the key of an update comes last. */
function inOrderOfText(query: Bulk, columns: string[]): string[] {
  if (query.kind === 'insert') return columns;
  if (!columns.includes(query.key)) throw new TypeError(`Rows for ${query.table} lack their key ${query.key}`);
  return [...columns.filter((column) => column !== query.key), query.key];
}

const MASK_BITS = 30;
/** Statements kept of one kind of insert: rows have few patterns of nulls. Others hand their nulls over, which any statement takes. */
const BY_NULLS_AT_MOST = 32;

/** Which values are null, as bits. */
function nullsOf(values: readonly Single[]): number {
  let nulls = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === null) nulls |= 1 << i;
  return nulls;
}

/** Parameters without a number, and none for a null: SQLite looks each number up, and a value costs as much to hand over as to store. */
function bulkText(query: Bulk, columns: readonly string[], nulls: number): string {
  checkNames([query.table, ...columns]);
  if (query.kind === 'insert') {
    const values = columns.map((_, i) => (nulls & (1 << i) ? 'null' : '?'));
    return `insert into ${query.table} (${columns.join()}) values (${values.join()})`;
  }
  const sets = columns.slice(0, -1).map((column) => `${column} = ?`);
  return `update ${query.table} set ${sets.join()} where ${query.key} = ?`;
}

/** Whether nothing can be stored for now, by SQLite's primary result code. */
export function isUnavailable(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && UNAVAILABLE.has(code & 0xff);
}

// SQLITE_PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL: https://www.sqlite.org/rescode.html
const UNAVAILABLE = new Set([3, 5, 6, 7, 8, 10, 13, 14, 15]);
