/** `npm run backup -- FILE` copies the data of a running or stopped SQLite house into one file, whole and consistent. */
import { chmodSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const from = join(resolve(process.env.DATA_DIR || 'data'), 'foyer.db');
const to = process.argv[2];

if (to === undefined) stop('Say where to: npm run backup -- /somewhere/foyer-2026-11-24.db');
else if (process.env.DATABASE_URL) stop('The data is in PostgreSQL: use pg_dump.');
else if (!existsSync(from)) stop(`There is no ${from}. Set DATA_DIR to the folder that the server uses.`);
else if (existsSync(to)) stop(`${to} exists already: name a new file.`);
else {
  const source = new DatabaseSync(from, { readOnly: true });
  // One read transaction: what people write meanwhile neither waits nor gets in.
  source.prepare('vacuum into ?').run(to);
  source.close();
  chmodSync(to, 0o600);
  console.log(`Copied ${from} to ${to}. To restore: stop the server and put the file back as ${from}.`);
}

function stop(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}
