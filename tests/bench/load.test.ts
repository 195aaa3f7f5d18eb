import { afterAll, expect, test } from 'vitest';
import { type Load, type Server, startLoad, startServer } from '../../bench/children.ts';
import { pause } from '../../bench/harness.ts';
import type { Door } from '../../bench/line.ts';

const door = (name: Door['name']): Door => ({ name, auth: { protocol: 1 } });
const running: (Load | Server)[] = [];
afterAll(async () => {
  for (const each of running) await each.stop();
});

async function bareUnderLoad(): Promise<Load> {
  const server = await startServer({ program: 'bench/bare.ts', inside: true });
  const load = startLoad();
  running.push(load, server);
  await load.order('connect', {
    ...{ url: server.url, settle: true, staff: door('staff') },
    visitors: [door('visitor'), door('visitor'), door('visitor')],
  });
  return load;
}

test('three visitors post as fast as they are acked: each post is acked and told to staff once', async () => {
  const load = await bareUnderLoad();
  await load.order('start', { window: 5 });
  await pause(300);
  const { posted, acked, told, refused, lost } = await load.order('stop', {});
  expect(posted).toBeGreaterThan(100);
  expect({ acked, told, refused, lost }).toEqual({ acked: posted, told: posted, refused: 0, lost: 0 });
});

test('three visitors post 200 times a second together', async () => {
  const load = await bareUnderLoad();
  await load.order('start', { rate: 200 });
  await pause(500);
  const { posted, acked, ackP50Ms } = await load.order('stop', {});
  expect(acked).toBe(posted);
  expect(posted).toBeGreaterThan(50);
  expect(posted).toBeLessThanOrEqual(120);
  expect(ackP50Ms).toBeGreaterThan(0);
});
