import { expect, test } from 'vitest';
import { runBench } from '../../bench/harness.ts';
import { takeRounds } from '../../bench/rounds.ts';

/** A machine whose rounds are starved where it says so, and what a bench makes of them. */
async function benchOn(starved: (string | null)[]) {
  let round = 0;
  let seen: number[] = [];
  const { figures, said } = await runBench(
    'tea',
    {
      about: 'cups',
      async run(report) {
        seen = await takeRounds(report, { count: 3, again: 2 }, async () => ({
          found: round,
          starved: starved[round++] ?? null,
        }));
        report.figure('cups', 5, '', { atMost: 4 });
      },
    },
    { seed: 1 },
  );
  return { seen, said, ok: figures[0]!.ok };
}

test('quiet rounds are enough', async () => {
  expect(await benchOn([])).toEqual({ seen: [0, 1, 2], said: [], ok: false });
});

test('starved rounds are taken again and said', async () => {
  const { seen, said, ok } = await benchOn([null, 'a neighbour was busy']);
  expect(seen).toEqual([0, 2, 3]);
  expect(said).toEqual(['Rounds that were starved of CPU and taken again: 1 (a neighbour was busy).']);
  expect(ok).toBe(false);
});

test('where it stays busy nothing is judged, and the bench ends all the same', async () => {
  const { seen, said, ok } = await benchOn(['a', 'b', null, 'c', 'd']);
  expect(seen).toEqual([2, 0, 1]);
  expect(said.at(-1)).toBe('Not judged: 2 of 3 rounds were starved: d');
  expect(ok).toBe(null);
});
