/** `npm run bench [-- NAME…] [--json] [--seed N]`: measures what the product promises. Ends with 1 where a goal is missed, with 2 where a bench broke. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, type Figure, runBench, tableOf } from './harness.ts';

const benches: Record<string, () => Promise<Bench>> = {
  size: async () => (await import('./size.ts')).size,
  boot: async () => (await import('./boot.ts')).boot,
  idle: async () => (await import('./idle.ts')).idle,
  connect: async () => (await import('./connect.ts')).connect,
  relay: async () => (await import('./relay.ts')).relay,
  loss: async () => (await import('./loss.ts')).loss,
  help: async () => (await import('./help.ts')).help,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, seed: { type: 'string' } },
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown[0]}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
// What is measured is what the sources are now; in a process of its own, as at the start of the server.
spawnSync(process.execPath, [join(import.meta.dirname, '..', 'server', 'build.ts')], { stdio: ['ignore', 2, 2] });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const missed: Figure[] = [];
const broken: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
  const bench = await benches[name]!();
  const begun = performance.now();
  const found = await runBench(name, bench, { seed }).catch((error: unknown) => {
    console.error(`${name} broke:`, error);
    broken.push(name);
  });
  if (!found) continue;
  const { figures, said } = found;
  missed.push(...figures.filter((figure) => figure.ok === false));
  if (values.json) for (const figure of figures) console.log(JSON.stringify(figure));
  else {
    console.log(`\n${name}: ${bench.about} (${((performance.now() - begun) / 1000).toFixed(0)} s)`);
    console.log(tableOf(figures));
  }
  for (const line of said) console[values.json ? 'error' : 'log'](values.json ? `${name}: ${line}` : `  ${line}`);
}
process.exit(broken.length > 0 ? 2 : missed.length > 0 ? 1 : 0);
