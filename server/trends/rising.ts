import type { Rising } from '../../protocol/trends.ts';

export const WEEK_MS = 7 * 24 * 3_600_000;
export const WEEKS_BEFORE = 4;

/** Somebody spoke of something, such as a word: `key` is what is counted, `as` how they put it. */
export type Mention = { key: string; as: string; person: string; at: number; saying: Rising['sayings'][number] };

const PEOPLE_AT_LEAST = 3;
const RISING_AT_MOST = 10;
const SAYINGS_AT_MOST = 5;
/** More than twice as many as before; less is what a week differs from another anyhow. */
const TIMES = 2;

type Counted = { now: Set<string>; before: Set<string>; as: Map<string, number>; latest: Mention[] };

/**
 * What more people spoke of in the last week than before, most striking first. People count and not mentions: somebody who says a thing ten
 * times is one. `first`: when the oldest text was written: of a young site there are fewer weeks before.
 */
export function risingIn(mentions: readonly Mention[], { now, first }: { now: number; first: number }): Rising[] {
  const weeks = Math.min(WEEKS_BEFORE, Math.max(1, Math.ceil((now - WEEK_MS - first) / WEEK_MS)));
  const counted = new Map<string, Counted>();
  for (const mention of mentions) {
    const one: Counted = counted.get(mention.key) ?? { now: new Set(), before: new Set(), as: new Map(), latest: [] };
    counted.set(mention.key, one);
    const week = Math.floor((now - mention.at) / WEEK_MS);
    if (week > 0) one.before.add(`${week} ${mention.person}`);
    else {
      one.now.add(mention.person);
      one.as.set(mention.as, (one.as.get(mention.as) ?? 0) + 1);
      one.latest.push(mention);
    }
  }
  return [...counted.values()]
    .map((one) => ({ one, people: one.now.size, before: one.before.size / weeks }))
    .filter(({ people, before }) => people >= PEOPLE_AT_LEAST && people > TIMES * before)
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, RISING_AT_MOST)
    .map(({ one, people, before }) => ({
      what: [...one.as].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '',
      people,
      before: Math.round(before * 10) / 10,
      sayings: sayingsOf(one.latest),
    }));
}

/** By how much it is above what chance alone would make of what was before. */
function strength({ people, before }: { people: number; before: number }): number {
  return (people - before) / Math.sqrt(before + 1);
}

/** The newest of each person, and of several with the same text one. */
function sayingsOf(mentions: Mention[]): Rising['sayings'] {
  const seen = new Set<string>();
  return mentions
    .sort((a, b) => b.at - a.at)
    .filter(({ person, saying }) => {
      const isNew = !seen.has(person) && !seen.has(saying.text);
      seen.add(person).add(saying.text);
      return isNew;
    })
    .slice(0, SAYINGS_AT_MOST)
    .map(({ saying }) => saying);
}
