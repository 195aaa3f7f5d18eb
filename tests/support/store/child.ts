/**
 * A process that opens a store, to be killed or held against another: `node child.ts SETTINGS ACTION`.
 * It says "open" once the store is open; `write` then adds books until one is not stored, and tells which were.
 */
import { StoreUnavailable } from '../../../server/foundation/database/database.ts';
import { openPostgres } from '../../../server/foundation/database/postgres.ts';
import { openSqlite } from '../../../server/foundation/database/sqlite.ts';
import * as books from './books.ts';

const settings = JSON.parse(process.argv[2]!);
console.log('starting');
const store = await (settings.url === undefined ? openSqlite(settings) : openPostgres(settings));
console.log('open');

if (process.argv[3] === 'write') {
  await store.write(books.openShelf, { id: 'novels', name: 'Novels' });
  const stored: string[] = [];
  const refused: string[] = [];
  for (let round = 0; refused.length < 50; round++) {
    await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const id = `b${round}-${i}`;
        try {
          await store.gather(books.addMany, { id, shelf: 'novels', title: id.padEnd(2000, '.'), pages: 1 });
          stored.push(id);
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
          refused.push(id);
        }
      }),
    );
  }
  console.log(JSON.stringify({ stored, refused }));
  process.kill(process.pid, 'SIGKILL');
} else setInterval(() => {}, 1000);
