import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { type Answer, type Client, id, type OpenHouse, openHouse } from '../support/server.ts';

/** Once: whatever the network does, a message is there once, and its sender gets the same answer each time. */
describe.each(databases)('once, on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  let olga: Client;
  let token: string;
  let vera: Client;
  beforeAll(async () => {
    const data = await fresh();
    remove = data.remove;
    house = await openHouse(data.env);
    olga = await house.staff();
  });
  afterAll(async () => {
    await house.close();
    await remove();
  });
  beforeEach(async () => {
    token = await house.visitorToken();
    vera = await house.visitor(token);
  });

  const say = (client: Client, post: object) => client.ask('conversations:post', { id: id(), body: 'Hello?', ...post });
  const bodiesOf = async (conversation: string): Promise<string[]> =>
    (await olga.ask('conversations:sync', { conversation })).messages.map((one: Answer) => one.body);

  test('a retry, from another tab or over HTTP, gets the same answer and stores nothing', async () => {
    const tab = await house.visitor(token);
    const post = { id: id(), body: 'Does the teapot come in green?' };
    const first = await say(vera, post);
    expect(first).toMatchObject({ ok: true, seq: 1, from: 0, to: 1 });
    await say(vera, { conversation: first.conversation, body: 'Or in blue?' });
    expect(await say(vera, post)).toEqual(first);
    expect(await say(tab, post)).toEqual(first);
    expect(await say(tab, { ...post, conversation: first.conversation })).toEqual(first);
    expect((await house.asVisitor(token, 'conversations/post', post)).body).toEqual(first);
    expect(await bodiesOf(first.conversation)).toEqual([post.body, 'Or in blue?']);
  });

  test('a retry is told to nobody', async () => {
    const tab = await house.visitor(token);
    const post = { id: id(), body: 'Once only' };
    const { conversation } = await say(vera, post);
    const toldOf = (client: Client) =>
      client.heard.filter(
        ({ event, payload }) => event.endsWith(':posted') && JSON.stringify(payload).includes(post.id),
      );
    await tab.hears('conversations:posted');
    for (let i = 0; i < 5; i++) await say(vera, post);
    await say(vera, { conversation, body: 'The end' });
    await tab.hears('conversations:posted', ([change]) => change.messages[0].body === 'The end');
    expect(toldOf(tab)).toHaveLength(1);
    expect(toldOf(vera)).toHaveLength(0);
    expect(toldOf(olga)).toHaveLength(1);
  });

  test('the same message from two tabs and over HTTP, all at once, is stored once', async () => {
    const tab = await house.visitor(token);
    for (let round = 0; round < 10; round++) {
      const post = { id: id(), body: `Round ${round}` };
      const answers = await Promise.all([
        say(vera, post),
        say(tab, post),
        say(vera, post),
        house.asVisitor(token, 'conversations/post', post).then(({ body }) => body),
      ]);
      for (const answer of answers) expect(answer).toEqual({ ...answers[0], ok: true });
    }
    const { rows } = await vera.ask('conversations:list');
    expect(rows).toHaveLength(1);
    expect(await bodiesOf(rows[0].conversation)).toEqual(Array.from({ length: 10 }, (_, round) => `Round ${round}`));
  });

  test('the same id with another body, place or kind is a conflict that tells nothing else', async () => {
    const post = { id: id(), body: 'What I said' };
    const { conversation } = await say(vera, post);
    const other = await say(vera, { start: id(), body: 'Elsewhere' });
    const conflict = { ok: false, problem: expect.objectContaining({ code: 'conflict', final: true }) };
    const alone = await say(vera, { ...post, body: 'What I did not say' });
    expect(alone).toEqual(conflict);
    expect(Object.keys(alone.problem).sort()).toEqual(['code', 'final', 'status', 'title']);
    expect(await say(vera, { ...post, conversation: other.conversation })).toEqual(conflict);
    expect(await say(olga, { ...post, conversation })).toEqual(conflict);

    const note = { id: id(), conversation, body: 'A note', note: true };
    expect(await say(olga, note)).toMatchObject({ ok: true });
    expect(await say(olga, { ...note, note: false })).toEqual(conflict);
    expect(await say(olga, note)).toMatchObject({ ok: true, seq: 2 });
    expect(await bodiesOf(conversation)).toEqual(['What I said', 'A note']);
  });

  test("somebody else's id is the same conflict, whether it is a message, a note or of another person", async () => {
    const { conversation } = await say(vera, {});
    const note = id();
    await say(olga, { id: note, conversation, body: 'A note', note: true });
    const answer = id();
    await say(olga, { id: answer, conversation, body: 'An answer' });
    const otto = await house.visitor();
    const ottos = id();
    await say(otto, { id: ottos, body: 'Mine' });
    const conflicts = [note, answer, ottos].flatMap((taken) => [
      say(vera, { id: taken, body: 'A note' }),
      say(vera, { id: taken, body: 'Mine' }),
      say(vera, { id: taken, body: 'An answer' }),
      say(vera, { id: taken, conversation, body: 'A note' }),
    ]);
    const bytes = new Set((await Promise.all(conflicts)).map((one) => JSON.stringify(one)));
    expect(bytes.size).toBe(1);
    expect(JSON.parse([...bytes][0] as string)).toMatchObject({ problem: { code: 'conflict' } });
  });

  test('a retry after an edit or a take-back still gets its answer, and brings nothing back', async () => {
    const [edited, gone] = [
      { id: id(), body: 'Before' },
      { id: id(), body: 'Never mind' },
    ];
    const first = await say(vera, edited);
    const second = await say(vera, gone);
    await vera.ask('conversations:edit', { id: edited.id, body: 'After' });
    await vera.ask('conversations:take-back', { id: gone.id });
    expect(await say(vera, edited)).toEqual(first);
    expect(await say(vera, gone)).toEqual(second);
    expect(await bodiesOf(first.conversation)).toEqual(['After', null]);
  });

  test('a retry of a first message goes where it went, when that is closed by now as well', async () => {
    const post = { id: id(), body: 'First' };
    const first = await say(vera, post);
    await olga.ask('conversations:close', { conversation: first.conversation });
    expect(await say(vera, post)).toEqual(first);
    const { rows } = await vera.ask('conversations:list');
    expect(rows).toMatchObject([{ conversation: first.conversation, state: { status: 'closed' } }]);
  });

  test('a hundred first messages of one visitor at once make one conversation', async () => {
    const lines = await Promise.all(Array.from({ length: 10 }, () => house.visitor(token)));
    const posts = Array.from({ length: 100 }, (_, n) => ({ id: id(), body: `Message ${n}` }));
    const answers = await Promise.all(
      posts.map((post, n) =>
        n % 10 === 0
          ? house.asVisitor(token, 'conversations/post', post).then(({ body }) => body)
          : say(lines[n % 10] as Client, post),
      ),
    );
    expect(new Set(answers.map(({ conversation }) => conversation)).size).toBe(1);
    expect(answers.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    for (const { from, to } of answers) expect(to - from).toBe(1);
    expect((await vera.ask('conversations:list')).rows).toHaveLength(1);
    // Staff hear of them in order, and with the first of them who it is.
    const { conversation } = answers[0];
    const told = () =>
      olga.heard
        .flatMap(({ event, payload }): Answer[] => (event === 'conversations:posted' ? payload : []))
        .filter((change) => change.conversation === conversation);
    await expect.poll(() => told().length).toBe(100);
    expect(told().map(({ from }) => from)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(told().map(({ opened }) => opened !== undefined)).toEqual(Array.from({ length: 100 }, (_, n) => n === 0));
  });

  test('a conversation is started on purpose, once, and goes on beside the first', async () => {
    const { conversation: before } = await say(vera, { body: 'About the teapot' });
    const start = id();
    const post = { id: id(), start, body: 'About my order' };
    const tab = await house.visitor(token);
    const answers = await Promise.all([
      say(vera, post),
      say(tab, post),
      say(tab, { start, body: 'And one more thing' }),
    ]);
    expect(answers.map(({ ok, conversation }) => [ok, conversation])).toEqual(Array(3).fill([true, start]));
    expect((await vera.ask('conversations:list')).rows).toHaveLength(2);
    // What names nothing joins the newest; what names one stays there.
    expect(await say(vera, {})).toMatchObject({ conversation: start });
    expect(await say(vera, { conversation: before })).toMatchObject({ conversation: before });
    expect(await say(vera, {})).toMatchObject({ conversation: before });
  });

  test("nobody starts a conversation under somebody else's id, and nobody learns from it", async () => {
    const { conversation } = await say(vera, {});
    const otto = await house.visitor();
    expect(await say(otto, { start: conversation })).toMatchObject({ problem: { code: 'conflict' } });
    expect(await say(otto, { conversation, start: id() })).toMatchObject({
      problem: { code: 'bad_input', field: 'start' },
    });
    expect((await otto.ask('conversations:list')).rows).toEqual([]);
    expect(await bodiesOf(conversation)).toEqual(['Hello?']);
  });

  test('a message after the close opens a new conversation, or the old one where it is named', async () => {
    const { conversation } = await say(vera, {});
    await olga.ask('conversations:close', { conversation });
    const next = await say(vera, { body: 'Something new' });
    expect(next.conversation).not.toBe(conversation);
    expect(await say(vera, { conversation, body: 'Still about that' })).toMatchObject({ conversation });
    const { rows } = await vera.ask('conversations:list');
    expect(rows.map((row: Answer) => row.state.status)).toEqual(['open', 'open']);
  });

  test('changes repeated change nothing, and say so', async () => {
    const { conversation } = await say(vera, {});
    const answer = id();
    await say(olga, { id: answer, conversation, body: 'Yes' });
    const changes: [Client, string, object][] = [
      [olga, 'edit', { id: answer, body: 'Yes!' }],
      [olga, 'assign', { conversation, to: house.olgasId }],
      [olga, 'close', { conversation }],
      [olga, 'reopen', { conversation }],
      [olga, 'read', { conversation, seq: 1 }],
      [vera, 'read', { conversation, seq: 2 }],
      [olga, 'take-back', { id: answer }],
    ];
    for (const [who, verb, payload] of changes) {
      expect(await who.ask(`conversations:${verb}`, payload), verb).toMatchObject({
        ok: true,
        change: { conversation },
      });
      expect(await who.ask(`conversations:${verb}`, payload), verb).toEqual({ ok: true, change: null });
    }
    expect(await olga.ask('conversations:edit', { id: answer, body: 'No' })).toMatchObject({
      problem: { code: 'conflict' },
    });
  });

  test('whatever is sent how often, by whom and in whichever order, each message is there once, in the order of its answers', async () => {
    const posts = fc.array(
      fc.record({ who: fc.nat(2), nth: fc.nat(6), start: fc.nat(4), over: fc.constantFrom('socket', 'HTTP') }),
      { minLength: 5, maxLength: 40, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(posts, fc.integer({ min: 1, max: 12 }), async (script, atOnce) => {
        const tokens = await Promise.all([0, 1, 2].map(() => house.visitorToken()));
        const people = await Promise.all(tokens.map((one) => house.visitor(one)));
        const ids = tokens.map(() => Array.from({ length: 7 }, id));
        const starts = tokens.map(() => Array.from({ length: 2 }, id));
        const answers = new Map<string, Set<string>>();
        for (let at = 0; at < script.length; at += atOnce) {
          await Promise.all(
            script.slice(at, at + atOnce).map(async ({ who, nth, start, over }) => {
              // Every third message starts a conversation on purpose, always the same one.
              const place = nth % 3 === 0 && start < 2 ? { start: (starts[who] as string[])[nth % 2] } : {};
              const post = { id: (ids[who] as string[])[nth] as string, body: `Message ${nth}`, ...place };
              const answer =
                over === 'socket'
                  ? await say(people[who] as Client, post)
                  : (await house.asVisitor(tokens[who] as string, 'conversations/post', post)).body;
              expect(answer.ok).toBe(true);
              answers.set(post.id, (answers.get(post.id) ?? new Set()).add(JSON.stringify(answer)));
            }),
          );
        }
        for (const said of answers.values()) expect(said.size).toBe(1);
        const due = [...answers].map(([message, [said]]) => ({ message, ...JSON.parse(said as string) }));
        for (const person of people) {
          for (const { conversation } of (await person.ask('conversations:list')).rows) {
            const { messages } = await person.ask('conversations:sync', { conversation });
            const there = messages.map(({ id, seq }: Answer) => ({ message: id, seq }));
            const here = due.filter((one) => one.conversation === conversation).sort((a, b) => a.seq - b.seq);
            expect(there).toEqual(here.map(({ message, seq }) => ({ message, seq })));
            expect(here.map(({ seq }) => seq)).toEqual(here.map((_, n) => n + 1));
          }
          person.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});
