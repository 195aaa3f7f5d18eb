import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forSqlite } from '../../server/foundation/database/dialect.ts';

const noise = fc.string({
  unit: fc.constantFrom('a', '$1', '= any($2)', ' for update', '--', '/*', ' ', '?', ';', '\\'),
});
const quoted = noise.map((text) => `'${text.replaceAll("'", "''")}'`);
const same = (text: string) => ({ text, sql: text });
/** Pieces of a query with what each becomes. `$1` and `$3` are single values, `$2` and `$4` lists. */
const piece = fc.oneof(
  quoted.map(same),
  noise.map((text) => same(`"${text}"`)),
  noise.map((text) => same(`/*${text.replaceAll('*/', '')}*/`)),
  noise.map((text) => same(`--${text}\n`)),
  fc.constantFrom('select', 'updates', 'x.id', '(', ',', '=', 'format', 'for', 'update').map(same),
  fc.constantFrom(1, 3).map((n) => ({ text: `$${n}`, sql: `?${n}` })),
  fc
    .tuple(fc.constantFrom(2, 4), fc.constantFrom('= any($#)', '=any($#)', '= ANY ( $# )'))
    .map(([n, text]) => ({ text: text.replace('#', `${n}`), sql: ` in (select value from json_each(?${n}))` })),
  fc.constantFrom('for update', 'FOR  UPDATE', 'for update of t').map((text) => ({ text, sql: '' })),
);
const every = ['$1', '= any($2)', '$3', '= any($4)'].map((text, i) => ({
  text,
  sql: i % 2 === 0 ? `?${i + 1}` : ` in (select value from json_each(?${i + 1}))`,
}));

test('SQLite gets its own words for parameters, lists and locks, and quotes and comments stay as they are', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const all = [...every, ...pieces].filter((one, i, list) => one.text !== 'update' || list[i - 1]?.text !== 'for');
      const text = all.map((one) => `x ${one.text}`).join(' ');
      const sql = all.map((one) => (one.sql === '' ? 'x' : `x ${one.sql}`)).join(' ');
      const rewritten = forSqlite(text);
      expect(rewritten.sql).toBe(sql);
      expect(rewritten.parameters).toBe(4);
      expect([...rewritten.lists].sort()).toEqual([2, 4]);
    }),
    { numRuns: 500 },
  );
});

test('any text in quotes comes out of SQLite as it stands in the query', () => {
  const database = new DatabaseSync(':memory:');
  fc.assert(
    fc.property(noise, (text) => {
      const { sql } = forSqlite(`select '${text.replaceAll("'", "''")}' as a, $1 as b`);
      expect({ ...database.prepare(sql).get('one') }).toEqual({ a: text, b: 'one' });
    }),
  );
});

test('a list finds what is in it, whatever the strings are', () => {
  const database = new DatabaseSync(':memory:');
  const look = database.prepare(forSqlite('select $2 = any($1) as found').sql);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.string({ unit: 'binary' }), (list, other) => {
      const ask = (value: string) => look.get(JSON.stringify(list), value)!.found;
      for (const value of list.filter(isStorable)) expect(ask(value)).toBe(1);
      if (isStorable(other)) expect(ask(other)).toBe(list.includes(other) ? 1 : 0);
    }),
  );
});

/** NUL and lone surrogates are refused at the edge. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

test.each([
  ['a number left out', 'select $1, $3', /\$2 is missing/],
  [
    'one parameter in both ways',
    'select 1 where $1 = 1 and 2 = any($1)',
    /\$1 is used as a list and as a single value/,
  ],
])('%s is a programming error', (_, text, message) => {
  expect(() => forSqlite(text)).toThrow(message);
});
