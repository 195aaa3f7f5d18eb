import { dataFolder, startFoyer } from './foyer.ts';
import { type Bench, median, pause, type Report } from './harness.ts';
import { hasProc, memoryOf } from './machine.ts';
import { takeRounds, watched } from './rounds.ts';
import { besideBare, connectAll, type Side } from './sides.ts';

const FIRST_VISITORS = 200;
const VISITORS = 1_200;
const STARTS = 3;
const REPEATS_AT_MOST = 2;
const SETTLE_MS = 2_000;
const MB = 1_000_000;
const KB = 1_000;

/** What a server costs that has nothing to do: alone, and with visitors who are connected and silent. */
export const idle: Bench = {
  about: 'a server without visitors as npm start runs it, and the memory of visitors who are connected and silent',
  async run(report) {
    if (!hasProc) return report.say('Not measured: this bench reads /proc, which this system does not have.');
    await alone(report);
    await besideBare(report, VISITORS, async (bare, foyer) => {
      const [without, own] = [await perVisitor(bare), await perVisitor(foyer)];
      report.figure('bare: memory per idle visitor', without.heap, 'kB');
      report.figure('Foyer: memory per idle visitor', own.heap, 'kB');
      report.figure('Foyer: memory per idle visitor, over bare', own.heap - without.heap, 'kB', { atMost: 5 });
      report.figure('bare: process grown per idle visitor', without.process, 'kB');
      report.figure('Foyer: process grown per idle visitor', own.process, 'kB');
    });
  },
};

/** Start time and memory of an idle server. The first start builds what is not built yet and is not counted. */
async function alone(report: Report): Promise<void> {
  const data = dataFolder();
  try {
    await start(data.path, 0);
    const rounds = await takeRounds(report, { count: STARTS, again: REPEATS_AT_MOST }, async () => {
      const { found, starved } = await watched(() => start(data.path, SETTLE_MS));
      return { found, starved };
    });
    report.figure('start until it listens', median(rounds.map(({ upAfterMs }) => upAfterMs)) / 1_000, 's', {
      atMost: 2,
    });
    report.figure('memory without visitors', median(rounds.map(({ memory }) => memory)) / MB, 'MB', { atMost: 150 });
  } finally {
    data.remove();
  }
}

async function start(data: string, settleMs: number): Promise<{ upAfterMs: number; memory: number }> {
  const server = await startFoyer({ data, asPeopleDo: true });
  try {
    await pause(settleMs);
    return { upAfterMs: server.upAfterMs, memory: memoryOf(server.pid) };
  } finally {
    await server.stop();
  }
}

/**
 * Kilobytes per visitor, each with a conversation begun: of live objects and buffers, which is exact, and by which the process grew,
 * which depends on when its memory is swept. The first visitors pay for what is there once.
 */
async function perVisitor(side: Side): Promise<{ heap: number; process: number }> {
  await connectAll(side, FIRST_VISITORS);
  const before = await weigh(side);
  await side.load.order('connect', {
    ...{ url: side.server.url, visitors: side.visitors.slice(FIRST_VISITORS), staff: null, settle: false },
  });
  const after = await weigh(side);
  const more = VISITORS - FIRST_VISITORS;
  return { heap: (after.heap - before.heap) / more / KB, process: (after.process - before.process) / more / KB };
}

async function weigh({ server }: Side): Promise<{ heap: number; process: number }> {
  await pause(SETTLE_MS);
  const { bytes } = await server.inside('heap');
  return { heap: bytes, process: memoryOf(server.pid) };
}
