/** Loaded into a measured server before its own code (`node --import`): tells over IPC what only the process itself can see. */
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, threadId } from 'node:worker_threads';
import { type Shares, sharesOf } from './profile.ts';

export type InsideOrders = {
  /** The loop's lag since the last time it was asked for, in milliseconds. */
  lag: { p50: number; p99: number; max: number };
  /** Bytes that live JavaScript objects and their buffers take, after a collection. */
  heap: { bytes: number };
  profile: Record<string, never>;
  /** Samples since `profile`, by module, of the main thread and of the others. */
  profiled: { main: Shares; others: Shares };
};

const PROFILE_CHANNEL = 'bench:profile';
const SAMPLE_US = 500;
const LAG_RESOLUTION_MS = 1;
type Told = { thread: number; shares: Shares };

if (isMainThread && process.send) answerOrders();
else if (!isMainThread) profileThisThread();

function answerOrders(): void {
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  const channel = new BroadcastChannel(PROFILE_CHANNEL) as BroadcastChannel & { unref(): void };
  channel.unref();
  const session = new Session();
  const orders: { [K in keyof InsideOrders]: () => Promise<InsideOrders[K]> } = {
    async lag() {
      // The histogram holds the time from one tick of its timer to the next: the timer's own interval is no lag.
      const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - LAG_RESOLUTION_MS);
      const seen = { p50: ms(lag.percentile(50)), p99: ms(lag.percentile(99)), max: ms(lag.max) };
      lag.reset();
      return seen;
    },
    async heap() {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      for (let i = 0; i < 3; i++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      return { bytes: heapUsed + Math.max(external, arrayBuffers) };
    },
    async profile() {
      channel.postMessage('start');
      await start(session);
      return {};
    },
    async profiled() {
      const others: Shares = {};
      channel.onmessage = ({ data }: MessageEvent<Told>) => {
        for (const [name, samples] of Object.entries(data.shares)) others[name] = (others[name] ?? 0) + samples;
      };
      channel.postMessage('stop');
      const main = await stop(session);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { main, others };
    },
  };
  process.on('message', async ({ number, name }: { number: number; name: keyof InsideOrders }) => {
    process.send!({ number, answer: await orders[name]() });
  });
  process.channel?.unref();
}

function profileThisThread(): void {
  const channel = new BroadcastChannel(PROFILE_CHANNEL) as BroadcastChannel & { unref(): void };
  channel.unref();
  const session = new Session();
  channel.onmessage = async ({ data }: MessageEvent<'start' | 'stop'>) => {
    if (data === 'start') await start(session);
    if (data === 'stop') channel.postMessage({ thread: threadId, shares: await stop(session) } satisfies Told);
  };
}

async function start(session: Session): Promise<void> {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  await session.post('Profiler.start');
}

async function stop(session: Session): Promise<Shares> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return sharesOf(profile);
}
