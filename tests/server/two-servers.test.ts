import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { widened } from '../../server/foundation/limits.ts';
import { type Data, freshPostgres } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** What holds on one PostgreSQL database however many servers are on it, and while it is away. */
let data: Data;
let house: OpenHouse;
let second: App;
let admin: pg.Client;
let name: string;
beforeAll(async () => {
  data = await freshPostgres();
  house = await openHouse(data.env);
  second = await open(readSettings({ ...data.env, PORT: '0' }), { logger: false, limits: widened(1_000) });
  admin = new pg.Client((data.env.DATABASE_URL as string).replace(/[^/]+$/, 'postgres'));
  await admin.connect();
  name = (data.env.DATABASE_URL as string).split('/').at(-1) as string;
});
afterAll(async () => {
  await admin.end();
  await second.close();
  await house.close();
  await data.remove();
});

async function post(
  url: string,
  path: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${url}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: SHOP, ...headers },
    body: JSON.stringify(payload),
  });
  return answer.json();
}
const say = (server: number, token: string, payload: object) =>
  post(server === 0 ? house.url : second.url, 'visitor/conversations/post', payload, {
    authorization: `Bearer ${token}`,
  });

describe('two servers', () => {
  test('store a message that both were sent at once a single time, and answer alike', async () => {
    for (let round = 0; round < 10; round++) {
      const token = await house.visitorToken();
      const message = { id: id(), body: `Round ${round}` };
      const answers = await Promise.all([0, 1, 0, 1].map((server) => say(server, token, message)));
      for (const answer of answers) expect(answer).toEqual({ ...answers[0], ok: true });
      const { rows } = (await house.asVisitor(token, 'conversations/list')).body;
      expect(rows).toMatchObject([{ version: 1, last: { body: message.body } }]);
    }
  });

  test('make one conversation of a hundred first messages, and number them without a gap', async () => {
    const token = await house.visitorToken();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => say(n % 2, token, { id: id(), body: `Message ${n}` })),
    );
    expect(new Set(answers.map(({ conversation }) => conversation)).size).toBe(1);
    expect(answers.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  test('keep one of two different messages under one id, and call the other a conflict', async () => {
    for (let round = 0; round < 10; round++) {
      const [vera, otto] = [await house.visitorToken(), await house.visitorToken()];
      const taken = id();
      const answers = await Promise.all([
        say(0, vera, { id: taken, body: 'Vera' }),
        say(1, otto, { id: taken, body: 'Otto' }),
        say(1, vera, { id: taken, start: id(), body: 'Vera elsewhere' }),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('conflict');
    }
  });

  test('start a conversation on purpose once', async () => {
    const token = await house.visitorToken();
    const start = id();
    const answers = await Promise.all([0, 1].map((server) => say(server, token, { id: id(), start, body: 'Anew' })));
    expect(answers.map(({ ok, conversation }) => [ok, conversation])).toEqual([
      [true, start],
      [true, start],
    ]);
  });
});

test('while the database is away everything is unavailable for now, and then goes on', async () => {
  const token = await house.visitorToken();
  const vera = await house.visitor(token);
  const before = { id: id(), body: 'Before' };
  const first = await vera.ask('conversations:post', before);
  await admin.query(`alter database ${name} with allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  const message = { id: id(), conversation: first.conversation, body: 'Meanwhile' };
  const unavailable = { code: 'unavailable', status: 503, final: false };
  expect(await vera.ask('conversations:post', message)).toMatchObject({ ok: false, problem: unavailable });
  expect(await vera.ask('conversations:list')).toMatchObject({ problem: unavailable });
  expect((await house.asVisitor(token, 'conversations/post', message)).body).toMatchObject(unavailable);
  expect((await house.asStaff('foyer_staff=unknown', 'staff/me')).body).toMatchObject(unavailable);
  await expect(house.visitor(token)).rejects.toMatchObject({ problem: unavailable });
  await admin.query(`alter database ${name} with allow_connections true`);
  const stored = await vera.ask('conversations:post', message);
  expect(stored).toMatchObject({ ok: true, seq: 2 });
  expect(await vera.ask('conversations:post', before)).toEqual(first);
  expect(await vera.ask('conversations:post', message)).toEqual(stored);
});
