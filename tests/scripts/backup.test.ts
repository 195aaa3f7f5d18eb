import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { newId } from '../../server/foundation/ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openAt(name: string) {
  return open(readSettings({ DATA_DIR: join(folder, name), PORT: '0' }), { logger: false });
}

async function backUp(to: string) {
  const script = join(import.meta.dirname, '..', '..', 'scripts', 'backup.ts');
  const env = { PATH: process.env.PATH, DATA_DIR: join(folder, 'house') };
  const child = spawn(process.execPath, [script, to], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const said = child.stderr.setEncoding('utf8').toArray();
  const [code] = await once(child, 'exit');
  return { code, said: (await said).join('') };
}

test('a copy taken while people write opens as a house with every message that was acked before', async () => {
  const house = await openAt('house');
  const site = house.slices.sites.first() as { id: string };
  const { person } = await house.slices.people.start(site.id);
  const by = { kind: 'visitor' as const, id: person, socket: null };
  const say = (body: string) =>
    house.slices.conversations.postAsVisitor({ id: newId(Date.now()), body, site: site.id }, by);
  const first = await Promise.all(Array.from({ length: 200 }, (_, number) => say(`before ${number}`)));
  expect(first.every(({ ok }) => ok)).toBe(true);
  const during = Array.from({ length: 200 }, (_, number) => say(`during ${number}`));
  const copy = join(folder, 'copy', 'foyer.db');
  mkdirSync(join(folder, 'copy'));
  expect(await backUp(copy)).toEqual({ code: 0, said: expect.not.stringContaining('rror') });
  await Promise.all(during);
  await house.close();

  const restored = await openAt('copy');
  const { rows } = await restored.slices.conversations.listOfVisitor(by);
  expect(rows[0]?.last?.seq).toBeGreaterThanOrEqual(200);
  await restored.close();
});

test('it never writes over a file', async () => {
  const { code, said } = await backUp(join(folder, 'copy', 'foyer.db'));
  expect(code).toBe(1);
  expect(said).toContain('exists already');
});
