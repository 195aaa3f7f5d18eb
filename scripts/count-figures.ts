/**
 * `count-figures.ts FILE BENCH[:SHARE]…` prints the benches' figures as a table and ends with 1 unless every figure of each BENCH reached
 * its goal, or that share of it: what depends on the machine may fall short of its goal on a busy one, but not by half. A run that was too
 * disturbed to judge holds nobody up.
 */
import { readFileSync } from 'node:fs';
import type { Figure } from '../bench/harness.ts';

const [file = '', ...mustHold] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n');
const figures = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Figure);
console.table(figures);
const short = mustHold.filter((wanted) => {
  const [name, share = '1'] = wanted.split(':');
  const due = figures.filter(({ bench }) => bench === name);
  return due.length === 0 || due.some((figure) => figure.ok === false && !reaches(figure, Number(share)));
});
if (short.length > 0) console.error(`Not every goal was reached, or there is no figure: ${short.join(', ')}.`);
process.exit(short.length > 0 ? 1 : 0);

function reaches({ value, goal }: Figure, share: number): boolean {
  const [how, amount] = (goal ?? '').split(' ');
  return how === '>=' ? value >= Number(amount) * share : value <= Number(amount) / share;
}
