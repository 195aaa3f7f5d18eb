import pg from 'pg';
import type { Query, Work } from './database.ts';
import { checkedRow, checkNames, checkParameters, prepared } from './dialect.ts';
import { UnreachablePostgres, UnsafePostgres } from './postgres-errors.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 30_000;
/** A process that hangs in the middle of a batch must not keep its row locks from the others for long. */
const IDLE_IN_BATCH_MS = 10_000;
const LOOK_AFTER_CLIENT_MS = 1_000;

/** How every connection speaks: numbers and truth values come as SQLite gives them, everything else as text. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'foyer',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    pipeline: true,
    types: { getTypeParser: parserFor } as unknown as pg.CustomTypesConfig,
  } as pg.ClientConfig;
}

const asText = (text: string): string => text;
const asTruth = (text: string): number => (text === 't' ? 1 : 0);
// bool; int8, int2, int4; float4, float8, numeric: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const BOOL = 16;
const NUMBERS = new Set([20, 21, 23, 700, 701, 1700]);

function parserFor(type: number): (text: string) => string | number {
  if (type === BOOL) return asTruth;
  return NUMBERS.has(type) ? Number : asText;
}

/** A connection that writes. Throws a sentence where the server would acknowledge what is not on its disk. */
export async function connectWriter(url: string, more: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = clientFor({ ...connectionSettings(url), ...more });
  client.on('error', () => {});
  await client.connect().catch((error: Error & { code?: string }) => {
    const why = error.message || error.code;
    throw new UnreachablePostgres(
      `PostgreSQL cannot be reached by DATABASE_URL (${why}). Check host, port, database, user and password in it, and that the server runs.`,
    );
  });
  try {
    await refuseUnsafe(client);
    await client.query(`set idle_in_transaction_session_timeout = ${IDLE_IN_BATCH_MS}`);
    // A killed process must not leave a query running with its locks. Not every system can look after its clients.
    await client.query(`set client_connection_check_interval = ${LOOK_AFTER_CLIENT_MS}`).catch(() => {});
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

function clientFor(settings: pg.ClientConfig): pg.Client {
  try {
    return new pg.Client(settings);
  } catch {
    // What it holds is not repeated: there is a password in it.
    throw new UnreachablePostgres(
      'DATABASE_URL cannot be read. Write DATABASE_URL=postgres://user:password@host:5432/name, with %40 for an @ in the password, %2F for a / and %23 for a #.',
    );
  }
}

async function refuseUnsafe(client: pg.Client): Promise<void> {
  for (const [name, bad, why] of [
    ['fsync', 'off', 'a power cut could lose or damage messages'],
    ['synchronous_commit', 'off', 'a crash could lose messages that Foyer has acknowledged'],
  ] as const) {
    const { rows } = await client.query(`select current_setting('${name}') as value`);
    if (rows[0].value === bad) {
      throw new UnsafePostgres(
        `PostgreSQL runs with ${name} = ${bad}: ${why}. Set ${name} = on in postgresql.conf ` +
          '(or for this role and database), reload PostgreSQL and start Foyer again.',
      );
    }
  }
  const { rows } = await client.query(`select current_setting('server_encoding') as value`);
  if (rows[0].value !== 'UTF8') {
    throw new UnsafePostgres(
      `The PostgreSQL database is encoded as ${rows[0].value}, which cannot hold what people write. ` +
        "Create it with: create database foyer encoding 'UTF8' template template0.",
    );
  }
}

const statementNames = new Map<string, string>();

/** PostgreSQL plans a named text once per connection. */
function named(text: string, values: unknown[]): pg.QueryConfig {
  let name = statementNames.get(text);
  if (name === undefined) {
    name = `foyer_${statementNames.size + 1}`;
    statementNames.set(text, name);
  }
  return { name, text, values };
}

/** Runs a unit's queries one after another on a connection that is in a transaction. A query that fails ends the unit. */
export async function drive<T>(client: pg.ClientBase, work: Work<T>): Promise<T> {
  let step = work.next();
  while (!step.done) step = work.next(await answer(client, step.value));
  return step.value;
}

async function answer(client: pg.ClientBase, query: Query): Promise<unknown> {
  if (query.kind === 'insert' || query.kind === 'update') {
    const columns = Object.keys(query.rows[0]!);
    for (const row of query.rows) checkedRow(row, columns, query.table);
    await client.query(named(bulkText(query, columns), [JSON.stringify(query.rows)]));
    return undefined;
  }
  checkParameters(prepared(query.sql), query.values);
  const { rows, rowCount } = await client.query(named(query.sql, query.values as unknown[]));
  if (query.kind === 'one') return rows[0];
  return query.kind === 'all' ? rows : (rowCount ?? 0);
}

type Bulk = Extract<Query, { kind: 'insert' | 'update' }>;
const bulkTexts = new Map<string, string>();

function bulkText(query: Bulk, columns: readonly string[]): string {
  const key = query.kind === 'update' ? query.key : '';
  const id = `${query.kind} ${query.table} ${key} ${columns.join()}`;
  let text = bulkTexts.get(id);
  if (text === undefined) {
    checkNames([query.table, ...columns]);
    const { table } = query;
    const rows = `json_populate_recordset(null::${table}, $1::json) r`;
    if (query.kind === 'insert') {
      text = `insert into ${table} (${columns.join()}) select ${columns.map((column) => `r.${column}`).join()} from ${rows}`;
    } else {
      if (!columns.includes(key)) throw new TypeError(`Rows for ${table} lack their key ${key}`);
      const sets = columns.filter((column) => column !== key).map((column) => `${column} = r.${column}`);
      text = `update ${table} set ${sets.join()} from ${rows} where ${table}.${key} = r.${key}`;
    }
    bulkTexts.set(id, text);
  }
  return text;
}

/** Two transactions got in each other's way, and running this one again will do. */
export function isWorthRepeating(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === '40001' || code === '40P01';
}

/** A unique key is there already. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === '23505';
}

/** Nothing can be stored for now: resources, shutdown, a standby, I/O: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function isUnavailable(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return /^(08|53|57P|58)/.test(code) || ['25006', '55P03', '57014'].includes(code);
}
