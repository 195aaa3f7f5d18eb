import { signal } from '@preact/signals';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Standing } from '../../client/line.ts';
import { type Connection, NO_LINE } from '../../inbox/connection.ts';
import { openQueue, type Queue } from '../../inbox/conversations/queue/queue.ts';
import { openThreads, type Threads } from '../../inbox/conversations/thread/threads.ts';
import type { StaffChange, StaffRow, View } from '../../protocol/conversations.ts';
import { type Client, id, type OpenHouse, openHouse } from '../support/server.ts';
import { hire, play, steps } from '../support/steps.ts';

const RUNS = 12;
/** Generous: these machines have other things to do. */
const SOON = { timeout: 10_000 };
const views: View[] = ['open', 'mine', 'unassigned', 'closed'];

/** The inbox's own queue and threads over a real line, some of whose events get lost: they end where a fresh load begins. */
describe('the desk stays in step', () => {
  let house: OpenHouse;
  let agnesCookie: string;
  let tick = Date.now();
  beforeAll(async () => {
    house = await openHouse({}, () => ++tick);
    ({ agnesCookie } = await hire(house));
  });
  afterAll(() => house.close());

  /** Olga's desk on a line of its own. While `deaf`, what is told is lost, as on a line that is cut. */
  async function desk(view: View): Promise<{ queue: Queue; threads: Threads; line: Client; deaf(on: boolean): void }> {
    const line = await house.staff();
    let deaf = false;
    const connection: Connection = {
      line: signal<Standing>('live'),
      start() {},
      // A look again that was under way when the test ended.
      ask: (name, payload) => line.ask(name, payload).catch(() => NO_LINE),
      askNow: (name, payload) => line.ask(name, payload),
      close() {},
    };
    const queue = openQueue({ ask: connection.ask, me: () => house.olgasId });
    const threads = openThreads({ connection, me: () => house.olgasId, shown: queue.follow });
    line.socket.onAny((event: string, changes: StaffChange[]) => {
      if (deaf || !event.startsWith('conversations:') || !Array.isArray(changes)) return;
      for (const change of changes) {
        threads.take(change);
        queue.take(change);
      }
    });
    queue.choose({ view });
    return {
      ...{ queue, threads, line },
      deaf(on) {
        if (deaf && !on) {
          void queue.load();
          void threads.catchUp();
        }
        deaf = on;
      },
    };
  }

  test('whoever takes the conversation before them is counted at once', async () => {
    const { queue, threads, line } = await desk('open');
    const vera = await house.visitor();
    const { conversation } = await vera.ask('conversations:post', { id: id(), body: 'Is anybody here?' });
    threads.open(conversation);
    await expect.poll(() => threads.of(conversation), SOON).toBeDefined();
    await expect.poll(() => queue.rows.value?.some((row) => row.conversation === conversation), SOON).toBe(true);
    await queue.load();
    const before = queue.counts.value!;
    const agnes = await house.staff(agnesCookie);
    await agnes.ask('conversations:assign', { conversation, to: house.olgasId });
    const after = { ...before, mine: before.mine + 1, unassigned: before.unassigned - 1 };
    await expect.poll(() => queue.counts.value, SOON).toEqual(after);
    for (const client of [vera, agnes, line]) client.close();
  });

  const told = (row: StaffRow) => ({ ...row, last: row.last?.id });

  test.each(views)('in the view %s, after whatever happened', { timeout: 120_000 }, async (view) => {
    const { queue, threads, line, deaf } = await desk(view);
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(30), fc.nat(30), async (all, from, length) => {
        const Vera = await house.visitor();
        const cast = { Vera, Olga: await house.staff(), Agnes: await house.staff(agnesCookie) };
        const first = id();
        const { conversation } = await Vera.ask('conversations:post', { id: first, body: 'Is anybody here?' });
        threads.open(conversation);
        const { take } = play({ cast, conversation, first, withoutNotes: false });
        for (const [at, step] of all.entries()) {
          deaf(at >= from && at < from + length);
          await take(step);
        }
        deaf(false);
        const fresh = await line.ask('conversations:list', { view });
        const synced = await line.ask('conversations:sync', { conversation });
        await expect.poll(() => threads.of(conversation)?.thread.version, SOON).toBe(synced.to);
        await expect.poll(() => queue.rows.value?.slice(0, 50).map(told), SOON).toEqual(fresh.rows.map(told));
        await expect.poll(() => queue.counts.value, SOON).toEqual(fresh.counts);
        const shown = threads.of(conversation);
        expect(shown?.thread.messages).toEqual(synced.messages);
        expect(shown?.thread.state).toEqual(synced.state);
        const marks = (list: readonly { reader: string }[] = []) =>
          [...list].sort((a, b) => a.reader.localeCompare(b.reader));
        expect(marks(shown?.thread.marks)).toEqual(marks(synced.marks));
        for (const client of Object.values(cast)) client.close();
      }),
      { numRuns: RUNS },
    );
    line.close();
  });
});
