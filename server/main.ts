import { open } from './app.ts';
import { readSettings, WrongSetting } from './foundation/config.ts';
import { DatabaseNewer, DatabaseOther } from './foundation/database/migrate.ts';
import { UnreachablePostgres, UnsafePostgres } from './foundation/database/postgres-errors.ts';
import { DataInUse, UnusableData } from './foundation/database/sqlite.ts';
import { type Limits, widened } from './foundation/limits.ts';

/** Whoever waited for the start is answered first. */
const REST_AFTER_MS = 1_000;

/** Starts the server and tells a newcomer where to look. SIGINT and SIGTERM stop it after what is under way. */
async function main(): Promise<void> {
  // What people wrote is for the user who runs this, in a folder too that others may enter.
  process.umask(0o077);
  const settings = readSettings(process.env);
  const app = await open(settings, limits());
  const base = settings.publicUrl ?? `http://localhost:${app.port}`;
  const code = app.slices.staff.code();
  console.log(`Demo:   ${base}/demo/`);
  console.log(`Inbox:  ${base}/inbox/`);
  console.log(code ? `Code for the first owner: ${code}` : 'The first owner exists: sign in at the inbox.');
  console.log(`Data:   ${settings.databaseUrl === null ? settings.dataDir : 'PostgreSQL, by DATABASE_URL'}`);
  const { mail } = await app.slices.notifications.troubles();
  // Four lines for a newcomer; that mail is off the inbox tells its owner.
  if (mail !== null) console.log(`Mail:   as ${mail}`);
  setTimeout(app.rest, REST_AFTER_MS).unref();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
}

/** In tests and benches, a few visitors at one address do what thousands do. */
function limits(): { limits?: Limits } {
  const times = process.env.FOYER_LIMITS_TIMES;
  return times ? { limits: widened(Number(times)) } : {};
}

/** What stops a start by a sentence that says what to do, without a stack. */
const SENTENCES = [
  WrongSetting,
  DatabaseNewer,
  DatabaseOther,
  DataInUse,
  UnusableData,
  UnsafePostgres,
  UnreachablePostgres,
];

main().catch((error: unknown) => {
  const expected = SENTENCES.some((kind) => error instanceof kind);
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
});
