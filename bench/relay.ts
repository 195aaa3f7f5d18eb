import { type Load, type Server, startLoad, startServer } from './children.ts';
import { dataFolder, ownSite, signIn, staffDoor, startFoyer, visitorDoor, visitorTokens } from './foyer.ts';
import { type Bench, median, pause, type Report } from './harness.ts';
import type { Door } from './line.ts';
import { cores, cpuOf, hasProc, watchCores } from './machine.ts';
import type { Shares } from './profile.ts';

const VISITORS = 100;
const IN_FLIGHT_EACH = 10;
const ROUNDS = 3;
const REPEATS_AT_MOST = 2;
const SETTLE_MS = 1_000;
const MEASURE_MS = 2_500;
const STEADY_RATE = 1_000;
/** Above these shares a round says more about the machine's other work than about the server. */
const STARVED = { others: 0.12, steal: 0.05, loadBusy: 0.95 };

type Side = { name: string; server: Server; load: Load };
type Round = {
  perSecond: number;
  cpuUs: number;
  serverBusy: number;
  lag: { p50: number; p99: number };
  starved: string | null;
};

/** Durable, checked, acked, fanned-out messages beside Socket.IO alone, in turns on the same core. */
export const relay: Bench = {
  about: 'messages from 100 visitors, acked when on disk and told to staff, beside bare Socket.IO',
  async run(report) {
    if (!hasProc) return report.say('Not measured: this bench reads /proc, which this system does not have.');
    if (!cores) report.say('Server and load share their cores: taskset or a second core is missing here.');
    const data = dataFolder();
    const sides: Side[] = [];
    try {
      const bare = await openBare();
      sides.push(bare);
      const foyer = await openFoyer(data.path);
      sides.push(foyer);
      const perSecond = await atSaturation(report, bare, foyer);
      await atHalfLoad(report, foyer, perSecond / 2);
      await atSteadyRate(report, [bare, foyer]);
      await whereItGoes(report, foyer);
    } finally {
      for (const { server, load } of sides) {
        load.stop();
        await server.kill();
      }
      data.remove();
    }
  },
};

async function openBare(): Promise<Side> {
  const server = await startServer({ program: 'bench/bare.ts', oneCore: true, inside: true });
  const visitors = Array.from({ length: VISITORS }, (): Door => ({ name: 'visitor', auth: { protocol: 1 } }));
  return open('bare', server, visitors, { name: 'staff', auth: { protocol: 1 } });
}

async function openFoyer(data: string): Promise<Side> {
  const server = await startFoyer({ data, oneCore: true, inside: true });
  const cookie = await signIn(server.url);
  const { key: site } = await ownSite(server.url, cookie);
  const tokens = await visitorTokens(server.url, site, VISITORS);
  return open(
    'Foyer',
    server,
    tokens.map((token) => visitorDoor(site, token)),
    staffDoor(cookie),
  );
}

async function open(name: string, server: Server, visitors: Door[], staff: Door): Promise<Side> {
  const load = startLoad();
  await load.order('connect', { url: server.url, visitors, staff, settle: true });
  return { name, server, load };
}

/** Gives how many messages a second Foyer took at most. */
async function atSaturation(report: Report, bare: Side, foyer: Side): Promise<number> {
  const rounds: { bare: Round; foyer: Round }[] = [];
  const starved: string[] = [];
  for (let left = ROUNDS + REPEATS_AT_MOST; left > 0 && rounds.length < ROUNDS; left--) {
    const pair = { bare: await saturate(bare), foyer: await saturate(foyer) };
    const why = pair.bare.starved ?? pair.foyer.starved;
    if (why) starved.push(why);
    if (!why || left <= ROUNDS - rounds.length) rounds.push(pair);
  }
  if (starved.length > 0) report.say(`${starved.length} rounds were starved of CPU (${starved[0]}) and repeated.`);
  if (rounds.some((pair) => pair.bare.starved ?? pair.foyer.starved))
    report.disturbed('other programs were busy throughout');
  const middle = (pick: (pair: { bare: Round; foyer: Round }) => number) => median(rounds.map(pick));
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

async function saturate(side: Side): Promise<Round> {
  await side.load.order('start', { window: IN_FLIGHT_EACH });
  await pause(SETTLE_MS);
  const round = await measure(side, MEASURE_MS);
  await finish(side);
  return round;
}

async function measure({ server, load }: Side, ms: number): Promise<Round> {
  await server.inside('lag');
  const watch = watchCores([server.pid, load.pid, process.pid]);
  const before = await load.order('count', {});
  const [cpuBefore, begun] = [cpuOf(server.pid), performance.now()];
  await pause(ms);
  const after = await load.order('count', {});
  const [cpu, seconds] = [cpuOf(server.pid) - cpuBefore, (performance.now() - begun) / 1000];
  const { others, steal } = watch();
  const lag = await server.inside('lag');
  const acked = after.acked - before.acked;
  const loadBusy = (after.cpu - before.cpu) / seconds;
  return {
    perSecond: acked / seconds,
    cpuUs: (cpu / acked) * 1e6,
    serverBusy: cpu / seconds,
    lag,
    starved: starvedBy({ others, steal, loadBusy }),
  };
}

function starvedBy(seen: { others: number; steal: number; loadBusy: number }): string | null {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  if (seen.steal > STARVED.steal) return `the machine below took ${percent(seen.steal)} of a core`;
  if (seen.others > STARVED.others) return `other programs used ${percent(seen.others)} of a core`;
  if (seen.loadBusy > STARVED.loadBusy) return `the load itself used ${percent(seen.loadBusy)} of its core`;
  return null;
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
