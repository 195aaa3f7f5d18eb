import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { LIMITS } from '../../server/foundation/limits.ts';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, openHouse } from '../support/server.ts';

/** What people are told when something goes wrong inside, and what the log is not told. */
const WORDS = 'the-words-of-a-visitor';

describe.each(databases)('a row that the database refuses, on $name', ({ fresh }) => {
  test('is a problem for its sender alone, and is logged without a word of it', async () => {
    const data = await fresh();
    await (await data.open()).close();
    if ('url' in data.settings) {
      const client = new pg.Client(data.settings.url);
      await client.connect();
      await client.query(`alter table messages add constraint none_of_those check (body not like '%${WORDS}%')`);
      await client.end();
    } else {
      const file = new DatabaseSync(data.settings.file);
      file.exec(
        `create trigger none_of_those before insert on messages when new.body like '%${WORDS}%' begin select raise(abort, 'none of those'); end`,
      );
      file.close();
    }
    const log: string[] = [];
    const stream = { write: (line: string) => void log.push(line) };
    const house = await openHouse(data.env, undefined, { level: 'warn', stream });
    const visitors = await Promise.all(Array.from({ length: 10 }, () => house.visitor()));
    const answers: Answer[] = await Promise.all(
      visitors.map((visitor, n) =>
        visitor.ask('conversations:post', { id: id(), body: n === 5 ? `Oh, ${WORDS}` : `Message ${n}` }),
      ),
    );
    expect(answers.map(({ ok }) => ok)).toEqual(visitors.map((_, n) => n !== 5));
    expect(answers[5].problem).toMatchObject({ code: 'internal', status: 500, final: false });
    expect(answers[5].problem).not.toHaveProperty('detail');
    expect(log.join('')).toContain('conversations:post');
    expect(log.join('')).not.toContain(WORDS);
    // Nothing half of it stayed.
    expect(await visitors[5]?.ask('conversations:list')).toEqual({ ok: true, rows: [] });
    await house.close();
    await data.remove();
  });
});

describe.each(databases)('what was taken back, on $name', ({ fresh }) => {
  test('leaves no word of it in the data, not in what it replaced, and not in the files either', async () => {
    const data = await fresh();
    const house = await openHouse(data.env);
    const vera = await house.visitor();
    const olga = await house.staff();
    const message = id();
    const { conversation } = await vera.ask('conversations:post', { id: message, body: `First ${WORDS}` });
    await vera.ask('conversations:edit', { id: message, body: `Second ${WORDS}` });
    await vera.ask('conversations:take-back', { id: message });
    const { messages } = await olga.ask('conversations:sync', { conversation });
    expect(messages).toMatchObject([{ id: message, body: null }]);
    expect((await olga.ask('conversations:list', { view: 'open', words: WORDS })).rows).toEqual([]);
    await house.app.close();
    expect(await everythingIn(data)).not.toContain(WORDS);
    await house.close();
    await data.remove();
  });
});

/** Every row of every table, and with SQLite every byte of every file. */
async function everythingIn({ settings }: Data): Promise<string> {
  if ('file' in settings) {
    return readdirSync(dirname(settings.file), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
      .join('\n');
  }
  const client = new pg.Client(settings.url);
  await client.connect();
  const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'");
  const tables = await Promise.all(rows.map(({ tablename }) => client.query(`select * from ${tablename}`)));
  await client.end();
  return JSON.stringify(tables.map((table) => table.rows));
}

describe('too many new sessions', () => {
  let app: App | undefined;
  afterEach(() => app?.close());

  test('from one network are asked to come back later, and others not', async () => {
    const [{ fresh }] = databases as [(typeof databases)[0]];
    const data = await fresh();
    const settings = readSettings({ ...data.env, PORT: '0', TRUST_PROXY: '127.0.0.1' });
    app = await open(settings, { logger: false, limits: { ...LIMITS, sessions: { burst: 3, everyMs: 20_000 } } });
    const { url, slices } = app;
    const start = async (from: string) => {
      const answer = await fetch(`${url}/api/visitor/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': from },
        body: JSON.stringify({ site: slices.sites.first()?.key }),
      });
      return { status: answer.status, after: answer.headers.get('retry-after'), body: (await answer.json()) as Answer };
    };
    for (let n = 1; n <= 3; n++) expect((await start(`2001:db8:0:7::${n}`)).status).toBe(200);
    const refused = await start('2001:db8:0:7:ffff::1');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many', final: false } });
    expect(refused.body.retryAfterMs).toBeGreaterThan(50_000);
    expect(Number(refused.after)).toBeGreaterThan(50);
    expect((await start('2001:db8:0:8::1')).status).toBe(200);
    await app.close();
    app = undefined;
    await data.remove();
  });
});
