import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { type Data, databases, freshPostgres } from '../support/databases.ts';
import { FIXTURE_AT, fixtures, type World } from '../support/fixtures.ts';
import { startPostgres } from '../support/postgres.ts';
import { type Answer, cookieOf, id, SHOP } from '../support/server.ts';
import { start } from '../support/start.ts';

const root = join(import.meta.dirname, '..', '..');
const migrations = readdirSync(join(root, 'server', 'migrations')).map((name) => name.replace(/\.sql$/, ''));

test('every migration has a database of its day', () => {
  for (const migration of migrations) {
    const parts = ['sqlite.sql', 'postgres.sql', 'world.json'];
    const there = parts.filter((part) => existsSync(join(fixtures, migration, part)));
    expect(there, `${migration}: run "npm exec -- node tests/support/fixtures.ts"`).toEqual(parts);
  }
});

const worlds = migrations.flatMap((migration) => databases.map((database) => ({ migration, ...database })));

describe.each(worlds)('a database of $migration, on $name', ({ migration, name, fresh }) => {
  const world = JSON.parse(readFileSync(join(fixtures, migration, 'world.json'), 'utf8')) as World;
  let data: Data;
  let app: App;
  let cookie: string;
  beforeAll(async () => {
    data = await fresh();
    await fill(
      data,
      readFileSync(join(fixtures, migration, name === 'SQLite' ? 'sqlite.sql' : 'postgres.sql'), 'utf8'),
    );
    app = await open(readSettings({ ...data.env, PORT: '0' }), { logger: false, now: () => FIXTURE_AT + 3_600_000 });
    const { headers } = await post('staff/sign-in', { email: world.email, password: world.password });
    cookie = cookieOf(headers);
  });
  afterAll(async () => {
    await app.close();
    await data.remove();
  });

  async function post(path: string, payload: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${app.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url, ...headers },
      body: JSON.stringify(payload),
    });
    return { headers: answer.headers, body: (await answer.json()) as Answer };
  }
  const asStaff = async (verb: string, payload: object = {}) => (await post(`staff/${verb}`, payload, { cookie })).body;
  const asVera = async (verb: string, payload: object = {}) =>
    (await post(`visitor/${verb}`, payload, { authorization: `Bearer ${world.token}`, origin: SHOP })).body;

  test('shows everybody what they saw then', async () => {
    const { conversation, seen } = world;
    expect(await asStaff('conversations/sync', { conversation })).toMatchObject(seen.staff);
    expect(await asVera('conversations/sync', { conversation })).toMatchObject(seen.visitor);
    expect(await asStaff('conversations/list', { view: 'open' })).toMatchObject(seen.queue);
    expect(await asStaff('staff/list')).toMatchObject(seen.team);
    expect((await asStaff('sites/list')).sites).toMatchObject(seen.sites);
    expect(await asStaff('people/get', { person: seen.staff.person.id })).toMatchObject(seen.person);
  });

  test('answers a retry of that day as it did then, and goes on where it was', async () => {
    const { conversation, retry } = world;
    expect(await asVera('conversations/post', retry.post)).toMatchObject(retry.answer);
    const next = await asVera('conversations/post', { id: id(), body: 'Are you still there?' });
    expect(next).toMatchObject({ ok: true, conversation, seq: retry.answer.seq + 1, from: retry.answer.to });
    const caughtUp = await asStaff('conversations/sync', { conversation, from: world.seen.staff.to });
    expect(caughtUp).toMatchObject({ reset: false, messages: [{ body: 'Are you still there?' }] });
    expect(await asStaff('conversations/close', { conversation })).toMatchObject({ ok: true });
  });
});

async function fill({ settings }: Data, text: string): Promise<void> {
  if ('url' in settings) {
    const client = new pg.Client(settings.url);
    await client.connect();
    await client.query(text);
    await client.end();
  } else {
    const file = new DatabaseSync(settings.file);
    file.exec(text);
    file.close();
  }
}

/** One sentence for people: no stack, no password. */
const sentence = (says: RegExp) => ({ code: 1, said: expect.stringMatching(new RegExp(`^${says.source}[^\\n]*\\n$`)) });

describe.each(databases)('an older program, on $name', ({ fresh }) => {
  test('refuses data that a newer one has used, with a sentence', async () => {
    const data = await fresh();
    await (await data.open()).close();
    await fill(data, "insert into migrations (id, name, applied_at) values (9999, 'from-the-future', 1)");
    expect(await start(data.env)).toEqual(sentence(/The data were last used by a newer version of Foyer/));
    await data.remove();
  });

  test('refuses data of another program, with a sentence', async () => {
    const data = await fresh();
    await (await data.open()).close();
    await fill(data, "update migrations set name = 'parrots' where id = 1");
    expect(await start(data.env)).toEqual(sentence(/Change 1 of the data is "parrots"/));
    await data.remove();
  });
});

describe('a PostgreSQL that cannot be relied on stops the start with a sentence', () => {
  test('where fsync is off', async () => {
    const server = await startPostgres(['fsync=off']);
    const env = { DATABASE_URL: await server.createDatabase() };
    expect(await start(env)).toEqual(sentence(/PostgreSQL runs with fsync = off/));
    await server.stop();
  });

  test('where synchronous_commit is off', async () => {
    const { settings, env, remove } = await freshPostgres();
    const client = new pg.Client(settings.url);
    await client.connect();
    const { rows } = await client.query('select current_database() as name');
    await client.query(`alter database ${rows[0].name} set synchronous_commit = off`);
    await client.end();
    expect(await start(env)).toEqual(sentence(/PostgreSQL runs with synchronous_commit = off/));
    await remove();
  });

  test('where there is none, or not that database', async () => {
    const nowhere = { DATABASE_URL: 'postgres://foyer:s3cret-word@127.0.0.1:1/none' };
    const said = await start(nowhere);
    expect(said).toEqual(sentence(/PostgreSQL cannot be reached by DATABASE_URL \(.*ECONNREFUSED/));
    expect(said.said).not.toContain('s3cret-word');
    const { env, remove } = await freshPostgres();
    const other = { DATABASE_URL: `${env.DATABASE_URL}_not` };
    expect(await start(other)).toEqual(sentence(/PostgreSQL cannot be reached by DATABASE_URL \(.*does not exist/));
    await remove();
  });
});
