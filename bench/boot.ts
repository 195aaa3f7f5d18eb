import { openShop, type Shop, type Visit } from './browser.ts';
import { type Bench, type Goal, median, pause, type Report } from './harness.ts';
import { takeRounds, watched } from './rounds.ts';
import { heapBytes, scriptMs, watchPage } from './watching.ts';

const ROUNDS = 3;
const REPEATS_AT_MOST = 1;
/** A visit is over when nothing has run for so long. */
const SETTLE_MS = 300;
const MB = 1_000_000;

const SPEEDS = [
  { name: 'unthrottled', throttle: 1 },
  { name: '4× slower CPU', throttle: 4 },
] as const;
type Speed = (typeof SPEEDS)[number];
/** What a page may be made to wait. */
const GOALS: Record<Speed['name'], Partial<Record<keyof Taken, Goal>>> = {
  unthrottled: {
    warmMs: { atMost: 50 },
    longTasks: { atMost: 0 },
    shift: { atMost: 0 },
    heapClosed: { atMost: 0.4 },
    heapOpen: { atMost: 1.5 },
  },
  '4× slower CPU': {
    launcherScriptMs: { atMost: 40 },
    warmMs: { atMost: 150 },
    coldMs: { atMost: 350 },
    longTasks: { atMost: 0 },
    shift: { atMost: 0 },
  },
};

/** One visit to a page; the heap in bytes. */
type Bare = { scriptMs: number; longTasks: number; heap: Heap };
type Heap = Awaited<ReturnType<typeof heapBytes>>;
type Warm = {
  paintedMs: number;
  launcherScriptMs: number;
  longTasks: number;
  heapClosed: Heap;
  focusedMs: number;
  openScriptMs: number;
  longestOpeningMs: number;
  heapOpen: Heap;
  shift: number;
};
type Cold = { focusedMs: number; shift: number };
type Taken = Record<keyof typeof FIGURES, number>;

const FIGURES = {
  paintedMs: { said: 'snippet inserted → launcher painted', unit: 'ms' },
  warmMs: { said: 'click → composer focused, fetched ahead', unit: 'ms' },
  coldMs: { said: 'click → composer focused, cold', unit: 'ms' },
  bareScriptMs: { said: 'script of the page without the snippet', unit: 'ms' },
  launcherScriptMs: { said: 'script until the launcher shows, over that', unit: 'ms' },
  openScriptMs: { said: 'script of opening', unit: 'ms' },
  longTasks: { said: 'long tasks until the launcher shows', unit: '' },
  longestOpeningMs: { said: 'longest task of opening (0: none over 50)', unit: 'ms' },
  shift: { said: 'layout shift of the page', unit: '' },
  bareHeap: { said: 'heap of the page without the snippet', unit: 'MB' },
  heapClosed: { said: 'heap over that, closed', unit: 'MB' },
  heapOpen: { said: 'heap over that, open', unit: 'MB' },
  nodesClosed: { said: "browser's own objects over that, closed", unit: 'MB' },
  nodesOpen: { said: "browser's own objects over that, open", unit: 'MB' },
} as const;
const HEAP_FIGURES: readonly string[] = ['bareHeap', 'heapClosed', 'heapOpen', 'nodesClosed', 'nodesOpen'];

/** What the snippet does to a page and how soon the chat is there, in a browser, beside the same page without it. */
export const boot: Bench = {
  about: 'a page of another origin in Chromium, with the snippet and without',
  async run(report) {
    const shop = await openShop();
    try {
      // The first pages of a browser pay for its own beginning.
      await takeAll(shop, SPEEDS[0]);
      for (const speed of SPEEDS) {
        const rounds = await takeRounds(report, { count: ROUNDS, again: REPEATS_AT_MOST }, () =>
          watched(() => takeAll(shop, speed)),
        );
        tell(report, speed, rounds);
      }
    } finally {
      await shop.close();
    }
  },
};

function tell(report: Report, speed: Speed, rounds: Taken[]): void {
  for (const [key, { said, unit }] of Object.entries(FIGURES) as [keyof Taken, { said: string; unit: string }][]) {
    if (HEAP_FIGURES.includes(key) && speed.throttle > 1) continue;
    const goal = GOALS[speed.name][key];
    report.figure(`${speed.name}: ${said}`, median(rounds.map((taken) => taken[key])), unit, goal);
  }
}

async function takeAll(shop: Shop, speed: Speed): Promise<Taken> {
  const bare = await visitBare(shop, speed);
  const warm = await visitWarm(shop, speed);
  const cold = await visitCold(shop, speed);
  const over = (heap: Heap, part: keyof Heap) => (heap[part] - bare.heap[part]) / MB;
  return {
    paintedMs: warm.paintedMs,
    warmMs: warm.focusedMs,
    coldMs: cold.focusedMs,
    bareScriptMs: bare.scriptMs,
    launcherScriptMs: warm.launcherScriptMs - bare.scriptMs,
    openScriptMs: warm.openScriptMs,
    longTasks: warm.longTasks - bare.longTasks,
    longestOpeningMs: warm.longestOpeningMs,
    shift: Math.max(warm.shift, cold.shift),
    bareHeap: bare.heap.script / MB,
    heapClosed: over(warm.heapClosed, 'script'),
    heapOpen: over(warm.heapOpen, 'script'),
    nodesClosed: over(warm.heapClosed, 'browser'),
    nodesOpen: over(warm.heapOpen, 'browser'),
  };
}

/** A page without us. */
async function arrive(shop: Shop, speed: Speed): Promise<Visit> {
  const visit = await shop.visit();
  await watchPage(visit.page);
  await visit.cdp.send('Emulation.setCPUThrottlingRate', { rate: speed.throttle });
  await visit.page.goto(`${shop.origin}/bare`);
  await pause(SETTLE_MS);
  return visit;
}

async function visitBare(shop: Shop, speed: Speed): Promise<Bare> {
  const { page, cdp, end } = await arrive(shop, speed);
  const before = await scriptMs(cdp);
  const { longTasksMs } = await page.evaluate(() => window.watching.seen());
  await pause(SETTLE_MS);
  const found = { scriptMs: (await scriptMs(cdp)) - before, longTasks: longTasksMs.length, heap: await heapBytes(cdp) };
  await end();
  return found;
}

/** The chat's files are there before the click. */
async function visitWarm(shop: Shop, speed: Speed): Promise<Warm> {
  const visit = await arrive(shop, speed);
  const { page, cdp, end } = visit;
  const before = await scriptMs(cdp);
  const paintedMs = await page.evaluate((script) => window.watching.insert(script, false), shop.script);
  await page.evaluate(() => window.watching.fetched());
  await pause(SETTLE_MS);
  const launcherScriptMs = (await scriptMs(cdp)) - before;
  const closed = await page.evaluate(() => window.watching.seen());
  const heapClosed = await heapBytes(cdp);

  const beforeOpening = await scriptMs(cdp);
  const focusedMs = await clickLauncher(visit);
  const openScriptMs = (await scriptMs(cdp)) - beforeOpening;
  const open = await page.evaluate(() => window.watching.seen());
  const found = {
    ...{ paintedMs, launcherScriptMs, heapClosed, focusedMs, openScriptMs },
    longTasks: closed.longTasksMs.length,
    longestOpeningMs: Math.max(0, ...open.longTasksMs.slice(closed.longTasksMs.length)),
    heapOpen: await heapBytes(cdp),
    shift: open.shift,
  };
  await end();
  return found;
}

/** A visitor who clicks before anything was fetched ahead. */
async function visitCold(shop: Shop, speed: Speed): Promise<Cold> {
  const visit = await arrive(shop, speed);
  await visit.page.evaluate((script) => window.watching.insert(script, true), shop.script);
  await pause(SETTLE_MS);
  const focusedMs = await clickLauncher(visit);
  const { shift } = await visit.page.evaluate(() => window.watching.seen());
  await visit.end();
  return { focusedMs, shift };
}

/** Clicks as a mouse does and gives the milliseconds until the composer has the focus. */
async function clickLauncher({ page }: Visit): Promise<number> {
  const { x, y } = await page.evaluate(() => window.watching.aim());
  await page.mouse.click(x, y);
  const ms = await page.evaluate(() => window.watching.focused());
  await pause(SETTLE_MS);
  return ms;
}
