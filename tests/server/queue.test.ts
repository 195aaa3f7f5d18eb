import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { type Answer, type Client, id, type OpenHouse, openHouse } from '../support/server.ts';

const SECOND = 1000;

/** What staff see of who waits, since when, for whom, and where to find it again. */
describe.each(databases)('the queue, on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  let olga: Client;
  let agnes: Client;
  let agnesId: string;
  let clock = Date.now();
  beforeAll(async () => {
    const data = await fresh();
    remove = data.remove;
    house = await openHouse(data.env, () => clock);
    const hired = await house.colleague('Agnes', [{ site: house.site.id, role: 'agent' }]);
    agnesId = hired.id;
    [olga, agnes] = [await house.staff(), await house.staff(hired.cookie)];
  });
  afterAll(async () => {
    await house.close();
    await remove();
  });

  /** A second later. */
  const tick = () => {
    clock += SECOND;
    return clock;
  };
  async function begins(body = 'Hello?'): Promise<{ vera: Client; conversation: string; at: number }> {
    const vera = await house.visitor();
    const at = tick();
    return { vera, at, conversation: (await vera.ask('conversations:post', { id: id(), body })).conversation };
  }
  const say = (who: Client, conversation: string, more = {}) => {
    tick();
    return who.ask('conversations:post', { id: id(), conversation, body: 'More', ...more });
  };
  const row = async (who: Client, conversation: string, query: object = { view: 'open' }): Promise<Answer> =>
    (await who.ask('conversations:list', query)).rows.find((one: Answer) => one.conversation === conversation);
  const waiting = async (conversation: string) =>
    (await olga.ask('conversations:sync', { conversation })).state.waitingSince;

  test('waiting time runs from the first visitor message that nobody answered', async () => {
    const { vera, conversation, at } = await begins();
    expect(await waiting(conversation)).toBe(at);
    await say(vera, conversation);
    expect(await waiting(conversation)).toBe(at);
    await say(olga, conversation, { note: true });
    expect(await waiting(conversation)).toBe(at);
    await say(olga, conversation);
    expect(await waiting(conversation)).toBeNull();
    const again = id();
    await say(vera, conversation, { id: again });
    const since = clock;
    await say(vera, conversation);
    expect(await waiting(conversation)).toBe(since);
    await vera.ask('conversations:take-back', { id: again });
    expect(await waiting(conversation)).toBe(since + SECOND);
    await olga.ask('conversations:close', { conversation });
    expect(await waiting(conversation)).toBeNull();
    await olga.ask('conversations:reopen', { conversation });
    expect(await waiting(conversation)).toBe(since + SECOND);
    await olga.ask('conversations:close', { conversation });
    // Closing has answered what came before: from here on somebody waits anew.
    await say(vera, conversation);
    const anew = clock;
    const third = id();
    await say(vera, conversation, { id: third });
    await vera.ask('conversations:take-back', { id: third });
    expect(await waiting(conversation)).toBe(anew);
    expect(await row(olga, conversation)).toMatchObject({ state: { status: 'open' } });
    expect(await waiting(conversation)).not.toBeNull();
  });

  test('unread is each one’s own, and counts what the visitor said and left there', async () => {
    const { vera, conversation } = await begins();
    const second = id();
    await say(vera, conversation, { id: second });
    await say(olga, conversation, { note: true });
    const unread = async () => [(await row(olga, conversation)).unread, (await row(agnes, conversation)).unread];
    expect(await unread()).toEqual([2, 2]);
    await agnes.ask('conversations:read', { conversation, seq: 1 });
    expect(await unread()).toEqual([2, 1]);
    await agnes.ask('conversations:read', { conversation, seq: 3 });
    expect(await unread()).toEqual([2, 0]);
    await vera.ask('conversations:take-back', { id: second });
    expect(await unread()).toEqual([1, 0]);
    // A mark never goes back.
    await agnes.ask('conversations:read', { conversation, seq: 1 });
    expect(await unread()).toEqual([1, 0]);
    const list = async () => (await vera.ask('conversations:list')).rows[0].unread;
    expect(await list()).toBe(0);
    await say(olga, conversation);
    expect(await list()).toBe(1);
    await vera.ask('conversations:read', { conversation, seq: 2_000_000 });
    expect(await list()).toBe(0);
  });

  test('views hold what they say, and the counts agree', async () => {
    const fresh = async () => (await olga.ask('conversations:list', { view: 'open' })).counts;
    const before = await fresh();
    const [free, mine, hers, done] = [await begins(), await begins(), await begins(), await begins()];
    await olga.ask('conversations:assign', { conversation: mine.conversation, to: house.olgasId });
    await olga.ask('conversations:assign', { conversation: hers.conversation, to: agnesId });
    await olga.ask('conversations:close', { conversation: done.conversation });
    const views = await Promise.all(
      [free, mine, hers, done].map(async ({ conversation }) => {
        const names = ['open', 'mine', 'unassigned', 'closed'] as const;
        const found = await Promise.all(names.map((view) => row(olga, conversation, { view })));
        return names.filter((_, n) => found[n]);
      }),
    );
    expect(views).toEqual([['open', 'unassigned'], ['open', 'mine'], ['open'], ['closed']]);
    const after = await fresh();
    const difference = Object.fromEntries(Object.keys(after).map((view) => [view, after[view] - before[view]]));
    expect(difference).toEqual({ open: 3, mine: 1, unassigned: 1, closed: 1 });
    expect(await row(agnes, hers.conversation, { view: 'mine' })).toMatchObject({
      state: { assignee: { id: agnesId } },
    });
  });

  test('newest activity comes first, a note is none, and every conversation is on one page', async () => {
    const conversations: string[] = [];
    for (let n = 0; n < 120; n++) {
      // Many at the same time, so that the order needs more than the time.
      if (n % 10 !== 0) clock -= SECOND;
      conversations.push((await begins()).conversation);
    }
    const [first, second] = conversations as [string, string];
    await say(olga, first, { note: true });
    await say(olga, second);
    const pages: Answer[][] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page: Answer = await olga.ask('conversations:list', { view: 'open', ...(after && { after }) });
      pages.push(page.rows);
      after = page.next;
    }
    const rows = pages.flat();
    expect(pages.slice(0, -1).every((page) => page.length === 50)).toBe(true);
    expect(new Set(rows.map((one) => one.conversation)).size).toBe(rows.length);
    expect(conversations.every((one) => rows.some((row) => row.conversation === one))).toBe(true);
    expect(rows.map((one) => one.state.lastAt)).toEqual(rows.map((one) => one.state.lastAt).sort((a, b) => b - a));
    expect(rows[0].conversation).toBe(second);
    expect(rows.findIndex((one) => one.conversation === first)).toBeGreaterThan(50);
    expect(rows.length).toBe((await olga.ask('conversations:list', { view: 'open' })).counts.open);
  });

  test('words are found in messages and notes, whatever characters they hold', async () => {
    const texts = [
      'A GREEN teapot',
      '100% wool',
      'under_score',
      'back\\slash',
      "it's",
      'Grüner Tee',
      'Äpfel und ÖL',
      '青い茶碗',
      '🫖 pot',
    ];
    const made = new Map<string, string>();
    for (const text of texts) made.set(text, (await begins(text)).conversation);
    const { conversation } = await begins('Something else');
    await say(olga, conversation, { note: true, body: 'knows the wizard' });
    const found = async (words: string) => {
      const { rows } = await olga.ask('conversations:list', { view: 'open', words });
      return rows.map((one: Answer) => one.conversation);
    };
    for (const [words, text] of [
      ['green', 'A GREEN teapot'],
      ['Green TEA', 'A GREEN teapot'],
      ['100%', '100% wool'],
      ['r_s', 'under_score'],
      ['k\\s', 'back\\slash'],
      ["it's", "it's"],
      ['Tee', 'Grüner Tee'],
      ['äpfel', 'Äpfel und ÖL'],
      ['Äpfel', 'Äpfel und ÖL'],
      ['ÖL', 'Äpfel und ÖL'],
      ['茶碗', '青い茶碗'],
      ['🫖', '🫖 pot'],
    ] as const) {
      expect(await found(words), words).toEqual([made.get(text)]);
    }
    expect(await found('wizard')).toEqual([conversation]);
    expect(await found('%')).toEqual([made.get('100% wool')]);
    expect(await found('nowhere to be found')).toEqual([]);
    expect((await found('   ')).length).toBe(50);
  });

  test('a cursor that nobody gave out is bad input', async () => {
    for (const after of [
      'eyJhIjoxfQ',
      'x',
      Buffer.from('1 x').toString('base64url'),
      Buffer.from(`-1 ${id()}`).toString('base64url'),
    ]) {
      expect(await olga.ask('conversations:list', { view: 'open', after })).toMatchObject({
        problem: { code: 'bad_input', field: 'after' },
      });
    }
  });
});

describe.each(databases)('people, on $name', ({ fresh }) => {
  test('are known by where they came from, where they are and what they asked before', async () => {
    const data = await fresh();
    let clock = Date.now();
    const house = await openHouse(data.env, () => ++clock);
    const [olga, vera] = [await house.staff(), await house.visitor()];
    const visit = {
      id: id(),
      url: 'https://shop.example/?utm_source=letter&utm_campaign=Tea%20time&x=1',
      title: 'Shop',
    };
    const from = { referrer: 'https://search.example/?q=tea', language: 'de-AT', timeZone: 'Europe/Vienna' };
    expect(await vera.ask('people:arrive', { ...visit, ...from })).toEqual({ ok: true });
    await vera.ask('people:arrive', {
      ...visit,
      ...from,
      url: 'https://shop.example/pots',
      title: 'Pots',
      referrer: '',
    });
    const asked = 'Long '.repeat(100).trim();
    const { conversation } = await vera.ask('conversations:post', { id: id(), body: asked });
    await olga.ask('conversations:close', { conversation });
    const next = await vera.ask('conversations:post', { id: id(), body: 'And now?' });
    const { person } = await olga.ask('conversations:sync', { conversation });
    const profile = await olga.ask('people:get', { person: person.id });
    expect(profile).toMatchObject({
      ok: true,
      person: { kind: 'unknown', name: null, email: null },
      site: house.site.id,
    });
    expect(profile.visits).toMatchObject([
      {
        ...{ id: visit.id, url: 'https://shop.example/pots', title: 'Pots', referrer: from.referrer },
        ...{ language: 'de-AT', timeZone: 'Europe/Vienna', campaign: { source: 'letter', campaign: 'Tea time' } },
      },
    ]);
    expect(profile.visits[0].lastAt).toBeGreaterThan(profile.visits[0].startedAt);
    expect(profile.conversations).toMatchObject([
      { conversation: next.conversation, status: 'open', opening: 'And now?' },
      { conversation, status: 'closed', opening: asked.slice(0, 140) },
    ]);
    for (let n = 0; n < 25; n++) await vera.ask('people:arrive', { ...visit, ...from, id: id(), title: `Page ${n}` });
    const { visits } = await olga.ask('people:get', { person: person.id });
    expect(visits.map((one: Answer) => one.title)).toEqual(Array.from({ length: 20 }, (_, n) => `Page ${24 - n}`));
    await house.close();
    await data.remove();
  });
});
