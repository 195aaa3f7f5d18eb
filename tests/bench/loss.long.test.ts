import { expect, test } from 'vitest';
import { faultsOf } from '../../bench/loss/history.ts';
import { runTrial } from '../../bench/loss/trial.ts';
import { freshPostgres } from '../support/databases.ts';

/** `npm run bench -- loss` runs on PostgreSQL where DATABASE_URL is set; here it does so wherever the tests run. */
test('on PostgreSQL nothing is lost, doubled or out of order either', { timeout: 120_000 }, async () => {
  const data = await freshPostgres();
  try {
    const databaseUrl = data.env.DATABASE_URL as string;
    const { history, kills, trouble } = await runTrial({ seed: 7, stormMs: 15_000, calmMs: 1_500, databaseUrl });
    const messages = history.said.filter(({ act }) => act.kind === 'post').length;
    console.log(`PostgreSQL: ${messages} messages, ${kills} kills, ${trouble.cuts} cuts`);
    expect(faultsOf(history)).toEqual([]);
    expect(kills).toBeGreaterThan(3);
    expect(messages).toBeGreaterThan(100);
  } finally {
    await data.remove();
  }
});
