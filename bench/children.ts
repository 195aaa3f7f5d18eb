import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { InsideOrders } from './inside.ts';
import type { LoadOrders } from './load.ts';
import { onCore } from './machine.ts';

const ROOT = join(import.meta.dirname, '..');
const UP_WITHIN_MS = 15_000;

export type Server = {
  pid: number;
  url: string;
  /** Milliseconds from the start of the process to the line that tells where it listens. */
  upAfterMs: number;
  /** What it printed so far. */
  printed(): string;
  inside<K extends keyof InsideOrders>(name: K): Promise<InsideOrders[K]>;
  /** Ends it like a power cut: SIGKILL. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a server and waits until it has printed its address. */
export async function startServer(o: {
  program: 'server/start.js' | 'server/main.ts' | 'bench/bare.ts';
  env?: Record<string, string>;
  /** Hold it to one core, where the machine can. */
  oneCore?: boolean;
  /** Look inside by bench/inside.ts; without it the process is exactly what people run. */
  inside?: boolean;
  /** SIGKILL after so long, usually before it is up; then nothing comes back but an error. */
  killAfterMs?: number;
}): Promise<Server> {
  const begun = performance.now();
  const preload = o.inside ? ['--import', join(ROOT, 'bench/inside.ts')] : [];
  const [command, ...words] = [
    ...(o.oneCore ? onCore('server') : []),
    process.execPath,
    ...preload,
    join(ROOT, o.program),
  ];
  const child = spawn(command!, words, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', ...o.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(o.inside ? (['ipc'] as const) : [])],
  });
  let printed = '';
  const hear = (text: Buffer) => {
    printed += text.toString();
  };
  child.stderr!.on('data', hear);
  if (o.killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), o.killAfterMs);
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${o.program} did not come up: ${printed}`));
    }, UP_WITHIN_MS);
    child.stdout!.on('data', (text: Buffer) => {
      hear(text);
      const found = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(printed);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0].replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${o.program} ended with ${code}: ${printed}`));
    });
  });
  const end = (signal: 'SIGKILL' | 'SIGTERM') =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  return {
    pid: child.pid!,
    url,
    upAfterMs: performance.now() - begun,
    printed: () => printed,
    inside: (name) => ask(child, name, {}) as Promise<never>,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

export type Load = {
  pid: number;
  order<K extends keyof LoadOrders>(name: K, order: Parameters<LoadOrders[K]>[0]): Promise<ReturnType<LoadOrders[K]>>;
  stop(): void;
};

/** Starts the load generator, held to the core that the server does not use. */
export function startLoad(): Load {
  const [command, ...words] = [...onCore('load'), process.execPath, join(ROOT, 'bench/load.ts')];
  const child = spawn(command!, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    pid: child.pid!,
    order: (name, order) => ask(child, name, order) as Promise<never>,
    stop: () => void child.kill('SIGKILL'),
  };
}

let asked = 0;

/** One question to a child over IPC. Throws what went wrong there, or that it is gone. */
function ask(child: ChildProcess, name: string, order: object): Promise<unknown> {
  const number = ++asked;
  return new Promise((resolve, reject) => {
    const gone = () => settle(() => reject(new Error(`the process ended while it was asked "${name}"`)));
    const hear = (told: { number: number; answer?: unknown; error?: string }) => {
      if (told.number !== number) return;
      settle(() => (told.error === undefined ? resolve(told.answer) : reject(new Error(told.error))));
    };
    const settle = (done: () => void) => {
      child.off('message', hear);
      child.off('exit', gone);
      done();
    };
    child.on('message', hear);
    child.on('exit', gone);
    child.send({ number, name, order });
  });
}
