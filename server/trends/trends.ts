import { setImmediate as turn } from 'node:timers/promises';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Trends as Answer, Rising } from '../../protocol/trends.ts';
import type { Scope } from '../foundation/door.ts';
import { openMentions, type Said } from './mentions.ts';
import { type Mention, risingIn, WEEK_MS, WEEKS_BEFORE } from './rising.ts';

export type Trends = ReturnType<typeof openTrends>;
/** Feedback with what staff say that it is about. */
export type Tagged = Said & { tags: readonly string[] };

/** The newest are read: more of them would say the same. */
const TEXTS_AT_MOST = 4_000;
/** After so many texts others get their turn. */
const TEXTS_AT_ONCE = 100;
/** Where two words go together as a rule, the pair says more than each of them. */
const PAIRED = 0.7;

/** What is rising this week: found in what visitors ask and tell, and in how staff have tagged it. */
export function openTrends(o: {
  now(): number;
  asked(p: { sites: Scope; since: number; most: number }): Promise<Said[]>;
  told(p: { sites: Scope; since: number; most: number }): Promise<Tagged[]>;
}) {
  return { rising };

  async function rising(site: string | undefined, scope: Scope): Promise<({ ok: true } & Answer) | Refused> {
    const sites = site === undefined ? scope : scope.filter((one) => one === site);
    if (sites.length === 0) return refuse('not_found');
    const now = o.now();
    const since = now - (WEEKS_BEFORE + 1) * WEEK_MS;
    const p = { sites, since, most: TEXTS_AT_MOST };
    const [asked, told] = await Promise.all([o.asked(p), o.told(p)]);
    const texts: Said[] = [...asked, ...told];
    const first = Math.min(now, ...texts.map(({ at }) => at));
    const mentionsOf = await openMentions();
    const mentions: Mention[] = [];
    for (const [index, said] of texts.entries()) {
      if (index % TEXTS_AT_ONCE === TEXTS_AT_ONCE - 1) await turn();
      mentions.push(...mentionsOf(said));
    }
    const when = { now, first };
    return {
      ok: true,
      words: withoutHalves(risingIn(mentions, when)),
      tags: risingIn(told.flatMap(tagsOf), when),
      read: texts.length,
      whole: asked.length < TEXTS_AT_MOST && told.length < TEXTS_AT_MOST,
    };
  }
}

function tagsOf({ tags, text, at, person, in: where, id }: Tagged): Mention[] {
  return tags.map((tag) => ({
    key: tag,
    as: tag,
    person,
    at,
    saying: { text: text.slice(0, 240), at, in: where, id },
  }));
}

/** Leaves out a word that is seldom said without its neighbour. */
function withoutHalves(rising: readonly Rising[]): Rising[] {
  const pairs = rising.filter(({ what }) => what.includes(' '));
  return rising.filter(
    ({ what, people }) =>
      what.includes(' ') ||
      !pairs.some((pair) => pair.what.split(' ').includes(what) && pair.people >= people * PAIRED),
  );
}
