import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeEvents } from '../../protocol/conversations.ts';
import { type Thread, unreadIn } from '../../widget/conversations/thread.ts';
import { type Book, freshThread, openBook, tidy } from '../support/book.ts';
import { databases } from '../support/databases.ts';
import { type Answer, type Client, id, type OpenHouse, openHouse } from '../support/server.ts';
import { type Cast, hire, play, type Step, steps } from '../support/steps.ts';

const RUNS = 40;

/** In step: whoever heard every change, some of them or none, ends where a fresh load begins. */
describe.each(databases)('in step, on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  let agnesCookie: string;
  let agnesId: string;
  let clock = 0;
  // No two things happen at the same time, so that a time that moved shows.
  let tick = Date.now();
  beforeAll(async () => {
    const data = await fresh();
    remove = data.remove;
    house = await openHouse(data.env, () => clock || ++tick);
    ({ agnesCookie, agnesId } = await hire(house));
  });
  afterAll(async () => {
    await house.close();
    await remove();
  });

  /** Vera begins a conversation; everybody listens, on a second line too. */
  async function begin(options: { withoutNotes: boolean } = { withoutNotes: false }) {
    const token = await house.visitorToken();
    const cast: Cast = {
      Vera: await house.visitor(token),
      Olga: await house.staff(),
      Agnes: await house.staff(agnesCookie),
    };
    const verasTab = await house.visitor(token);
    const agnesTab = await house.staff(agnesCookie);
    const first = id();
    const { conversation } = await cast.Vera.ask('conversations:post', { id: first, body: 'Is anybody here?' });
    const all = { ...cast, verasTab, agnesTab };
    const books = new Map<Client, Book>(
      Object.values(all).map((client) => [client, openBook(client, conversation)] as const),
    );
    await Promise.all([...books.values()].map((book) => book.catchUp()));
    const { take } = play({ cast, conversation, first, ...options });
    return { ...all, cast, conversation, token, books, take, leave };
    function leave() {
      for (const client of Object.values(all)) client.close();
    }
  }
  type Scene = Awaited<ReturnType<typeof begin>>;

  /** Waits until everybody has heard everything, and compares with what a fresh client finds. */
  async function expectInStep({ books, conversation, Vera, Olga, Agnes }: Scene): Promise<void> {
    const asVisitor = await freshThread(Vera, conversation);
    const asStaff = await freshThread(Olga, conversation);
    for (const [client, book] of books) {
      const due = isVisitors(client) ? asVisitor : asStaff;
      await expect.poll(() => book.thread()?.version, { interval: 2 }).toBe(due.version);
      await book.settled();
      expect(tidy(book.thread())).toEqual(due);
    }
    // What lists count is what threads show.
    const { rows } = await Vera.ask('conversations:list');
    expect(rows[0].unread).toBe(unreadIn(asVisitor));
    expect((await queueOf({ asker: Olga, conversation })).unread).toBe(unreadOf(asStaff, house.olgasId));
    expect((await queueOf({ asker: Agnes, conversation })).unread).toBe(unreadOf(asStaff, agnesId));
  }
  /** What the visitor said beyond somebody's mark. */
  function unreadOf({ messages, marks }: Thread, reader: string): number {
    const seen = marks.find((mark) => mark.reader === reader)?.seq ?? 0;
    return messages.filter((one) => one.by === 'visitor' && one.seq > seen && one.takenBackAt === null).length;
  }
  const isVisitors = (client: Client) => (client.socket as unknown as { nsp: string }).nsp === '/visitor';

  const told: Record<(typeof changeEvents)[number], Step[]> = {
    'conversations:posted': [
      { do: 'post', by: 'Vera', note: false },
      { do: 'post', by: 'Olga', note: false },
      { do: 'post', by: 'Olga', note: true },
    ],
    'conversations:edited': [
      { do: 'edit', by: 'Vera', note: false, nth: 0 },
      { do: 'post', by: 'Olga', note: true },
      { do: 'edit', by: 'Olga', note: true, nth: 0 },
    ],
    'conversations:taken-back': [
      { do: 'post', by: 'Olga', note: false },
      { do: 'take back', by: 'Olga', note: false, nth: 0 },
      { do: 'take back', by: 'Vera', note: false, nth: 0 },
    ],
    'conversations:reacted': [
      { do: 'react', by: 'Olga', note: false, nth: 0, on: true },
      { do: 'react', by: 'Vera', note: false, nth: 0, on: true },
      { do: 'answer', by: 'Vera', note: false, nth: 0 },
      { do: 'react', by: 'Vera', note: false, nth: 0, on: false },
      { do: 'post', by: 'Olga', note: true },
      { do: 'react', by: 'Agnes', note: true, nth: 0, on: true },
    ],
    'conversations:read': [
      { do: 'read', by: 'Olga', note: false, nth: 0 },
      { do: 'post', by: 'Olga', note: true },
      { do: 'read', by: 'Agnes', note: true, nth: 0 },
      { do: 'read', by: 'Olga', note: true, nth: 0 },
      { do: 'read', by: 'Vera', note: false, nth: 0 },
    ],
    'conversations:assigned': [
      { do: 'assign', by: 'Olga', to: 'Agnes' },
      { do: 'assign', by: 'Agnes', to: null },
    ],
    'conversations:closed': [{ do: 'close', by: 'Olga' }],
    'conversations:reopened': [
      { do: 'close', by: 'Olga' },
      { do: 'reopen', by: 'Agnes' },
    ],
  };

  test.each(changeEvents)('%s leads from the old state to the fresh one, for both audiences', async (event) => {
    const scene = await begin();
    for (const step of told[event]) {
      const answer = await scene.take(step);
      expect(answer).toMatchObject({ ok: true });
      await (scene.books.get(scene.cast[step.by]) as Book).took(answer);
      await expectInStep(scene);
    }
    expect(scene.agnesTab.heard.map((one) => one.event)).toContain(event);
    expect(scene.verasTab.heard.map((one) => one.event)).toContain(event);
    // Who heard everything never had to ask, beyond the beginning.
    expect(scene.books.get(scene.verasTab)?.syncs()).toBe(1);
    expect(scene.books.get(scene.agnesTab)?.syncs()).toBe(1);
    scene.leave();
  });

  test('whatever happens, alone or at once, everybody ends where a fresh load begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.boolean()),
        async (script, atOnce, naps) => {
          const scene = await begin();
          const sleepers = {
            Vera: openBook(deaf(scene.Vera), scene.conversation, scene.books.get(scene.Vera)?.thread()),
            Olga: openBook(deaf(scene.Olga), scene.conversation, scene.books.get(scene.Olga)?.thread()),
          };
          for (let at = 0; at < script.length; at += atOnce) {
            await Promise.all(
              script.slice(at, at + atOnce).map(async (step) => {
                const answer = await scene.take(step);
                // What several do at once may come in another order: an answer before its question, an edit after its end.
                expect(['ok', 'conflict', 'not_found']).toContain(answer?.problem?.code ?? 'ok');
                await (scene.books.get(scene.cast[step.by]) as Book).took(answer);
              }),
            );
            // Whoever was asleep asks for what changed, from time to time.
            if (naps.next().value) await sleepers.Vera.catchUp();
            if (naps.next().value) await sleepers.Olga.catchUp();
          }
          await expectInStep(scene);
          await Promise.all([sleepers.Vera.catchUp(), sleepers.Olga.catchUp()]);
          expect(tidy(sleepers.Vera.thread())).toEqual(await freshThread(scene.Vera, scene.conversation));
          expect(tidy(sleepers.Olga.thread())).toEqual(await freshThread(scene.Olga, scene.conversation));
          scene.leave();
        },
      ),
      { numRuns: RUNS },
    );
  });

  /** The same person on a line that hears nothing. */
  function deaf(client: Client): Client {
    return { ...client, socket: { onAny() {} } as never };
  }

  test('a visitor cannot tell that notes exist', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const [withNotes, without] = [await watch(script, false), await watch(script, true)];
        expect(withNotes).toEqual(without);
      }),
      { numRuns: RUNS },
    );
    clock = 0;
  });

  /** Everything that Vera can see while a script is played, with ids numbered as they appear and times counted from the beginning. */
  async function watch(script: Step[], withoutNotes: boolean): Promise<string[]> {
    const base = Date.now();
    clock = base;
    const scene = await begin({ withoutNotes });
    const { Vera, verasTab, conversation } = scene;
    // A newer conversation, so that an order by activity would show what happens in the older one.
    await Vera.ask('conversations:post', { id: id(), start: id(), body: 'And another thing' });
    const seen: Answer[] = [];
    for (const [index, step] of script.entries()) {
      clock = base + 1000 * (index + 1);
      const answer = await scene.take(step);
      if (step.by === 'Vera') seen.push(answer);
      seen.push(await Vera.ask('conversations:list'));
      seen.push(await Vera.ask('conversations:sync', { conversation }));
      seen.push(await Vera.ask('conversations:sync', { conversation, from: 1 }));
      seen.push(await Vera.ask('conversations:history', { conversation, before: 4 }));
    }
    const { to } = await Vera.ask('conversations:sync', { conversation });
    await expect.poll(() => scene.books.get(verasTab)?.thread()?.version, { interval: 2 }).toBe(to);
    const staff = await queueOf({ asker: scene.Olga, conversation });
    scene.leave();
    const numbers = new Map<string, number>();
    return [...seen, ...verasTab.heard, staff].map((one) =>
      JSON.stringify(one, (_key, value) => (typeof value === 'number' && value > 1e12 ? value - base : value)).replace(
        /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
        (found) => `#${numbers.get(found) ?? numbers.set(found, numbers.size).get(found)}`,
      ),
    );
  }

  /** What the queue says of who waits, since when, and of activity: notes are no activity and answer nobody. */
  async function queueOf({ asker, conversation }: { asker: Client; conversation: string }): Promise<Answer> {
    for (const view of ['open', 'closed']) {
      for (let after: string | null | undefined; after !== null; ) {
        const page = await asker.ask('conversations:list', after === undefined ? { view } : { view, after });
        const row = page.rows.find((one: Answer) => one.conversation === conversation);
        if (row) return { state: row.state, unread: row.unread };
        after = page.next;
      }
    }
    throw new Error('the conversation is in no view');
  }

  test('who writes a note is seen writing by colleagues, and by the visitor when it is for them', async () => {
    const { Olga, Agnes, verasTab, conversation, leave } = await begin();
    await Agnes.ask('conversations:look', { conversation });
    await Olga.ask('conversations:look', { conversation });
    expect(await Olga.ask('conversations:type', { conversation, typing: true, note: true })).toEqual({ ok: true });
    await Agnes.hears('conversations:typed', (typed) => typed.by.name === 'Olga' && typed.typing);
    await Agnes.hears('conversations:looked', ({ lookers }) => lookers.some((one: Answer) => one.typing));
    expect(verasTab.heard.map(({ event }) => event)).not.toContain('conversations:typed');
    await Olga.ask('conversations:type', { conversation, typing: true });
    await verasTab.hears('conversations:typed', (typed) => typed.by.name === 'Olga');
    leave();
  });

  test('who missed more than a page gets it in pages, and who missed too much the newest page', async () => {
    const scene = await begin();
    const { Vera, Olga, conversation, books } = scene;
    const before = { Vera: books.get(Vera)?.thread(), Olga: books.get(Olga)?.thread() };
    const say = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, at) =>
          at % 4 === 3
            ? Olga.ask('conversations:post', { id: id(), conversation, body: `Note ${at}`, note: true })
            : Vera.ask('conversations:post', { id: id(), conversation, body: `Message ${at}` }),
        ),
      );
    await say(240);
    for (const [client, thread, pages] of [
      [Vera, before.Vera, 2],
      [Olga, before.Olga, 3],
    ] as const) {
      const late = openBook(deaf(client), conversation, thread);
      await late.catchUp();
      expect(late.syncs()).toBe(pages);
      expect(tidy(late.thread())).toEqual(await freshThread(client, conversation));
    }
    for (let round = 0; round < 5; round++) await say(200);
    const answer = await Olga.ask('conversations:sync', { conversation, from: 1 });
    expect(answer).toMatchObject({ ok: true, reset: true, more: false, older: true });
    expect(answer.messages).toHaveLength(50);
    // Vera counts no notes: 931 changes are not too many for her.
    expect(await Vera.ask('conversations:sync', { conversation, from: 1 })).toMatchObject({ reset: false, more: true });
    const late = openBook(deaf(Olga), conversation, before.Olga);
    await late.catchUp();
    expect(late.syncs()).toBe(1);
    expect(late.thread()?.messages).toEqual((await freshThread(Olga, conversation)).messages.slice(-50));
    scene.leave();
  });

  test('who comes from a database that was put back gets the newest page', async () => {
    const scene = await begin();
    const answer = await scene.Vera.ask('conversations:sync', { conversation: scene.conversation, from: 77 });
    expect(answer).toMatchObject({ ok: true, reset: true, to: 1 });
    scene.leave();
  });
});
