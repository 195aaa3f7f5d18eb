import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../server/app.ts';
import { readSettings } from '../server/foundation/config.ts';
import { seed, seedClock } from './seed.ts';
import { emailOf, PASSWORD, staff } from './staff.ts';

/** Starts Foyer on a folder that is gone when it stops, with a shop, its staff and their conversations in it. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { PORT, HOST, PUBLIC_URL, TRUST_PROXY } = process.env;
  const clock = seedClock();
  const settings = readSettings({ PORT, HOST, PUBLIC_URL, TRUST_PROXY, DATA_DIR: folder });
  const app = await open(settings, { now: clock.now });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
  const { conversations, messages } = await seed(app.slices, clock);
  const base = settings.publicUrl ?? `http://localhost:${app.port}`;
  console.log(`Demo:   ${base}/demo/`);
  console.log(`Inbox:  ${base}/inbox/`);
  console.log(`\nSign in as one of these; the password is ${PASSWORD} for all of them.`);
  for (const { name, role, does } of staff) console.log(`  ${emailOf(name).padEnd(26)} ${role.padEnd(7)} ${does}`);
  console.log(
    `\n${conversations} conversations with ${messages} messages. All of it is gone when you stop this (Ctrl+C).`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
