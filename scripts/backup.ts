/**
 * `npm run backup -- FOLDER` copies what a running or stopped house keeps into a new folder: the SQLite database, whole and consistent, and
 * the files that people sent. Where the data is in PostgreSQL, it copies the files alone. `npm run restore` puts them back.
 */
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const from = resolve(process.env.DATA_DIR || 'data');
const to = process.argv[2] && resolve(process.argv[2]);
const inPostgres = Boolean(process.env.DATABASE_URL);

if (to === undefined) stop('Say where to: npm run backup -- /backups/foyer-2026-11-24');
else if (!existsSync(join(from, inPostgres ? 'files' : 'foyer.db'))) {
  stop(`There is nothing of Foyer in ${from}. Set DATA_DIR to the folder that the server uses.`);
} else if (existsSync(to)) stop(`${to} exists already: name a new folder.`);
else {
  // Half a copy is never taken for a whole one: it gets its name at the end.
  const coming = `${to}.unfinished`;
  rmSync(coming, { recursive: true, force: true });
  mkdirSync(coming, { recursive: true, mode: 0o700 });
  // The database goes first: every file that it names was whole by then.
  if (!inPostgres) copyDatabase(join(from, 'foyer.db'), join(coming, 'foyer.db'));
  const count = copyFiles(inPostgres ? allFiles() : filesIn(join(coming, 'foyer.db')), join(coming, 'files'));
  renameSync(coming, to);
  const what = inPostgres ? `${count} files, and no database: use pg_dump for that` : `the database and ${count} files`;
  console.log(`Copied ${what}. To restore: npm run restore -- ${to}`);
}

function copyDatabase(source: string, copy: string): void {
  const database = new DatabaseSync(source, { readOnly: true });
  // One read transaction: what people write meanwhile neither waits nor gets in.
  database.prepare('vacuum into ?').run(copy);
  database.close();
  chmodSync(copy, 0o600);
}

/** The files that a copy of the database knows, by their places. What came later would be nobody's: nothing could erase it any more. */
function filesIn(copy: string): string[] {
  const database = new DatabaseSync(copy, { readOnly: true });
  const isThere = database.prepare("select 1 from sqlite_master where name = 'files'").get() !== undefined;
  const rows = isThere ? database.prepare("select id, thumbnail from files where state = 'kept'").all() : [];
  database.close();
  return rows.flatMap(({ id, thumbnail }) => {
    const place = join(`${id}`.slice(-2), `${id}`);
    return thumbnail === 1 ? [`${place}.whole`, `${place}.thumbnail`] : [`${place}.whole`];
  });
}

function allFiles(): string[] {
  const all = readdirSync(join(from, 'files'), { recursive: true, encoding: 'utf8' });
  return all.filter((place) => /\.(whole|thumbnail)$/.test(place));
}

/** What is in a file never changes: it only comes and goes. One that somebody has taken back meanwhile is left out. */
function copyFiles(places: readonly string[], folder: string): number {
  mkdirSync(folder, { mode: 0o700 });
  const found = places.filter((place) => {
    mkdirSync(dirname(join(folder, place)), { recursive: true, mode: 0o700 });
    try {
      copyFileSync(join(from, 'files', place), join(folder, place), constants.COPYFILE_FICLONE);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return false;
    }
  });
  return found.filter((place) => place.endsWith('.whole')).length;
}

function stop(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}
