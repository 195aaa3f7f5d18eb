// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { openStorage } from '../../client/storage.ts';
import { refuse } from '../../protocol/problem.ts';
import { openErrands } from '../../widget/errands.ts';

test('what the server takes only later stays, and holds up nothing else', async () => {
  const done: string[] = [];
  let isBusy = true;
  const storage = openStorage('foyer:test');
  const errands = openErrands({
    storage,
    session: { ensure: async () => 'ok' } as never,
    connection: {
      start() {},
      async ask(name: string) {
        if (isBusy && name === 'notifications:give-address') return refuse('too_many');
        done.push(name);
        return { ok: true };
      },
    } as never,
  });
  errands.run('notifications:give-address', { email: 'vera@home.example' });
  errands.run('feedback:rate', { conversation: 'one', score: 5, word: '' });
  await vi.waitUntil(() => done.length === 1);
  expect(done).toEqual(['feedback:rate']);
  expect(JSON.parse(storage.get('errands') as string)).toEqual([
    { name: 'notifications:give-address', payload: { email: 'vera@home.example' } },
  ]);
  isBusy = false;
  await errands.flush();
  expect(done).toEqual(['feedback:rate', 'notifications:give-address']);
  expect(storage.get('errands')).toBe(null);
});

test('what the server takes later is said with its time, and goes again by itself', async () => {
  let asked = 0;
  const errands = openErrands({
    storage: openStorage('foyer:late'),
    session: { ensure: async () => 'ok' } as never,
    connection: {
      start() {},
      ask: async () => (++asked === 1 ? refuse('too_many', { retryAfterMs: 40 }) : { ok: true }),
    } as never,
  });
  errands.run('notifications:give-address', { email: 'vera@home.example' });
  await vi.waitUntil(() => errands.late.value.length > 0);
  expect(errands.late.value).toMatchObject([
    { payload: { email: 'vera@home.example' }, problem: { code: 'too_many', retryAfterMs: 40 } },
  ]);
  await vi.waitUntil(() => errands.left.value.length === 0, { timeout: 5_000 });
  expect([asked, errands.late.value]).toEqual([2, []]);
});

test('what the server never takes is said where it was told, and not sent again', async () => {
  const storage = openStorage('foyer:refusing');
  let isTaken = false;
  const errands = openErrands({
    storage,
    session: { ensure: async () => 'ok' } as never,
    connection: { start() {}, ask: async () => (isTaken ? { ok: true } : refuse('conflict')) } as never,
  });
  const given = { name: 'notifications:give-address', payload: { email: 'vera@work.example' } };
  errands.run('notifications:give-address', { email: 'vera@work.example' });
  await vi.waitUntil(() => errands.refused.value !== null);
  expect([errands.refused.value, errands.left.value, storage.get('errands')]).toEqual([
    { ...given, problem: refuse('conflict').problem },
    ...[[], null],
  ]);
  isTaken = true;
  errands.run('notifications:give-address', { email: 'vera@home.example' });
  expect(errands.refused.value).toBe(null);
  await vi.waitUntil(() => errands.left.value.length === 0);
  expect(errands.refused.value).toBe(null);
});
