import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { ask, type Sender, send } from '../support/files.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** An owner keeps everything in a place of their own, and a server that begins with that has all of it. */
const folder = mkdtempSync(join(tmpdir(), 'foyer-backup-'));
const data = join(folder, 'data');
const backup = join(folder, 'backups', 'tuesday');
const restored = join(folder, 'restored');
const again: App[] = [];
let house: OpenHouse;
let asVera: Sender;

beforeAll(async () => {
  house = await openHouse({ DATA_DIR: data });
  const authorization = `Bearer ${await house.visitorToken()}`;
  asVera = { url: house.url, door: 'visitor', headers: { authorization, origin: SHOP } };
});
afterAll(async () => {
  await house.close();
  for (const app of again) await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a script as an owner does; what it says, and whether it did it. */
const run = (
  script: 'backup' | 'restore',
  to: string,
  env: Record<string, string>,
): Promise<{ ok: boolean; said: string }> =>
  new Promise((done) => {
    const file = join(import.meta.dirname, '..', '..', 'scripts', `${script}.ts`);
    execFile(process.execPath, [file, to], { env: { PATH: process.env.PATH, ...env } }, (error, stdout, stderr) =>
      done({ ok: error === null, said: stdout + stderr }),
    );
  });
const inFolder = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[a-z]+$/.test(name))
    .sort();
const post = async (files: string[], body = ''): Promise<Answer> => {
  const answer = await fetch(`${house.url}/api/visitor/conversations/post`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...asVera.headers },
    body: JSON.stringify({ id: id(), body, files }),
  });
  return answer.json();
};

test('a backup of a running house brings back what was written and what was sent, and nothing that came later', async () => {
  const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#c04020' } })
    .png()
    .toBuffer();
  const { id: photo } = await send(asVera, bytes, { name: 'teapot.png', type: 'image/png' });
  const { id: list } = await send(asVera, 'Glaze;Price\n', { name: 'glazes.csv' });
  const { conversation } = await post([photo, list], 'Here they are');
  // Half a file is no file yet.
  const half = id();
  await ask(asVera, 'begin', { id: half, name: 'half.txt', type: '', size: 1_000 });

  expect(await run('backup', backup, { DATA_DIR: data })).toEqual({
    ok: true,
    said: `Copied the database and 2 files. To restore: npm run restore -- ${backup}\n`,
  });
  const { id: later } = await send(asVera, 'too late', { name: 'later.txt' });
  await post([later], 'One more thing');
  expect(inFolder(backup)).toEqual(
    [
      'foyer.db',
      ...[`${photo}.thumbnail`, `${photo}.whole`, `${list}.whole`].map((name) => join('files', placeOf(name))),
    ].sort(),
  );
  for (const name of inFolder(backup)) expect(statSync(join(backup, name)).mode & 0o077, name).toBe(0);

  expect(await run('restore', backup, { DATA_DIR: restored })).toEqual({
    ok: true,
    said: `Restored into ${restored}. Start the server.\n`,
  });
  const app = await open(readSettings({ DATA_DIR: restored, PORT: '0' }), { logger: false });
  again.push(app);
  const asOlga = { origin: app.url, cookie: house.olgasCookie };
  const answer = await fetch(`${app.url}/api/staff/conversations/sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...asOlga },
    body: JSON.stringify({ conversation }),
  });
  const { messages } = await answer.json();
  expect(messages.map(({ body, files }: Answer) => [body, files.map(({ name }: Answer) => name)])).toEqual([
    ['Here they are', ['teapot.png', 'glazes.csv']],
  ]);
  const read = async (address: string) => {
    const got = await fetch(`${app.url}/${address}`, { headers: asOlga });
    return { status: got.status, bytes: Buffer.from(await got.arrayBuffer()) };
  };
  const [teapot, glazes] = messages[0].files;
  expect((await read(glazes.address)).bytes.toString()).toBe('Glaze;Price\n');
  expect(await sharp((await read(teapot.address)).bytes).metadata()).toMatchObject({ width: 90, height: 60 });
  expect((await read(teapot.thumbnail)).status).toBe(200);
});

test('neither copies over anything: both say what is in the way, and a damaged backup is not put back', async () => {
  expect(await run('backup', backup, { DATA_DIR: data })).toMatchObject({
    ok: false,
    said: expect.stringMatching(/exists already/),
  });
  expect(await run('restore', backup, { DATA_DIR: restored })).toMatchObject({
    ok: false,
    said: expect.stringMatching(/has foyer\.db.* and files already\. Stop the server/),
  });
  const nowhere = join(folder, 'nowhere');
  expect(await run('backup', join(folder, 'x'), { DATA_DIR: nowhere })).toMatchObject({
    ok: false,
    said: expect.stringMatching(/nothing of Foyer/),
  });
  expect(await run('restore', nowhere, { DATA_DIR: join(folder, 'x') })).toMatchObject({
    ok: false,
    said: expect.stringMatching(/no backup in/),
  });
  const damaged = join(folder, 'damaged');
  cpSync(backup, damaged, { recursive: true });
  writeFileSync(join(damaged, 'foyer.db'), 'no database');
  expect(await run('restore', damaged, { DATA_DIR: join(folder, 'x') })).toMatchObject({
    ok: false,
    said: expect.stringMatching(/is damaged/),
  });
  expect(existsSync(join(folder, 'x'))).toBe(false);
});

test('where the data is in PostgreSQL it takes the files, and says that the database is another thing', async () => {
  const env = { DATA_DIR: data, DATABASE_URL: 'postgres://foyer@db.example/foyer' };
  const files = join(folder, 'files-alone');
  expect(await run('backup', files, env)).toMatchObject({
    ok: true,
    said: expect.stringMatching(/Copied 3 files, and no database: use pg_dump/),
  });
  const elsewhere = join(folder, 'elsewhere');
  expect(await run('restore', files, { ...env, DATA_DIR: elsewhere })).toMatchObject({ ok: true });
  expect(inFolder(elsewhere)).toEqual(inFolder(files));
  expect(inFolder(elsewhere)).toHaveLength(4);
});

function placeOf(name: string): string {
  return join(name.split('.')[0]?.slice(-2) ?? '', name);
}
