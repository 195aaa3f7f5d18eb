/**
 * `npm run restore -- FOLDER` puts back what `npm run backup` copied, while the server is stopped. It never writes over anything: what is in
 * the data folder has to be moved away first.
 */
import { chmodSync, constants, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const to = resolve(process.env.DATA_DIR || 'data');
const from = process.argv[2] && resolve(process.argv[2]);

const flaw = from === undefined ? 'Say where from: npm run restore -- /backups/foyer-2026-11-24' : flawOf(from);
if (from === undefined || flaw !== null) {
  console.error(flaw);
  process.exitCode = 1;
} else {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  // The files first: a database that is there has all of its own.
  for (const name of ['files', 'foyer.db'].filter((name) => existsSync(join(from, name)))) {
    cpSync(join(from, name), join(to, name), { recursive: true, mode: constants.COPYFILE_FICLONE });
    chmodSync(join(to, name), name === 'files' ? 0o700 : 0o600);
  }
  console.log(`Restored into ${to}. Start the server.`);
}

function flawOf(backup: string): string | null {
  if (!existsSync(join(backup, 'files'))) return `There is no backup in ${backup}.`;
  if (existsSync(join(backup, 'foyer.db')) && !isWhole(join(backup, 'foyer.db'))) {
    return `The database in ${backup} is damaged: take another backup.`;
  }
  const taken = ['foyer.db', 'foyer.db-wal', 'files'].filter((name) => isTaken(join(to, name)));
  return taken.length === 0
    ? null
    : `${to} has ${taken.join(' and ')} already. Stop the server and move that away first.`;
}

function isWhole(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    const [answer] = database.prepare('pragma quick_check').all();
    database.close();
    return Object.values(answer ?? {})[0] === 'ok';
  } catch {
    return false;
  }
}

/** A server that once began there leaves the folder of files behind, empty. */
function isTaken(path: string): boolean {
  return existsSync(path) && !(path === join(to, 'files') && readdirSync(path).length === 0);
}
