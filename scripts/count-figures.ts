/** `count-figures.ts FILE BENCH` prints the benches' figures as a table and ends with 1 unless every figure of BENCH reached its goal. */
import { readFileSync } from 'node:fs';
import type { Figure } from '../bench/harness.ts';

const [file = '', mustHold = ''] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n');
const figures = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Figure);
console.table(figures);
const due = figures.filter(({ bench }) => bench === mustHold);
if (due.length === 0) console.error(`There is no figure of ${mustHold}.`);
process.exit(due.length > 0 && due.every(({ ok }) => ok !== false) ? 0 : 1);
