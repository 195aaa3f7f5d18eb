/** `count-figures.ts FILE BENCH…` prints the benches' figures as a table and ends with 1 unless every figure of each BENCH reached its goal. */
import { readFileSync } from 'node:fs';
import type { Figure } from '../bench/harness.ts';

const [file = '', ...mustHold] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n');
const figures = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Figure);
console.table(figures);
const short = mustHold.filter((name) => {
  const due = figures.filter(({ bench }) => bench === name);
  return due.length === 0 || due.some(({ ok }) => ok === false);
});
if (short.length > 0) console.error(`Not every goal was reached, or there is no figure: ${short.join(', ')}.`);
process.exit(short.length > 0 ? 1 : 0);
