/** The README's commands, in a copy of the sources that nothing has been built in: what a newcomer's first minutes are made of. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'foyer-commands-'));
const copy = join(folder, 'foyer');
let browser: Browser;
let running: { child: ChildProcess; said: string[] } | undefined;

beforeAll(async () => {
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of tracked
    .toString()
    .split('\0')
    .filter((one) => one && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  browser = await launch(inject('chromium'));
});
afterEach(stop);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', { timeout: 240_000 }, () => {
  test('builds, says in four lines where to look, and serves the demo; the next one builds nothing', async () => {
    const port = await freePort();
    const said = await npm(['start'], port, 'Data:');
    expect(said.filter((line) => line.startsWith('Building'))).toHaveLength(3);
    expect(said.filter((line) => !/^(Building|>|$)/.test(line))).toEqual([
      `Demo:   http://localhost:${port}/demo/`,
      `Inbox:  http://localhost:${port}/inbox/`,
      expect.stringMatching(/^Code for the first owner: \S{8,}$/),
      `Data:   ${join(folder, 'data')}`,
    ]);
    const page = await browser.newPage();
    await page.goto(`http://localhost:${port}/demo/`);
    await page.locator('button[aria-expanded]').waitFor();
    await page.goto(`http://localhost:${port}/inbox/`);
    await page.getByRole('heading').first().waitFor();
    await page.close();
    await stop();
    const again = await npm(['start'], port, 'Data:');
    expect(again.filter((line) => line.startsWith('Building'))).toEqual([]);
  });
});

describe('npm run demo', { timeout: 240_000 }, () => {
  test('prints sign-ins that work, and leaves nothing behind', async () => {
    const port = await freePort();
    const said = await npm(['run', 'demo'], port, 'All of it is gone');
    const password = /the password is (\S+) for/.exec(said.join('\n'))![1]!;
    const email = /^ {2}(\S+@\S+)/m.exec(said.join('\n'))![1]!;
    const page = await browser.newPage();
    await page.goto(`http://localhost:${port}/inbox/`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    await page.close();
    expect(existsSync(join(copy, 'data'))).toBe(false);
  });
});

describe('npm run dev', { timeout: 240_000 }, () => {
  test('reloads the page when widget, inbox or server change', async () => {
    const port = await freePort();
    await npm(['run', 'dev'], port, 'Data:');
    const page = await browser.newPage();
    await page.goto(`http://localhost:${port}/demo/`);
    await changed('widget/loader/launcher.css', (css) => `${css}\n.l { outline-color: rgb(1, 2, 3); }\n`);
    await expect.poll(outline, { timeout: 60_000 }).toBe('rgb(1, 2, 3)');
    await changed('demo/pages/index.html', (html) => html.replace(/<title>[^<]*/, '<title>A new sign over the door'));
    await expect.poll(() => page.title(), { timeout: 60_000 }).toBe('A new sign over the door');
    await page.goto(`http://localhost:${port}/inbox/`);
    await changed('inbox/look/base.css', (css) => `${css}\nbody { outline-color: rgb(4, 5, 6); }\n`);
    const colour = () => page.evaluate(() => getComputedStyle(document.body).outlineColor).catch(() => null);
    await expect.poll(colour, { timeout: 60_000 }).toBe('rgb(4, 5, 6)');
    await page.close();

    function outline(): Promise<string | null> {
      const launcher = page.locator('button[aria-expanded]');
      return launcher.evaluate((one) => getComputedStyle(one).outlineColor, null, { timeout: 1_000 }).catch(() => null);
    }
  });
});

/** Starts it as a newcomer would, and waits until it says `until`. Gives what it said by then. */
async function npm(command: string[], port: number, until: string): Promise<string[]> {
  const env = { ...process.env, PORT: `${port}`, DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1', NODE_ENV: '' };
  const child = spawn('npm', command, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const said: string[] = [];
  running = { child, said };
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      said.push(...bytes.toString().split('\n'));
      if (said.some((line) => line.includes(until))) resolve();
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code) => reject(new Error(`npm ${command.join(' ')} ended with ${code}: ${said.join('\n')}`)));
  });
  await ready;
  return said;
}

/** As Ctrl+C does: the whole group is told. */
async function stop(): Promise<void> {
  const { child } = running ?? {};
  running = undefined;
  if (!child || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid!, 'SIGINT');
  await ended;
}

async function changed(file: string, how: (text: string) => string): Promise<void> {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const other = how(text);
  expect(other).not.toBe(text);
  writeFileSync(path, other);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
