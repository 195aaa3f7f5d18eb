import { type Bench, median, pause, type Report } from './harness.ts';
import { threadsCpuOf } from './machine.ts';
import type { Shares } from './profile.ts';
import { percent, type Round, takeRounds, watched } from './rounds.ts';
import { besideBare, connectAll, type Side } from './sides.ts';

const VISITORS = 100;
const IN_FLIGHT_EACH = 10;
const ROUNDS = 3;
const REPEATS_AT_MOST = 2;
const SETTLE_MS = 1_000;
const MEASURE_MS = 2_500;
const STEADY_RATE = 1_000;
/** A load that has no more to give measures itself. */
const LOAD_BUSY_AT_MOST = 0.95;

type Saturated = {
  perSecond: number;
  cpuUs: number;
  serverBusy: number;
  lag: { p50: number; p99: number };
};
type Pair = { bare: Saturated; foyer: Saturated };

/** Durable, checked, acked, fanned-out messages beside Socket.IO alone, in turns on the same core. */
export const relay: Bench = {
  about: 'messages from 100 visitors, acked when on disk and told to staff, beside bare Socket.IO',
  async run(report) {
    await besideBare(report, VISITORS, async (bare, foyer) => {
      for (const side of [bare, foyer]) await connectAll(side);
      const perSecond = await atSaturation(report, bare, foyer);
      await atHalfLoad(report, foyer, perSecond / 2);
      await atSteadyRate(report, [bare, foyer]);
      await whereItGoes(report, foyer);
    });
  },
};

/** Gives how many messages a second Foyer took at most. */
async function atSaturation(report: Report, bare: Side, foyer: Side): Promise<number> {
  const rounds = await takeRounds<Pair>(report, { count: ROUNDS, again: REPEATS_AT_MOST }, async () => {
    const [first, second] = [await saturate(bare), await saturate(foyer)];
    return { found: { bare: first.found, foyer: second.found }, starved: first.starved ?? second.starved };
  });
  const middle = (pick: (pair: Pair) => number) => median(rounds.map(pick));
  report.figure(
    'bare: messages at saturation',
    middle((pair) => pair.bare.perSecond),
    '/s',
  );
  report.figure(
    'Foyer: messages at saturation',
    middle((pair) => pair.foyer.perSecond),
    '/s',
  );
  report.figure(
    'bare: server CPU per message',
    middle((pair) => pair.bare.cpuUs),
    'µs',
  );
  report.figure(
    'Foyer: server CPU per message',
    middle((pair) => pair.foyer.cpuUs),
    'µs',
  );
  report.figure(
    'ratio by messages/s',
    middle((pair) => pair.foyer.perSecond / pair.bare.perSecond),
    '',
  );
  report.figure(
    'ratio by CPU per message',
    middle((pair) => pair.bare.cpuUs / pair.foyer.cpuUs),
    '',
    { atLeast: 0.6 },
  );
  report.figure(
    'bare: core used at saturation',
    middle((pair) => pair.bare.serverBusy),
    '',
  );
  report.figure(
    'Foyer: core used at saturation',
    middle((pair) => pair.foyer.serverBusy),
    '',
  );
  report.figure(
    'bare: loop lag p50 at saturation',
    middle((pair) => pair.bare.lag.p50),
    'ms',
  );
  report.figure(
    'Foyer: loop lag p50 at saturation',
    middle((pair) => pair.foyer.lag.p50),
    'ms',
    { atMost: 5 },
  );
  report.figure(
    'Foyer: loop lag p99 at saturation',
    middle((pair) => pair.foyer.lag.p99),
    'ms',
  );
  return middle((pair) => pair.foyer.perSecond);
}

async function saturate(side: Side): Promise<Round<Saturated>> {
  await side.load.order('start', { window: IN_FLIGHT_EACH });
  await pause(SETTLE_MS);
  const { found, starved } = await watched(() => measure(side, MEASURE_MS));
  await finish(side);
  const short = found.loadBusy > LOAD_BUSY_AT_MOST;
  return { found, starved: short ? `the load itself used ${percent(found.loadBusy)} of its core` : starved };
}

async function measure({ server, load }: Side, ms: number): Promise<Saturated & { loadBusy: number }> {
  await server.inside('lag');
  const before = await load.order('count', {});
  const [cpuBefore, begun] = [threadsCpuOf(server.pid), performance.now()];
  await pause(ms);
  const after = await load.order('count', {});
  const [cpu, seconds] = [threadsCpuOf(server.pid) - cpuBefore, (performance.now() - begun) / 1000];
  const lag = await server.inside('lag');
  const acked = after.acked - before.acked;
  return {
    perSecond: acked / seconds,
    cpuUs: (cpu / acked) * 1e6,
    serverBusy: cpu / seconds,
    lag,
    loadBusy: (after.cpu - before.cpu) / seconds,
  };
}

/** Waits for what is in flight. Every post has to be acked, and told to staff once. */
async function finish({ name, load }: Side) {
  const stopped = await load.order('stop', {});
  const { posted, acked, told, lost } = stopped;
  if (acked !== posted || told !== posted || lost > 0) {
    throw new Error(
      `${name} lost some: ${posted} posted, ${acked} acked, ${told} told to staff, ${lost} connections lost`,
    );
  }
  return stopped;
}

async function atHalfLoad(report: Report, foyer: Side, rate: number): Promise<void> {
  await foyer.load.order('start', { rate });
  await pause(SETTLE_MS);
  const { lag } = await measure(foyer, MEASURE_MS);
  await finish(foyer);
  report.figure('Foyer: loop lag p50 at half load', lag.p50, 'ms');
  report.figure('Foyer: loop lag p99 at half load', lag.p99, 'ms', { atMost: 10 });
}

async function atSteadyRate(report: Report, sides: Side[]): Promise<void> {
  for (const side of sides) {
    await side.load.order('start', { rate: STEADY_RATE });
    await pause(SETTLE_MS + MEASURE_MS);
    const { ackP50Ms, ackP99Ms } = await finish(side);
    report.figure(`${side.name}: ack p50 at 1,000/s`, ackP50Ms, 'ms');
    report.figure(`${side.name}: ack p99 at 1,000/s`, ackP99Ms, 'ms');
  }
}

/** Where the server's CPU goes, from a profile of all its threads under full load. */
async function whereItGoes(report: Report, { server, load }: Side): Promise<void> {
  await load.order('start', { window: IN_FLIGHT_EACH });
  await pause(SETTLE_MS);
  await server.inside('profile');
  await pause(MEASURE_MS);
  const { main, others } = await server.inside('profiled');
  await load.order('stop', {});
  const total = sum(main) + sum(others);
  report.say(`Where Foyer's CPU goes, main thread: ${shareList(main, total)}`);
  report.say(`Where Foyer's CPU goes, the store's threads: ${shareList(others, total)}`);
}

function sum(shares: Shares): number {
  return Object.values(shares).reduce((all, samples) => all + samples, 0);
}

function shareList(shares: Shares, total: number): string {
  const largest = Object.entries(shares).sort(([, a], [, b]) => b - a);
  const worth = largest.filter(([, samples]) => samples / total >= 0.005);
  return worth.map(([name, samples]) => `${name} ${((samples / total) * 100).toFixed(1)} %`).join(', ');
}
