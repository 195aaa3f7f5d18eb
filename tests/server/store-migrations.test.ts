import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrationFor } from '../../server/foundation/database/dialect.ts';
import { type Data, databases } from '../support/databases.ts';
import * as books from '../support/store/books.ts';
import { startChild } from '../support/store/children.ts';
import { library } from '../support/store/library.ts';

const LENDINGS = 'create table lendings (book_id text not null, lent_at bigint not null);\n';
const numbers = (last: number) =>
  `insert into lendings with recursive n(i) as (select 1 union all select i + 1 from n where i < ${last}) select 'b', i from n;`;

describe.each(databases)('Changes of the data on $name', ({ fresh }) => {
  let migrations: string;
  let data: Data;
  const change = (file: string, text: string) => writeFileSync(join(migrations, file), text);
  const count = { sql: 'select count(*) as n from lendings', values: [] };

  beforeEach(async () => {
    migrations = mkdtempSync(join(tmpdir(), 'foyer-'));
    cpSync(fileURLToPath(library.migrations), migrations, { recursive: true });
    data = await fresh({ registry: library.registry, migrations });
  });
  afterEach(async () => {
    await data.remove();
    rmSync(migrations, { recursive: true });
  });

  test('come in order, once, at the next start', async () => {
    await (await data.open()).close();
    change('0002-lendings.sql', `${LENDINGS}${numbers(3)}`);
    change('0003-returns.sql', 'alter table lendings add column returned_at bigint;');
    await (await data.open()).close();
    const store = await data.open();
    expect(await store.read(books.ask, count)).toMatchObject({ n: 3 });
    const returned = { sql: 'select count(*) as n from lendings where returned_at is null', values: [] };
    expect(await store.read(books.ask, returned)).toMatchObject({ n: 3 });
  });

  test('are undone when the process is killed in the middle, and done by the next start', async () => {
    await (await data.open()).close();
    change('0002-lendings.sql', `${LENDINGS}${numbers(1_000_000_000)}`);
    const child = startChild(data.settings, 'hold');
    await child.says('starting');
    await setTimeout(700);
    await child.kill();
    change('0002-lendings.sql', `${LENDINGS}${numbers(5)}`);
    const store = await data.open();
    expect(await store.read(books.ask, count)).toMatchObject({ n: 5 });
  }, 20_000);

  test('that fail leave everything as it was', async () => {
    change('0002-lendings.sql', `${LENDINGS}insert into lendings (book_id) values ('b');`);
    await expect(data.open()).rejects.toThrow(/null/i);
    change('0002-lendings.sql', LENDINGS);
    const store = await data.open();
    expect(await store.read(books.ask, count)).toMatchObject({ n: 0 });
  });

  test('by a newer version are refused with a sentence', async () => {
    change('0002-lendings.sql', LENDINGS);
    await (await data.open()).close();
    rmSync(join(migrations, '0002-lendings.sql'));
    await expect(data.open()).rejects.toMatchObject({
      name: 'DatabaseNewer',
      message: expect.stringMatching(/newer version of Foyer .*"lendings"/),
    });
  });

  test('by another program are refused', async () => {
    change('0002-lendings.sql', LENDINGS);
    await (await data.open()).close();
    rmSync(join(migrations, '0002-lendings.sql'));
    change('0002-parrots.sql', LENDINGS);
    await expect(data.open()).rejects.toThrow(/"lendings", but this version of Foyer knows it as "parrots"/);
  });

  test('with a number left out are a programming error', async () => {
    change('0003-late.sql', LENDINGS);
    await expect(data.open()).rejects.toThrow(/0003-late.sql is out of order: expected number 0002/);
  });

  test('that the server itself brings can be made', async () => {
    const real = await fresh({ registry: library.registry });
    await (await real.open()).close();
    await real.open();
    await real.remove();
  });
});

describe('One text of a change', () => {
  const text = `-- a bigint; not a type
create table t (
  id text primary key, -- text; not a column
  text text not null default 'some text; and bigint',
  at bigint
);
create index t_by_at on t (at);
update t set text = 'create table x (id text);';
alter table t add column more text;`;

  test('is strict and without bigint for SQLite', () => {
    expect(migrationFor('sqlite', text)).toBe(`-- a bigint; not a type
create table t (
  id text primary key, -- text; not a column
  text text not null default 'some text; and bigint',
  at integer
)
strict;
create index t_by_at on t (at);
update t set text = 'create table x (id text);';
alter table t add column more text;`);
  });

  test('compares text by bytes for PostgreSQL', () => {
    expect(migrationFor('postgres', text)).toBe(`-- a bigint; not a type
create table t (
  id text collate "C" primary key, -- text; not a column
  text text collate "C" not null default 'some text; and bigint',
  at bigint
);
create index t_by_at on t (at);
update t set text = 'create table x (id text);';
alter table t add column more text collate "C";`);
  });
});
