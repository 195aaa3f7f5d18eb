import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../server/foundation/ids.ts';
import { dataFolder, startFoyer } from './foyer.ts';
import type { Bench, Report } from './harness.ts';
import { openCentre, pairsIn, recall } from './help/centre.ts';
import { crowdOf, wishesOf, write } from './help/crowd.ts';
import { type Desk, openDesk } from './help/desk.ts';
import { type Random, randomFrom } from './loss/random.ts';
import { takeRounds, watched } from './rounds.ts';

const ARTICLES = 5_000;
const SEARCHES = 400;
const [ROUNDS, REPEATS_AT_MOST] = [3, 2];
/** A copy of what is published is at most so old: server/articles/catalog.ts. */
const COPY_LASTS_MS = 2_000;

/** Whether visitors find what they look for, and how long that takes. */
export const help: Bench = {
  about: `a shop's help centre in six languages asked by its visitors, and searches over HTTP among ${ARTICLES} articles`,
  async run(report, { seed }) {
    const data = dataFolder();
    const server = await startFoyer({ data: data.path });
    try {
      const desk = await openDesk(server.url);
      await quality(report, desk);
      await speed(report, desk, randomFrom(seed));
    } finally {
      await server.stop();
      data.remove();
    }
  },
};

async function quality(report: Report, desk: Desk): Promise<void> {
  const ids = await openCentre(desk);
  const opened = await judge('pairs', 0.9);
  for (const { language, share } of opened.byLanguage) report.figure(`of these in ${language}`, share, '');
  for (const { language, words, name, found } of opened.missed) {
    report.say(`${language}: "${words}" did not find ${name}, but ${found.join('; ') || 'nothing'}`);
  }
  // What of these is not found is not told: nothing is to be mended for them.
  if (existsSync(join(import.meta.dirname, 'help/unopened'))) await judge('unopened', 0.85);

  async function judge(folder: 'pairs' | 'unopened', atLeast: number) {
    const pairs = pairsIn(folder);
    const found = await recall(desk, ids, pairs);
    const which = folder === 'pairs' ? '' : ', unopened ones';
    report.figure(`wanted article among the first three, of ${pairs.length} wishes${which}`, found.share, '', {
      atLeast,
    });
    return found;
  }
}

async function speed(report: Report, desk: Desk, random: Random): Promise<void> {
  const crowd = crowdOf(ARTICLES, random);
  await write(desk, crowd);
  const first = await timed(desk, 'parcel');
  report.figure(`the first search after ${ARTICLES} articles were published`, first, 'ms', { atMost: 20 });
  const rounds = await takeRounds(report, { count: ROUNDS, again: REPEATS_AT_MOST }, () =>
    watched(async () => {
      const times: number[] = [];
      for (const words of wishesOf(crowd, SEARCHES, random)) times.push(await timed(desk, words));
      return times;
    }),
  );
  const times = rounds.flat().sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] as number;
  report.figure(`a search among ${ARTICLES} articles, half of them`, at(0.5), 'ms');
  report.figure(`a search among ${ARTICLES} articles, 95 of 100`, at(0.95), 'ms', { atMost: 20 });
  report.figure(`a search among ${ARTICLES} articles, 99 of 100`, at(0.99), 'ms');
  await desk.publish({ id: newId(Date.now()), language: 'en', title: 'One more', body: 'Of them.' });
  await new Promise((resolve) => setTimeout(resolve, COPY_LASTS_MS));
  report.figure('the first search after one more was published', await timed(desk, 'one more'), 'ms', {
    atMost: 20,
  });
}

async function timed(desk: Desk, words: string): Promise<number> {
  const begun = performance.now();
  await desk.search('en', words);
  return performance.now() - begun;
}
