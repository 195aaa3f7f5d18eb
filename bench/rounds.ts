import type { Report } from './harness.ts';
import { hasProc, watchCores } from './machine.ts';

/** Above these shares of a core a round says more about the machine's other work than about what is measured. */
const STARVED = { others: 0.12, steal: 0.05 };

/** What a round found, and what starved it of CPU meanwhile. */
export type Round<T> = { found: T; starved: string | null };

/** Runs something and watches who else uses the cores. Our own processes are this one and what it has started. */
export async function watched<T>(run: () => Promise<T>): Promise<Round<T>> {
  if (!hasProc) return { found: await run(), starved: null };
  const watch = watchCores();
  const found = await run();
  return { found, starved: starvedBy(watch()) };
}

function starvedBy({ others, steal }: { others: number; steal: number }): string | null {
  if (steal > STARVED.steal) return `the machine below took ${percent(steal)} of a core`;
  if (others > STARVED.others) return `other programs used ${percent(others)} of a core`;
  return null;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/**
 * Takes `count` rounds; those that were starved are taken again, `again` times at most. Where too few were quiet, starved ones
 * fill up and the report says that nothing is judged any more.
 */
export async function takeRounds<T>(
  report: Report,
  { count, again }: { count: number; again: number },
  take: () => Promise<Round<T>>,
): Promise<T[]> {
  const quiet: T[] = [];
  const starved: Round<T>[] = [];
  while (quiet.length < count && quiet.length + starved.length < count + again) {
    const round = await take();
    if (round.starved === null) quiet.push(round.found);
    else starved.push(round);
  }
  const filled = starved.slice(0, count - quiet.length).map(({ found }) => found);
  if (starved.length > filled.length) {
    report.say(
      `Rounds that were starved of CPU and taken again: ${starved.length - filled.length} (${starved[0]!.starved}).`,
    );
  }
  if (filled.length > 0)
    report.disturbed(`${filled.length} of ${count} rounds were starved: ${starved.at(-1)!.starved}`);
  return [...quiet, ...filled];
}
