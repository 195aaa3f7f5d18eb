/** What a bench found. `ok` is null where there is no goal, or where the run was too disturbed to judge it. */
export type Figure = {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  goal: string | null;
  ok: boolean | null;
};

export type Goal = { atLeast: number } | { atMost: number };

export type Report = {
  figure(name: string, value: number, unit: string, goal?: Goal): void;
  /** A sentence under the table: what disturbed the run, what could not be measured here. */
  say(text: string): void;
  /** From here on nothing is judged: the machine was busy with other things. */
  disturbed(why: string): void;
};

export type Options = { seed: number };
export type Bench = { about: string; run(report: Report, options: Options): Promise<void> };

export type Found = { figures: Figure[]; said: string[] };

/** Runs one bench and collects what it found. */
export async function runBench(name: string, bench: Bench, options: Options): Promise<Found> {
  const figures: Figure[] = [];
  const said: string[] = [];
  let judged = true;
  await bench.run(
    {
      figure: (figure, value, unit, goal) => {
        const met = goal === undefined ? null : 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
        figures.push({ bench: name, figure, value, unit, goal: goal ? textOf(goal) : null, ok: judged ? met : null });
      },
      say: (text) => void said.push(text),
      disturbed: (why) => {
        judged = false;
        said.push(`Not judged: ${why}`);
      },
    },
    options,
  );
  return { figures, said };
}

function textOf(goal: Goal): string {
  return 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`;
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ figure, value, unit, goal, ok }) => [
    figure,
    numberOf(value),
    unit,
    goal ?? '',
    ok === null ? (goal ? 'not judged' : '') : ok ? 'ok' : 'MISSED',
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) => row.map((cell, at) => (at === 1 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join('  '))
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}

function numberOf(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The middle one of an odd count, the mean of the two middle ones else. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
