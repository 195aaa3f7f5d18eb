/** The nginx lines of the README, taken from it, in front of the real server. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { type Client, connect, cookieOf, id, PASSWORD } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-nginx-'));
const clients: Client[] = [];
let app: App;
let nginx: ChildProcess | undefined;
let url = '';

beforeAll(async () => {
  if (!installed()) return;
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', PUBLIC_URL: url, TRUST_PROXY: '127.0.0.1' };
  app = await open(readSettings(env), { logger: false });
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, configOf(port, app.port));
  nginx = spawn('nginx', ['-p', folder, '-c', config, '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  while (!(await fetch(`${url}/health`).catch(() => null))) await sleep(50);
});
afterAll(async () => {
  for (const client of clients) client.close();
  if (nginx) {
    const ended = once(nginx, 'exit');
    nginx.kill('SIGTERM');
    await ended;
  }
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

function installed(): boolean {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** What the README says, on plain HTTP and other ports. */
function configOf(port: number, to: number): string {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, said = ''] = /```nginx\n(.*?)```/s.exec(readme) ?? [];
  const here = said
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace('http://127.0.0.1:3000', `http://127.0.0.1:${to}`)
    .replace('Host $host;', 'Host $http_host;');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off; pid ${folder}/pid; events {} http { access_log off; ${paths.join(' ')}\n${here}\n}`;
}

test('visitor and staff talk over websockets through it', async ({ skip }) => {
  if (!nginx) skip('nginx is not installed');
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const all = { 'content-type': 'application/json', origin: url, ...headers };
    return fetch(`${url}${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) });
  };
  const code = app.slices.staff.code();
  const owner = { code, name: 'Olga', email: 'olga@shop.example', password: PASSWORD };
  const signedIn = await post('/api/staff/first-owner', owner);
  expect(signedIn.status).toBe(200);
  const cookie = cookieOf(signedIn.headers);
  const key = app.slices.sites.first()?.key ?? '';
  const { token } = (await (await post('/api/visitor/sessions', { site: key })).json()) as { token: string };

  const staffOptions = { auth: { protocol: 1 }, extraHeaders: { origin: url, cookie } };
  const olga = await connect(`${url}/staff`, staffOptions, clients);
  const visitorOptions = {
    auth: { protocol: 1, site: key, token },
    query: { site: key },
    extraHeaders: { origin: url },
  };
  const nora = await connect(`${url}/visitor`, visitorOptions, clients);
  const posted = await nora.ask('conversations:post', { id: id(), body: 'Through the proxy' });
  expect(posted.ok).toBe(true);
  await olga.hears('conversations:posted');
  await olga.ask('conversations:post', { id: id(), conversation: posted.conversation, body: 'And back' });
  await nora.hears('conversations:posted');
});

test('guesses count by the address that nginx saw, whatever else the guesser claims', async ({ skip }) => {
  if (!nginx) skip('nginx is not installed');
  const guess = (from: string, n: number) =>
    signInFrom(from, { email: `n${n}@shop.example`, password: 'not the right one' });
  const guesses = await Promise.all(Array.from({ length: 25 }, (_, n) => guess('127.0.0.9', n)));
  expect(guesses).toContain(429);
  expect(await guess('127.0.0.9', 99)).toBe(429);
  expect(await guess('127.0.0.8', 99)).toBe(401);
});

/** The status of a sign-in that comes from an address of this machine and claims to come from another one. */
async function signInFrom(localAddress: string, body: object): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    origin: url,
    'x-forwarded-for': `192.0.2.${Math.trunc(Math.random() * 250)}`,
  };
  const asked = request(`${url}/api/staff/sign-in`, { method: 'POST', localAddress, headers });
  asked.end(JSON.stringify(body));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

test('a page of our own gets the snippet, packed', async ({ skip }) => {
  if (!nginx) skip('nginx is not installed');
  const page = await (await fetch(`${url}/demo/`)).text();
  const [, source = ''] = /src="(\/foyer\/\w+\.js)"/.exec(page) ?? [];
  const script = await fetch(url + source, { headers: { 'accept-encoding': 'gzip' } });
  expect([script.status, script.headers.get('content-encoding')]).toEqual([200, 'gzip']);
});
