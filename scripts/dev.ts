/** `npm run dev`: builds widget and inbox again when they change, and starts the server again when it or what it serves has changed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const SETTLES_MS = 150;
const STOPS_WITHIN_MS = 3_000;
const modes = ['widget', 'widget-loader', ...(existsSync(join(root, 'inbox', 'index.html')) ? ['inbox'] : [])];

let server: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let turn: Promise<void> = Promise.resolve();

/** What is built here is no release: the next `npm start` builds its own. */
for (const name of ['widget', 'inbox']) rmSync(join(root, 'dist', `.stamp-${name}`), { force: true });
await Promise.all(modes.map(buildOnChange));
for (const folder of ['server', 'protocol', 'demo']) {
  watch(join(root, folder), { recursive: true }, (_event, file) => file && !/\.(html|css|svg)$/.test(file) && soon());
}
soon();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().then(() => process.exit(0)));
}

/** Builds one part now and at each change of its sources. Resolves after the first time; an error is printed and waits for the next change. */
async function buildOnChange(mode: string): Promise<void> {
  const watching = await build({
    configFile: join(root, 'vite.config.ts'),
    mode,
    logLevel: 'warn',
    build: { watch: {} },
  });
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
  clearTimeout(timer);
  timer = setTimeout(() => {
    turn = turn.then(restart);
  }, SETTLES_MS);
}

async function restart(): Promise<void> {
  const again = server !== undefined;
  await stop();
  server = spawn(process.execPath, [join(root, 'server', 'main.ts')], {
    stdio: 'inherit',
  });
  if (again) console.log(`${new Date().toLocaleTimeString()} Changed: started again. Reload the page.`);
}

async function stop(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const late = setTimeout(() => server?.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(late);
}
