/** `npm run dev`: on a change builds widget and inbox, starts the server again and reloads the pages that show it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, watch } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { parts } from '../server/build.ts';
import { readSettings } from '../server/foundation/config.ts';
import { openFront } from './dev/front.ts';

const root = join(import.meta.dirname, '..');
const SETTLES_MS = 150;
const STOPS_WITHIN_MS = 3_000;

const { port, host, publicUrl } = readSettings(process.env);
const behind = await freePort();
const env = {
  ...process.env,
  PORT: `${behind}`,
  HOST: '127.0.0.1',
  PUBLIC_URL: publicUrl ?? `http://localhost:${port}`,
};
const front = openFront({ port, host, to: behind });
let server: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let turn: Promise<void> = Promise.resolve();
/** Whether all parts have been built once: until then no server would have what it serves. */
let built = false;
let told = false;

/** What is built here is no release: the next `npm start` builds its own. */
for (const { name } of parts) rmSync(join(root, 'dist', `.stamp-${name}`), { force: true });
for (const mode of parts.flatMap(({ modes }) => modes)) await buildOnChange(mode);
built = true;
for (const folder of ['server', 'protocol', 'demo']) watch(join(root, folder), { recursive: true }, soon);
soon();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().then(() => process.exit(0)));
}

/** Builds one part now and at each change of its sources. An error is printed and waits for the next change. */
async function buildOnChange(mode: string): Promise<void> {
  const config = { configFile: join(root, 'vite.config.ts'), mode, logLevel: 'warn' as const };
  const watching = await build({ ...config, build: { watch: {} } });
  if (!('on' in watching)) return;
  await new Promise<void>((first) => {
    watching.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code === 'END') soon();
      if (event.code === 'END' || event.code === 'ERROR') first();
    });
  });
}

/** Several files change at once: the server starts again when they have settled. */
function soon(): void {
  if (!built) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    turn = turn.then(restart);
  }, SETTLES_MS);
}

async function restart(): Promise<void> {
  await stop();
  server = spawn(process.execPath, [join(root, 'server', 'main.ts')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout! });
  lines.on('line', (line) => {
    if (!told || line.startsWith('Code')) console.log(line);
    if (!line.startsWith('Data')) return;
    told = true;
    front.changed();
  });
}

async function stop(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const late = setTimeout(() => server?.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  await new Promise((closed) => listening.close(closed));
  return port;
}
