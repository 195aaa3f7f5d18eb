import { type Bench, median, pause, type Report } from './harness.ts';
import { threadsCpuOf } from './machine.ts';
import { takeRounds, watched } from './rounds.ts';
import { besideBare, connectAll, type Side } from './sides.ts';

const VISITORS = 200;
const MESSAGES_EACH = 10;
const TIMES = 5;
const ROUNDS = 3;
const REPEATS_AT_MOST = 2;
/** What a closed connection leaves behind is gone by then. */
const SETTLE_MS = 300;

/** What it costs the server when a visitor's page connects: checked, admitted, and shown the conversation. */
export const connect: Bench = {
  about: `visitors come back: entering a door of bare Socket.IO, and Foyer's with sign-in and ${MESSAGES_EACH} messages of history`,
  run: (report) =>
    besideBare(report, VISITORS, async (bare, foyer) => {
      await talk(foyer);
      for (const side of [bare, foyer]) await cpuPerConnection(side);
      const rounds = await takeRounds(report, { count: ROUNDS, again: REPEATS_AT_MOST }, () =>
        watched(async () => ({ bare: await cpuPerConnection(bare), foyer: await cpuPerConnection(foyer) })),
      );
      tell(report, rounds);
    }),
};

/** Every visitor has a conversation of so many messages. */
async function talk(foyer: Side): Promise<void> {
  const rate = 1_000;
  await connectAll(foyer);
  await foyer.load.order('start', { rate });
  await pause(((VISITORS * (MESSAGES_EACH - 1)) / rate) * 1_000);
  await foyer.load.order('stop', {});
  await foyer.load.order('close', {});
  await pause(SETTLE_MS);
}

/** Microseconds of the server's CPU for each connection that came and went. */
async function cpuPerConnection({ name, server, load, visitors }: Side): Promise<number> {
  const before = threadsCpuOf(server.pid);
  const history = name === 'Foyer';
  const { messages } = await load.order('come', { url: server.url, visitors, times: TIMES, history });
  await pause(SETTLE_MS);
  const connections = visitors.length * TIMES;
  if (history && messages < connections * (MESSAGES_EACH - 2)) throw new Error(`only ${messages} messages were shown`);
  return ((threadsCpuOf(server.pid) - before) / connections) * 1e6;
}

function tell(report: Report, rounds: { bare: number; foyer: number }[]): void {
  const middle = (pick: (round: { bare: number; foyer: number }) => number) => median(rounds.map(pick));
  report.figure(
    'bare: server CPU per connection',
    middle(({ bare }) => bare),
    'µs',
  );
  report.figure(
    'Foyer: server CPU per connection',
    middle(({ foyer }) => foyer),
    'µs',
  );
  report.figure(
    'Foyer over bare by CPU per connection',
    middle(({ bare, foyer }) => foyer / bare),
    '',
    { atMost: 1.5 },
  );
}
