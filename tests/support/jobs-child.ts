/** A process that takes a job and never ends it, to be killed: `node jobs-child.ts SETTINGS`. It says "taken" and the job's id. */

import { openPostgres } from '../../server/foundation/database/postgres.ts';
import { openSqlite } from '../../server/foundation/database/sqlite.ts';
import { openJobs } from '../../server/foundation/jobs/jobs.ts';

const settings = JSON.parse(process.argv[2]!);
const store = await (settings.url === undefined ? openSqlite(settings) : openPostgres(settings));
const jobs = openJobs({ store, now: Date.now, log: console });
jobs.handle('letter', ({ id }) => {
  console.log(`taken ${id}`);
  return new Promise(() => {});
});
jobs.start();
