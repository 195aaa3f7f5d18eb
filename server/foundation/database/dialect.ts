import type { Row, Value } from './database.ts';

/** A query's text as SQLite reads it, and which of its parameters are lists. */
export type Prepared = { sql: string; parameters: number; lists: ReadonlySet<number> };

const ASIDE = `'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\\n]*|/\\*[\\s\\S]*?\\*/`;
const IN_QUERY = new RegExp(
  `(${ASIDE})|=\\s*any\\s*\\(\\s*\\$(\\d+)\\s*\\)|\\$(\\d+)|\\s+for\\s+update(?:\\s+of\\s+\\w+)?\\b`,
  'gi',
);

/**
 * Rewrites a query for SQLite: `$n` becomes `?n`, `= any($n)` a look into a JSON list, and `for update` goes,
 * since the one writer holds every lock anyway. What stands in quotes or comments is left as it is.
 */
export function forSqlite(text: string): Prepared {
  const seen = new Map<number, 'list' | 'single'>();
  const meet = (digits: string, as: 'list' | 'single'): number => {
    const n = Number(digits);
    if ((seen.get(n) ?? as) !== as) throw new TypeError(`$${n} is used as a list and as a single value: ${text}`);
    seen.set(n, as);
    return n;
  };
  const sql = text.replace(IN_QUERY, (found, aside?: string, list?: string, single?: string) => {
    if (aside !== undefined) return found;
    if (list !== undefined) return ` in (select value from json_each(?${meet(list, 'list')}))`;
    return single === undefined ? '' : `?${meet(single, 'single')}`;
  });
  for (let n = 1; n <= seen.size; n++) if (!seen.has(n)) throw new TypeError(`$${n} is missing: ${text}`);
  const lists = new Set([...seen].filter(([, as]) => as === 'list').map(([n]) => n));
  return { sql, parameters: seen.size, lists };
}

const checked = new Map<string, Prepared>();

/** `forSqlite`, remembered per text. PostgreSQL uses its count and lists too, so that both refuse the same parameters. */
export function prepared(text: string): Prepared {
  let known = checked.get(text);
  if (known === undefined) {
    known = forSqlite(text);
    checked.set(text, known);
  }
  return known;
}

/** Throws a TypeError unless the values are as many, and of the kinds, that the query asks for. */
export function checkParameters(query: Prepared, values: readonly Value[]): void {
  if (values.length !== query.parameters) {
    throw new TypeError(`This query takes ${query.parameters} values, not ${values.length}: ${query.sql}`);
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (query.lists.size > 0 && query.lists.has(i + 1)) {
      if (!Array.isArray(value)) throw new TypeError(`Value ${i + 1} must be a list: ${query.sql}`);
      for (const item of value)
        if (item === null || !isPlain(item)) throw wrongValue(item, `value ${i + 1}`, query.sql);
    } else if (!isPlain(value)) throw wrongValue(value, `value ${i + 1}`, query.sql);
  }
}

/** The values of a row in the order of the columns. Throws a TypeError unless it has exactly these columns with plain values. */
export function checkedRow(row: Row, columns: readonly string[], table: string): (string | number | null)[] {
  const values = inOrder(row, columns) ? Object.values(row) : columns.map((column) => row[column] as string);
  for (let i = 0; i < values.length; i++) if (!isPlain(values[i])) throw wrongValue(values[i], columns[i]!, table);
  if (Object.keys(row).length !== columns.length) throw new TypeError(`Rows for ${table} differ in their columns`);
  return values;
}

/** Whether a row's own keys are the columns in their order, as they are where all rows were made alike. */
function inOrder(row: Row, columns: readonly string[]): boolean {
  let at = 0;
  for (const key in row) if (key !== columns[at++]) return false;
  return at === columns.length;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || value === null || (typeof value === 'number' && Number.isFinite(value));
}

function wrongValue(value: unknown, where: string, text: string): TypeError {
  const kind = typeof value === 'object' ? (value?.constructor?.name ?? 'object') : typeof value;
  const what = typeof value === 'number' ? String(value) : kind;
  return new TypeError(`${what} cannot be stored as ${where}: ${text}`);
}

/** Table and column names come from our own code; this keeps anything else out of a query's text. */
export function checkNames(names: readonly string[]): void {
  for (const name of names) if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new TypeError(`Not a name: ${name}`);
}

const STATEMENT = new RegExp(`(?:${ASIDE}|[^;])+`, 'g');
const TABLE_STATEMENT = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(create|alter)\s+table\b/i;
const IN_TABLE = new RegExp(`(${ASIDE})|\\b(bigint)\\b|\\s+generated\\s+by\\s+default\\s+as\\s+identity\\b`, 'gi');
const TEXT_COLUMN = new RegExp(`(${ASIDE})|\\b(\\w+)(\\s+)text\\b`, 'gi');

/**
 * One migration in the words of one database. SQLite: bigint is integer, it numbers an integer primary key by itself,
 * and every table is STRICT. PostgreSQL: every text column compares by bytes.
 */
export function migrationFor(dialect: 'sqlite' | 'postgres', text: string): string {
  return text.replace(STATEMENT, (statement) => {
    const kind = TABLE_STATEMENT.exec(statement)?.[1]?.toLowerCase();
    if (kind === undefined) return statement;
    if (dialect === 'postgres') {
      return statement.replace(TEXT_COLUMN, (found, aside?: string, column?: string, space?: string) =>
        aside === undefined ? `${column}${space}text collate "C"` : found,
      );
    }
    const plain = statement.replace(IN_TABLE, (found, aside?: string, bigint?: string) => {
      if (aside !== undefined) return found;
      return bigint === undefined ? '' : 'integer';
    });
    return kind === 'create' ? `${plain.trimEnd()}\nstrict` : plain;
  });
}
