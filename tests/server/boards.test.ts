import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, connect, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';
import { signed } from '../support/signing.ts';

const RULES = { open: true, audience: 'public', waits: 'nobody', linksWait: true, mostPerDay: null, words: [] };

describe.each(databases)('what people wish for, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let site: string;
  let secret: string;
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env);
    site = house.site.id;
    secret = (await olga('people/make-secret', { site })).value;
  });
  beforeEach(() => setRules({}));
  afterAll(async () => {
    await house.close();
    await data.remove();
  });

  const olga = async (verb: string, payload: object = {}): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, verb, payload)).body;
  const as = async (token: string, verb: string, payload: object): Promise<Answer> =>
    (await house.asVisitor(token, `boards/${verb}`, payload)).body;
  const visit = async (verb: string, token: string | undefined, payload: object): Promise<Answer> =>
    (
      await house.post(
        `/api/visitor/boards/${verb}`,
        { site: house.site.key, ...payload },
        { origin: SHOP, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      )
    ).body;
  const browse = (token?: string, payload: object = {}) =>
    visit('browse', token, { status: null, skip: 0, ...payload });
  const news = async (token: string): Promise<Answer> => (await house.asVisitor(token, 'news/list', {})).body;
  const saw = async (token: string, payload: object): Promise<Answer> =>
    (await house.asVisitor(token, 'news/saw', payload)).body;
  const setRules = (some: object) => olga('boards/set-rules', { site, rules: { ...RULES, ...some } });
  const look = (idea: string) => olga('boards/get', { idea });

  async function customer(name: string, guest?: string, more: object = {}): Promise<string> {
    const token = signed(secret, { sub: name, name, ...more, exp: 9_999_999_999 });
    const { body } = await house.post(
      '/api/visitor/people/identify',
      { site: house.site.key, token },
      { origin: SHOP, ...(guest === undefined ? {} : { authorization: `Bearer ${guest}` }) },
    );
    if (guest !== undefined) return body.token;
    const opened = await house.post(
      '/api/visitor/sessions',
      { site: house.site.key },
      { origin: SHOP, authorization: `Bearer ${body.token}` },
    );
    return opened.body.token;
  }
  async function wish(title: string): Promise<string> {
    const idea = id();
    expect(await olga('boards/save', { site, idea, title, body: '' })).toMatchObject({ ok: true });
    return idea;
  }

  test('Vera and Otto wish for the same: each counts once, and only those of whom it is known who they are', async () => {
    const [vera, otto, eve] = [await customer('Vera'), await customer('Otto'), await house.visitorToken()];
    const idea = id();
    const given = { idea, title: ' Lids of glass ', body: 'One sees what cooks.' };
    expect(await as(vera, 'give', given)).toMatchObject({
      idea: { title: 'Lids of glass', votes: 1, voted: true, own: true, waiting: false },
    });
    // Sent again over a bad line it is the same idea.
    expect(await as(vera, 'give', given)).toMatchObject({ ok: true, idea: { id: idea, votes: 1 } });
    expect(await as(otto, 'give', given)).toMatchObject({ code: 'conflict', field: 'idea' });
    for (const _twice of [1, 2]) {
      expect(await as(otto, 'vote', { idea, on: true })).toMatchObject({ idea: { votes: 2, voted: true, own: false } });
    }
    expect(await as(eve, 'vote', { idea, on: true })).toMatchObject({ idea: { votes: 2, voted: true } });
    expect((await look(idea)).idea).toMatchObject({ votes: 2, unproven: 1, author: { name: 'Vera' } });
    expect((await browse(eve)).ideas).toMatchObject([{ id: idea, votes: 2, voted: true, own: false }]);
    expect(await browse(otto)).toMatchObject({ counts: true });
    expect(await browse()).toMatchObject({ counts: false, ideas: [{ id: idea, voted: false }] });
    expect(await as(otto, 'vote', { idea, on: false })).toMatchObject({ idea: { votes: 1, voted: false } });
  });

  test('who votes first and says later who they are counts from then on, and still once', async () => {
    const idea = await wish('A round tray');
    const guest = await house.visitorToken();
    await as(guest, 'vote', { idea, on: true });
    await as(await customer('Alice'), 'vote', { idea, on: true });
    expect((await look(idea)).idea).toMatchObject({ votes: 1, unproven: 1 });
    const alice = await customer('Alice', guest);
    await expect.poll(async () => (await look(idea)).idea).toMatchObject({ votes: 1, unproven: 0 });
    const whole = await look(idea);
    expect(whole.voters).toMatchObject([{ person: { name: 'Alice' }, by: null }]);
    // When the two are told apart again, each has their own vote.
    const { person } = whole.voters[0];
    const [merged] = (await olga('people/get', { person: person.id })).merges;
    await olga('people/unmerge', { merge: merged.id });
    await expect.poll(async () => (await look(idea)).idea).toMatchObject({ votes: 1, unproven: 1 });
    expect(alice).toBeTypeOf('string');
  });

  test('two ideas become one with the votes of both, each person once, and can be told apart again', async () => {
    const [bertha, carl] = [await customer('Bertha'), await customer('Carl')];
    const [one, two] = [await wish('Blue pans'), await wish('Pans in blue')];
    for (const [token, idea] of [
      [bertha, one],
      [bertha, two],
      [carl, two],
    ] as const) {
      await as(token, 'vote', { idea, on: true });
    }
    expect(await olga('boards/merge', { idea: two, into: one })).toMatchObject({ idea: { id: one, votes: 2 } });
    expect(await look(one)).toMatchObject({ merged: [{ id: two, title: 'Pans in blue' }] });
    expect((await browse()).ideas.map(({ id }: Answer) => id)).not.toContain(two);
    // A page that still shows the other one votes for what it is now.
    expect(await as(await customer('Dora'), 'vote', { idea: two, on: true })).toMatchObject({
      idea: { id: one, votes: 3 },
    });
    expect(await olga('boards/merge', { idea: one, into: two })).toMatchObject({ code: 'conflict' });
    await olga('boards/remove', { idea: one });
    expect(await as(bertha, 'vote', { idea: two, on: true })).toMatchObject({ code: 'not_found' });
    await olga('boards/bring-back', { idea: one });
    await olga('boards/part', { idea: two });
    expect((await look(two)).idea).toMatchObject({ votes: 2, into: null });
    expect((await look(one)).idea).toMatchObject({ votes: 2 });
  });

  test('a status is told with a word, and what became of an idea is kept', async () => {
    const idea = await wish('Handles of cork');
    await olga('boards/set-status', { idea, status: 'planned', word: 'In spring.' });
    await olga('boards/set-status', { idea, status: 'planned', word: 'In spring.' });
    const done = await olga('boards/set-status', { idea, status: 'done', word: '' });
    expect(done.idea).toMatchObject({ status: 'done', word: '' });
    expect((await look(idea)).steps).toMatchObject([
      { status: 'planned', word: 'In spring.', by: house.olgasId },
      { status: 'done', word: '' },
    ]);
    const listed = await olga('boards/list', { site, view: 'done', skip: 0 });
    expect(listed).toMatchObject({ ideas: [{ id: idea }], more: false, counts: { done: 1 } });
    expect((await browse(undefined, { status: 'done' })).ideas).toMatchObject([{ id: idea, status: 'done' }]);
  });

  test.each([
    { what: 'everybody’s', rules: { waits: 'everybody' }, by: 'Vera', said: 'Smaller boxes', waits: true },
    { what: 'a stranger’s', rules: { waits: 'unproven' }, by: null, said: 'Bigger boxes', waits: true },
    { what: 'not a customer’s', rules: { waits: 'unproven' }, by: 'Vera', said: 'Green boxes', waits: false },
    { what: 'what has a link', rules: {}, by: 'Vera', said: 'See cheap.example/pans', waits: true },
    { what: 'what has a link amid its words', rules: {}, by: 'Vera', said: 'Cheap.example, they say', waits: true },
    { what: 'what has a word', rules: { words: ['CASINO'] }, by: 'Vera', said: 'A casino night', waits: true },
    { what: 'what hides a word', rules: { words: ['casino'] }, by: 'Vera', said: 'ｃas\u200bino', waits: true },
    { what: 'what has a word without spaces', rules: { words: ['赌'] }, by: 'Vera', said: '去赌场', waits: true },
    {
      what: 'nothing that only looks like a word',
      rules: { words: ['ass'] },
      by: 'Vera',
      said: 'Lids of glass',
      waits: false,
    },
    { what: 'nobody’s', rules: {}, by: null, said: 'Boxes 2.0, e.g. of wood', waits: false },
  ])('as the owner likes it, $what waits until staff let it in', async ({ rules, by, said, waits }) => {
    await setRules(rules);
    const token = by === null ? await house.visitorToken() : await customer(by);
    const idea = id();
    expect(await as(token, 'give', { idea, title: said, body: '' })).toMatchObject({ idea: { waiting: waits } });
    const seen = async (who?: string) => (await browse(who)).ideas.some((one: Answer) => one.id === idea);
    expect([await seen(token), await seen()]).toEqual([true, !waits]);
    const queue = await olga('boards/list', { site, view: 'waiting', skip: 0 });
    expect(queue.ideas.some((one: Answer) => one.id === idea)).toBe(waits);
    if (waits) {
      expect(await as(await customer('Otto'), 'vote', { idea, on: true })).toMatchObject({ code: 'not_found' });
      await olga('boards/let-in', { idea });
      expect(await seen()).toBe(true);
    }
  });

  test('who gives a lot in a day waits with what is more', async () => {
    await setRules({ mostPerDay: 2 });
    const vera = await customer('Vera busy');
    const waits = [];
    for (const title of ['Pots', 'Pans', 'Lids']) {
      waits.push((await as(vera, 'give', { idea: id(), title, body: '' })).idea.waiting);
    }
    expect(waits).toEqual([false, false, true]);
  });

  test('one address in two browsers is one voice', async () => {
    const idea = await wish('A red kettle');
    for (const sub of ['Mira at home', 'Mira at work']) {
      const token = await customer(sub, undefined, { email: 'Mira@example.com' });
      await as(token, 'vote', { idea, on: true });
    }
    expect((await look(idea)).idea).toMatchObject({ votes: 1, unproven: 0 });
  });

  test('a board is closed, or for people of whom it is known who they are, as the owner likes it', async () => {
    const idea = await wish('A closed board');
    const [vera, eve] = [await customer('Vera'), await house.visitorToken()];
    await setRules({ audience: 'proven' });
    expect(await browse()).toMatchObject({ code: 'identity_missing' });
    expect(await as(eve, 'give', { idea: id(), title: 'x', body: '' })).toMatchObject({ code: 'identity_missing' });
    expect(await browse(vera)).toMatchObject({ ok: true });
    await setRules({ open: false });
    expect(await browse(vera)).toMatchObject({ code: 'not_found' });
    expect(await as(vera, 'vote', { idea, on: true })).toMatchObject({ code: 'not_found' });
  });

  test('Olga votes for Carl, who wished for it on the phone, and takes an idea away and back', async () => {
    const idea = await wish('A phone stand');
    await customer('Carl');
    const [carl] = (await olga('people/find', { site, words: 'carl' })).people;
    expect(await olga('boards/vote', { idea, person: carl.id, on: true })).toMatchObject({ idea: { votes: 1 } });
    expect((await look(idea)).voters).toMatchObject([{ person: { name: 'Carl' }, by: house.olgasId }]);
    expect(await olga('boards/vote', { idea, person: id(), on: true })).toMatchObject({ field: 'person' });
    const named = await olga('boards/save', { site, idea: id(), title: 'A stand', body: '', person: carl.id });
    expect(named.idea).toMatchObject({ author: { name: 'Carl' }, votes: 1 });
    await olga('boards/remove', { idea });
    expect(await look(idea)).toMatchObject({ code: 'not_found' });
    expect(await olga('boards/bring-back', { idea })).toMatchObject({ idea: { votes: 1 } });
  });

  test('visitors find ideas by their words, by votes or the newest first, and read one, also by the name that it had before', async () => {
    const [vera, otto] = [await customer('Vera'), await customer('Otto')];
    const [older, newer] = [await wish('Felt mats for kettles'), await wish('Mats of felt under a KETTLE')];
    await as(vera, 'vote', { idea: older, on: true });
    const found = async (more: object) =>
      (await browse(otto, { words: 'felt kettle', ...more })).ideas.map(({ id }: Answer) => id);
    expect(await found({})).toEqual([older, newer]);
    expect(await found({ order: 'newest' })).toEqual([newer, older]);
    expect(await found({ words: 'felt kettle pots' })).toEqual([]);
    expect(await visit('read', vera, { idea: older })).toMatchObject({ idea: { voted: true, votes: 1 }, counts: true });
    await olga('boards/merge', { idea: newer, into: older });
    expect(await visit('read', undefined, { idea: newer })).toMatchObject({ idea: { id: older }, counts: false });
    // What waits is its author's alone, what is elsewhere nobody's.
    await setRules({ waits: 'everybody' });
    const own = id();
    await as(otto, 'give', { idea: own, title: 'Felt slippers', body: '' });
    expect(await visit('read', otto, { idea: own })).toMatchObject({ idea: { waiting: true, own: true } });
    expect(await visit('read', vera, { idea: own })).toMatchObject({ code: 'not_found' });
    expect(await visit('alike', vera, { words: 'slippers' })).toMatchObject({ ok: true, ideas: [] });
    await olga('boards/remove', { idea: older });
    expect(await visit('read', vera, { idea: older })).toMatchObject({ code: 'not_found' });
  });

  test.each([
    { typed: 'Lids that stay on while one pours', like: 'A lid which stays put while pouring' },
    { typed: 'Wenn die Gutscheine', like: 'Gutschein zum Verschenken' },
    { typed: 'Кружки з ім’ям', like: 'Іменні кружки' },
    { typed: '蓋付きの湯呑み', like: '湯呑みに蓋を' },
  ])('whoever writes “$typed” hears of “$like”', async ({ typed, like }) => {
    const idea = await wish(like);
    await wish('A sunday market');
    expect((await visit('alike', undefined, { words: typed })).ideas).toMatchObject([{ id: idea }]);
    expect((await visit('alike', undefined, { words: 'Umbrellas for dogs' })).ideas).toEqual([]);
    await olga('boards/remove', { idea });
  });

  test('a chat that is opened hears whether there is a board, and who sees it', async () => {
    const ideas = async () =>
      (await house.post('/api/visitor/welcome', { site: house.site.key }, { origin: SHOP })).body.ideas;
    expect(await ideas()).toBe('public');
    await setRules({ audience: 'proven' });
    expect(await ideas()).toBe('proven');
    await setRules({ open: false });
    expect(await ideas()).toBeNull();
  });

  test('staff who look hear of what visitors wish, and search finds it', async () => {
    const agnes = await connect(`${house.url}/staff`, {
      ...{ auth: { protocol: 1 }, extraHeaders: { origin: house.url, cookie: house.olgasCookie } },
    });
    await as(await customer('Vera'), 'give', { idea: id(), title: 'Spoons 100% of wood', body: 'Beech' });
    expect(await agnes.hears('boards:changed')).toEqual({ site });
    agnes.close();
    const find = async (words: string) => (await olga('boards/list', { site, view: 'all', words, skip: 0 })).ideas;
    expect(await find('BEECH spoon')).toMatchObject([{ title: 'Spoons 100% of wood' }]);
    expect(await find('10%')).toEqual([]);
  });

  test('whoever voted is told once what became of it: at once, or when they come; in whatever browser, and whoever they became', async () => {
    const guest = await house.visitorToken();
    const vera = await customer('Vera');
    const idea = await wish('Lids that whistle');
    await as(guest, 'vote', { idea, on: true });
    await as(vera, 'vote', { idea, on: true });
    const line = await house.visitor(vera);
    expect((await line.ask('conversations:list', {})).news).toBeUndefined();
    expect((await news(vera)).ideas).toEqual([]);

    await olga('boards/set-status', { idea, status: 'planned', word: 'In spring.' });
    expect(await line.hears('news:came')).toEqual({ count: 1 });
    expect((await line.ask('conversations:list', {})).news).toBe(1);
    const { ideas } = await news(vera);
    expect(ideas).toMatchObject([{ id: idea, title: 'Lids that whistle', status: 'planned', word: 'In spring.' }]);
    expect(await saw(vera, { at: ideas[0].at - 1 })).toEqual({ ok: true });
    expect((await news(vera)).ideas).toHaveLength(1);
    await saw(vera, { at: ideas[0].at });
    expect((await news(vera)).ideas).toEqual([]);
    expect((await line.ask('conversations:list', {})).news).toBeUndefined();
    line.close();

    // The same status said once more is no news; another one is. Nobody has seen what is yet to come.
    await olga('boards/set-status', { idea, status: 'planned', word: 'In spring.' });
    expect((await news(vera)).ideas).toEqual([]);
    await saw(vera, { at: 8_000_000_000_000 });
    await olga('boards/set-status', { idea, status: 'done', word: '' });
    expect((await news(vera)).ideas).toMatchObject([{ status: 'done' }]);

    // The guest has seen it, and becomes Vera: what they saw she is not told again for their vote.
    expect((await news(guest)).ideas).toMatchObject([{ status: 'done' }]);
    await saw(guest, { at: Date.now() });
    const both = await customer('Vera', guest);
    await saw(both, { at: Date.now() });
    expect((await news(both)).ideas).toEqual([]);

    // Who votes later knows how it stands; what is taken away, or on a closed board, is told to nobody.
    const late = await customer('Late');
    await as(late, 'vote', { idea, on: true });
    expect((await news(late)).ideas).toEqual([]);
    await olga('boards/set-status', { idea, status: 'started', word: '' });
    await setRules({ open: false });
    expect((await news(late)).ideas).toEqual([]);
    await setRules({});
    expect((await news(late)).ideas).toHaveLength(1);
    await olga('boards/remove', { idea });
    expect((await news(late)).ideas).toEqual([]);
  });

  test('what is asked for in a conversation is beside it, and its visitor is told', async () => {
    const vera = await customer('Vera of the loop');
    const { body: posted } = await house.asVisitor(vera, 'conversations/post', { id: id(), body: 'A kettle for one?' });
    const { conversation } = posted;
    const { person } = await olga('conversations/sync', { conversation });
    const ofIt = async () => (await olga('boards/of', { conversation })).ideas.map((one: Answer) => one.title).sort();
    expect(await ofIt()).toEqual([]);
    const made = id();
    await olga('boards/save', {
      site,
      idea: made,
      title: 'Kettles for one',
      body: '',
      person: person.id,
      conversation,
    });
    const known = await wish('Smaller kettles');
    await olga('boards/vote', { idea: known, person: person.id, on: true, conversation });
    await olga('boards/vote', { idea: known, person: person.id, on: true, conversation });
    expect(await ofIt()).toEqual(['Kettles for one', 'Smaller kettles']);
    expect(await look(known)).toMatchObject({ voters: [{ person: { id: person.id } }] });
    await olga('boards/set-status', { idea: known, status: 'declined', word: 'Too small.' });
    expect((await news(vera)).ideas).toMatchObject([{ title: 'Smaller kettles', word: 'Too small.' }]);
    // What she voted for herself may be named beside it later.
    const own = await wish('Kettles of glass');
    await as(vera, 'vote', { idea: own, on: true });
    await olga('boards/vote', { idea: own, person: person.id, on: true, conversation });
    expect(await ofIt()).toEqual(['Kettles for one', 'Kettles of glass', 'Smaller kettles']);
    const elsewhere = { idea: own, person: person.id, on: true, conversation: id() };
    expect(await olga('boards/vote', elsewhere)).toMatchObject({ code: 'not_found', field: 'conversation' });
  });

  test('whoever asked what an article was written for is told once that it is there, in their language', async () => {
    const vera = await customer('Vera who asks');
    const { body: posted } = await house.asVisitor(vera, 'conversations/post', { id: id(), body: 'Can it be baked?' });
    const { conversation } = posted;
    const article = id();
    const write = (language: string, title: string) =>
      olga('articles/save', {
        ...{ site, article, language, edits: 0, title, summary: '', body: 'Yes.' },
        ...(language === 'en' && { conversation }),
      });
    const publish = (language: string) => olga('articles/publish', { article, language, at: null });
    await write('en', 'Baking a teapot');
    await write('de', 'Eine Kanne backen');
    const inGerman = async (token: string) =>
      (await house.asVisitor(token, 'news/list', { language: 'de' })).body.articles;
    expect(await inGerman(vera)).toEqual([]);
    const line = await house.visitor(vera);
    await publish('en');
    expect(await line.hears('news:came')).toEqual({ count: 1 });
    expect(await inGerman(vera)).toMatchObject([{ id: article, title: 'Baking a teapot' }]);
    await publish('de');
    expect(await inGerman(vera)).toMatchObject([
      { id: article, title: 'Eine Kanne backen', slug: 'eine-kanne-backen' },
    ]);
    expect((await news(vera)).articles).toMatchObject([{ title: 'Baking a teapot' }]);
    expect((await line.ask('conversations:list', {})).news).toBe(1);
    expect(await inGerman(await customer('Somebody else'))).toEqual([]);
    await saw(vera, { at: Date.now() });
    expect(await inGerman(vera)).toEqual([]);
    // What is published anew is not told anew.
    await publish('en');
    expect(await inGerman(vera)).toEqual([]);
    line.close();
  });
});
