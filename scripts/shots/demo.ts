import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');

export type Demo = { url: string; stop(): void };

/** Starts the demo with its people in it, in a process of its own. */
export async function startDemo(): Promise<Demo> {
  const child = spawn(process.execPath, [join(root, 'server', 'start.js'), 'demo'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Inbox: +(\S+)\/inbox\/$/.exec(line) ?? [];
    if (url) return { url, stop: () => child.kill('SIGTERM') };
  }
  throw new Error('the demo ended before it listened');
}
