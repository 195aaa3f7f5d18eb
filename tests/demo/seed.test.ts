import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenes, seed, seedClock } from '../../demo/seed.ts';
import { emailOf, PASSWORD, staff } from '../../demo/staff.ts';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-seed-'));
let app: App;

beforeAll(async () => {
  const clock = seedClock();
  app = await open(readSettings({ DATA_DIR: folder, PORT: '0' }), { logger: false, now: clock.now });
  await seed(app.slices, clock);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, payload: unknown, cookie = '') {
  const answer = await fetch(`${app.url}/api/staff/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url, cookie },
    body: JSON.stringify(payload),
  });
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', body: await answer.json() };
}

async function signIn(name: string): Promise<string> {
  return (await post('sign-in', { email: emailOf(name), password: PASSWORD })).cookie;
}

test('everybody of the printed list signs in, in their role', async () => {
  for (const { name, role } of staff) {
    const { body } = await post('staff/me', {}, await signIn(name));
    expect(body.member).toMatchObject({ name, grants: [{ role }] });
  }
});

test('the queue holds every state: waiting, assigned to several, closed', async () => {
  const ada = await signIn('Ada Brandt');
  const { body: open } = await post('conversations/list', { view: 'open' }, ada);
  expect(open.counts.open + open.counts.closed).toBe(scenes.length);
  expect(open.counts.closed).toBeGreaterThan(10);
  expect(open.counts.unassigned).toBeGreaterThan(2);
  const rows = open.rows as {
    state: { waitingSince: number | null; assignee: { id: string } | null };
    unread: number;
  }[];
  expect(rows.filter((row) => row.state.waitingSince !== null && row.unread > 0).length).toBeGreaterThan(4);
  expect(new Set(rows.map((row) => row.state.assignee?.id)).size).toBeGreaterThan(3);
});

test('an agent of the shop does not see the restaurants', async () => {
  const mirjam = await signIn('Mirjam Levi');
  const { body } = await post('conversations/list', { view: 'open' }, mirjam);
  const { body: all } = await post('conversations/list', { view: 'open' }, await signIn('Jonas Lund'));
  expect(body.counts.open).toBeLessThan(all.counts.open);
});
