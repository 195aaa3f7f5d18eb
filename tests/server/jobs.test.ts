import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Store } from '../../server/foundation/database/database.ts';
import * as units from '../../server/foundation/jobs/job-store.ts';
import { type Handler, type Jobs, type Outcome, openJobs, type Wanted } from '../../server/foundation/jobs/jobs.ts';
import { type Data, databases, freshPostgres } from '../support/databases.ts';
import { record } from '../support/jobs-registry.ts';
import { id } from '../support/server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const house = { registry: new URL('../support/jobs-registry.ts', import.meta.url).href };
const quiet = { error: () => {} };
const letter = (key: string, more: Partial<Wanted> = {}): Wanted => ({
  kind: 'letter',
  key,
  about: { to: id() },
  ...more,
});

const until = <T>(looks: () => T | Promise<T>) => vi.waitFor(looks, { timeout: 20_000, interval: 20 });

/** Something happens so many times: what it was about. */
async function happen(store: Store, times: number): Promise<string[]> {
  const subjects = Array.from({ length: times }, id).sort();
  await store.write(
    record,
    subjects.map((subject) => ({ subject, at: Date.now() })),
  );
  return subjects;
}

describe.each(databases)('a job on $name', ({ fresh }) => {
  let data: Data;
  let store: Store;
  let now: number;
  const opened: Jobs[] = [];
  beforeEach(async () => {
    data = await fresh(house);
    store = await data.open();
    now = Date.now();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((jobs) => jobs.close()));
    await data.remove();
  });

  function open(handler?: Handler, at: Store = store): Jobs {
    const jobs = openJobs({ store: at, now: () => now, log: quiet });
    opened.push(jobs);
    if (handler) jobs.handle('letter', handler);
    jobs.start();
    return jobs;
  }
  const dueIn = async () => ((await store.read(units.nextDue, { kinds: ['letter'] })) ?? Number.NaN) - now;

  test('is done once for a key, however often it is wanted', async () => {
    const done: string[] = [];
    const jobs = open(async ({ about }) => {
      done.push(about.to as string);
      return 'done';
    });
    const [a, b] = [letter('a'), letter('b')];
    await jobs.add([a, b, letter('a')]);
    await jobs.add([letter('b')]);
    await until(() => expect(done).toHaveLength(2));
    await jobs.add([letter('a')]);
    await until(async () => expect(await dueIn()).toBeNaN());
    expect(done.sort()).toEqual([a.about.to, b.about.to].sort());
  });

  test('holds ids, never a text or an address', async () => {
    const jobs = open();
    await expect(jobs.add([letter('a', { about: { to: 'vera@shop.example' } })])).rejects.toThrow('to is no id');
    await expect(jobs.add([letter('a', { about: { text: 'Hello' } })])).rejects.toThrow('text is no id');
  });

  test('waits for its time', async () => {
    const done: string[] = [];
    const jobs = open(async ({ id }) => {
      done.push(id);
      return 'done';
    });
    await jobs.add([letter('later', { due: now + 5 * MINUTE }), letter('now')]);
    await until(async () => expect(await dueIn()).toBe(5 * MINUTE));
    expect(done).toHaveLength(1);
    now += 5 * MINUTE;
    jobs.wake();
    await until(() => expect(done).toHaveLength(2));
  });

  test('that fails is tried again, later and later, and says by a code why', async () => {
    const tries: number[] = [];
    const jobs = open(async ({ tries: nth }) => {
      tries.push(nth);
      if (nth < 4) throw Object.assign(new Error('550 vera@shop.example is unknown'), { code: 'EENVELOPE' });
      return 'done';
    });
    await jobs.add([letter('a')]);
    const waits: number[] = [];
    for (let nth = 1; nth < 4; nth++) {
      await until(async () => {
        expect(tries).toHaveLength(nth);
        expect(await jobs.troubles(['letter'], 0)).toEqual({ failing: 1, gaveUp: 0, last: 'EENVELOPE' });
        const wait = await dueIn();
        expect(wait).toBeLessThanOrEqual(5_000 * 2 ** (nth - 1));
        expect(wait).toBeGreaterThanOrEqual(2_500 * 2 ** (nth - 1));
        waits[nth - 1] = wait;
      });
      now += waits[nth - 1] as number;
      jobs.wake();
    }
    await until(async () => expect(await dueIn()).toBeNaN());
    expect(tries).toEqual([1, 2, 3, 4]);
    expect(await jobs.troubles(['letter'], 0)).toEqual({ failing: 0, gaveUp: 0, last: null });
  });

  test('that fails for three days is given up, and so is one that has no use', async () => {
    const outcomes: (() => Outcome)[] = [
      () => {
        throw new RangeError('no');
      },
      () => {
        throw new RangeError('no');
      },
      () => ({ gaveUp: 'nobody' }),
    ];
    const jobs = open(async () => (outcomes.shift() as () => Outcome)());
    await jobs.add([letter('a')]);
    await until(async () =>
      expect(await jobs.troubles(['letter'], 0)).toMatchObject({ failing: 1, last: 'RangeError' }),
    );
    now += 4 * DAY;
    jobs.wake();
    await until(async () => expect(await jobs.troubles(['letter'], 0)).toMatchObject({ failing: 0, gaveUp: 1 }));
    await jobs.add([letter('b')]);
    await until(async () => expect(await jobs.troubles(['letter'], 0)).toMatchObject({ gaveUp: 2, last: 'nobody' }));
  });

  test('that is looked at again later has not failed', async () => {
    const tries: number[] = [];
    const jobs = open(async ({ tries: nth }) => {
      tries.push(nth);
      return tries.length < 3 ? { later: now + MINUTE } : 'done';
    });
    await jobs.add([letter('a')]);
    for (let nth = 1; nth < 3; nth++) {
      await until(async () => expect([tries.length, await dueIn()]).toEqual([nth, MINUTE]));
      now += MINUTE;
      jobs.wake();
    }
    await until(async () => expect(await dueIn()).toBeNaN());
    expect(tries).toEqual([1, 1, 1]);
  });

  test('survives kill -9 in the middle: another does it', async () => {
    await store.write(units.enqueue, [open().job(letter('a'))]);
    await Promise.all(opened.splice(0).map((jobs) => jobs.close()));
    await store.close();
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, '..', 'support', 'jobs-child.ts'),
        JSON.stringify({ ...data.settings, migrations: String(data.settings.migrations) }),
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [said] = await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');

    store = await data.open();
    const done: string[] = [];
    const jobs = open(async ({ id }) => {
      done.push(`taken ${id}`);
      return 'done';
    });
    // It may still be at work, for all that is known.
    expect(await dueIn()).toBeGreaterThan(0);
    now = Date.now() + 31_000;
    jobs.wake();
    await until(() => expect(done).toEqual([said]));
  });

  test('one that takes long is not taken by another as long as it goes on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    let end: (() => void) | undefined;
    const done: string[] = [];
    const handler: Handler = ({ id }) => {
      done.push(id);
      return new Promise((resolve) => {
        end = () => resolve('done');
      });
    };
    const jobs = open(handler);
    await jobs.add([letter('long')]);
    await until(() => expect(end).toBeDefined());
    const other = open(handler);
    for (let nth = 0; nth < 6; nth++) {
      now += 10_000;
      vi.advanceTimersByTime(10_000);
      await until(async () => expect(await dueIn()).toBe(30_000));
      other.wake();
    }
    end?.();
    await until(async () => expect(await dueIn()).toBeNaN());
    expect(done).toHaveLength(1);
    vi.useRealTimers();
  });

  test('what was recorded before a listener began, or while it was off, it does not hear', async () => {
    const heard: string[] = [];
    const listener = {
      name: 'postman',
      jobsOf: ({ subject_id }: units.EventRow) => [
        letter(subject_id as string, { about: { to: subject_id as string } }),
      ],
    };
    const handler: Handler = async ({ about }) => {
      heard.push(about.to as string);
      return 'done';
    };
    const before = await happen(store, 3);
    const jobs = open(handler);
    await jobs.listen(listener);
    const during = await happen(store, 3);
    jobs.stir();
    await until(() => expect(heard.sort()).toEqual(during));
    // The next start goes on where this one was.
    await Promise.all(opened.splice(0).map((one) => one.close()));
    const meanwhile = await happen(store, 2);
    const next = open(handler);
    await next.listen(listener);
    next.wake();
    await until(() => expect(heard.sort()).toEqual([...during, ...meanwhile].sort()));
    await next.deaf('postman');
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await happen(store, 2);
    const again = open(handler);
    await again.listen(listener);
    const after = await happen(store, 1);
    again.stir();
    await until(() => expect(heard).toContain(after[0]));
    expect(heard).toHaveLength(6);
    expect(heard).not.toContain(before[0]);
  });

  test('nothing to do costs next to nothing', async () => {
    let asked = 0;
    const counted = { ...store, read: count(store.read), readLong: count(store.readLong), write: count(store.write) };
    function count<F extends (...given: never[]) => unknown>(act: F): F {
      return ((...given: never[]) => {
        asked += 1;
        return act(...given);
      }) as F;
    }
    const jobs = open(async () => 'done', counted as Store);
    await jobs.listen({ name: 'postman', jobsOf: () => [] });
    await jobs.add([letter('a')]);
    await until(async () => expect(await dueIn()).toBeNaN());
    await new Promise((passed) => setTimeout(passed, 200));
    asked = 0;
    await new Promise((passed) => setTimeout(passed, 3_000));
    expect(asked).toBe(0);
  });
});

describe('two servers on one PostgreSQL', () => {
  test('do each job once, and hear each event once', async () => {
    const data = await freshPostgres(house);
    const done: string[] = [];
    const servers = await Promise.all(
      [0, 1].map(async (nth) => {
        const store = await data.open();
        const jobs = openJobs({ store, now: Date.now, log: quiet });
        jobs.handle('letter', async ({ about }) => {
          done.push(`${about.to}`);
          by.add(nth);
          await new Promise((passed) => setTimeout(passed, 20));
          return 'done';
        });
        await jobs.listen({
          name: 'postman',
          jobsOf: ({ subject_id }) => [letter(subject_id as string, { about: { to: subject_id as string } })],
        });
        jobs.start();
        return { store, jobs };
      }),
    );
    const by = new Set<number>();
    const wanted = Array.from({ length: 100 }, (_, n) => letter(`letter-${n}`));
    const recorded = await Promise.all(
      servers.map(async ({ store, jobs }, nth) => {
        await jobs.add(wanted.filter((_, n) => n % 2 === nth));
        const subjects = await happen(store, 50);
        jobs.stir();
        return subjects;
      }),
    );
    const all = [...wanted.map(({ about }) => about.to), ...recorded.flat()].sort();
    await until(() => expect(done).toHaveLength(200));
    for (const { jobs } of servers) await jobs.close();
    expect(done.sort()).toEqual(all);
    expect(by.size).toBe(2);
    await data.remove();
  });

  test('a number that is missing is waited for, until nobody can have it any more', async () => {
    const data = await freshPostgres(house);
    const store = await data.open();
    const from = await store.write(units.beginCursor, { name: 'postman' });
    const [at, most] = [Date.now(), 10];
    await store.write(record, [{ position: from + 1, subject: id(), at }]);
    await store.write(record, [{ position: from + 3, subject: id(), at }]);
    const early = await store.read(units.eventsAfter, { position: from, settled: at - 1, most });
    expect([early.events.map(({ position }) => position), early.waits]).toEqual([[from + 1], true]);
    await store.write(record, [{ position: from + 2, subject: id(), at }]);
    const whole = await store.read(units.eventsAfter, { position: from, settled: at - 1, most });
    expect([whole.events.length, whole.waits]).toEqual([3, false]);
    await store.write(record, [{ position: from + 5, subject: id(), at }]);
    const late = await store.read(units.eventsAfter, { position: from + 3, settled: at, most });
    expect([late.events.map(({ position }) => position), late.waits]).toEqual([[from + 5], false]);
    await data.remove();
  });
});
