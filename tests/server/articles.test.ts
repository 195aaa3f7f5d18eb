import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isLike } from '../../server/articles/catalog.ts';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

const HOUR_MS = 3_600_000;

describe.each(databases)('the help of a shop, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let later = 0;
  let agnes: string;
  let site: string;
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env, () => Date.now() + later);
    site = house.site.id;
    agnes = (await house.colleague('Agnes', [{ site, role: 'agent' }])).cookie;
  });
  afterAll(async () => {
    await house.close();
    await data.remove();
  });

  const by = async (cookie: string, verb: string, payload: object = {}): Promise<Answer> =>
    (await house.asStaff(cookie, `articles/${verb}`, payload)).body;
  const olga = (verb: string, payload: object = {}) => by(house.olgasCookie, verb, payload);
  const visitor = async (verb: string, payload: object = {}, origin = SHOP): Promise<Answer> =>
    (
      await house.post(
        `/api/visitor/articles/${verb}`,
        { site: house.site.key, language: 'en', ...payload },
        { origin },
      )
    ).body;

  async function write(title: string, body: string, more: { language?: string; article?: string } = {}) {
    const { language = 'en', article = id() } = more;
    const saved = await olga('save', { site, article, language, edits: 0, title, summary: '', body });
    expect(saved).toMatchObject({ ok: true, edits: 1, text: { number: 1, title } });
    return { article, language };
  }
  async function publish(of: { article: string; language: string }, more: object = {}) {
    return olga('publish', { ...of, at: null, ...more });
  }
  const reads = async (article: string, language = 'en') => (await visitor('read', { article, language })).article;

  test('Olga writes an article, publishes it, and a visitor browses to it and reads nodes', async () => {
    const shelf = id();
    await olga('save-collection', {
      site,
      collection: shelf,
      texts: [{ language: 'en', title: 'Pans', description: 'All of them' }],
    });
    const lids = await write('Which lid fits?', '# Lids\n\nThe **24 cm** one.\n\n> [!TIP]\n> Measure it.');
    expect(await visitor('browse')).toMatchObject({ ok: true, language: null, shelves: [] });
    expect(await visitor('read', { article: lids.article })).toMatchObject({ code: 'not_found' });
    await olga('place', { article: lids.article, collection: shelf, pages: ['/pans/*'] });
    expect(await publish(lids)).toMatchObject({
      article: { collection: shelf, standings: [{ slug: 'which-lid-fits', state: 'published', stale: false }] },
    });
    const card = { id: lids.article, slug: 'which-lid-fits', title: 'Which lid fits?', summary: '' };
    expect(await visitor('browse', { page: '/pans/red?x=1' })).toEqual({
      ...{ ok: true, language: 'en', suggested: [card] },
      shelves: [{ collection: shelf, title: 'Pans', description: 'All of them', articles: [card] }],
    });
    expect((await visitor('browse', { page: '/cart' })).suggested).toEqual([]);
    expect(await reads('which-lid-fits')).toMatchObject({
      ...{ id: lids.article, language: 'en', languages: ['en'], collection: shelf },
      tree: [
        { is: 'heading', level: 2, anchor: 'lids', parts: [{ is: 'text', text: 'Lids' }] },
        { is: 'paragraph', parts: [{ text: 'The ' }, { is: 'strong', parts: [{ text: '24 cm' }] }, { text: ' one.' }] },
        { is: 'callout', kind: 'tip', blocks: [{ is: 'paragraph', parts: [{ text: 'Measure it.' }] }] },
      ],
    });
    expect(await visitor('browse', {}, 'https://else.example')).toMatchObject({ code: 'origin_refused' });
    await olga('remove-collection', { collection: shelf });
    expect((await visitor('browse')).shelves).toMatchObject([{ collection: null, title: '', articles: [card] }]);
  });

  test('two who write at once: the second is told, and loses nothing', async () => {
    const { article, language } = await write('Handles', 'First');
    const text = { site, article, language, title: 'Handles', summary: '' };
    expect(await by(agnes, 'save', { ...text, edits: 1, body: 'By Agnes' })).toMatchObject({ ok: true, edits: 2 });
    expect(await olga('save', { ...text, edits: 1, body: 'By Olga' })).toMatchObject({ code: 'conflict' });
    expect((await olga('get', { article, language })).text.body).toBe('By Agnes');
  });

  test('what one writes within a quarter of an hour is one version; older ones can be read and come back', async () => {
    const { article, language } = await write('Rims', 'One');
    const save = (edits: number, body: string, cookie = house.olgasCookie) =>
      by(cookie, 'save', { site, article, language, edits, title: 'Rims', summary: '', body });
    expect((await save(1, 'One, and more')).text.number).toBe(1);
    expect((await save(2, 'Two', agnes)).text.number).toBe(2);
    later += HOUR_MS;
    expect((await save(3, 'Three', agnes)).text.number).toBe(3);
    await publish({ article, language });
    expect((await save(4, 'Four', agnes)).text.number).toBe(4);
    const { versions } = await olga('versions', { article, language });
    expect(versions.map((version: Answer) => [version.number, version.published])).toEqual([
      ...[
        [4, false],
        [3, true],
        [2, false],
        [1, false],
      ],
    ]);
    expect((await olga('version', { article, language, number: 1 })).text.body).toBe('One, and more');
    expect((await reads(article)).tree).toMatchObject([{ parts: [{ text: 'Three' }] }]);
    expect((await olga('get', { article, language })).article.standings[0].state).toBe('changed');
    expect(await olga('restore', { article, language, number: 1 })).toMatchObject({
      ...{ ok: true, text: { number: 5, body: 'One, and more' } },
    });
  });

  test('an earlier text that comes back takes the place of none, however short ago that was written', async () => {
    const { article } = await write('Lids', 'One');
    await publish({ article, language: 'en' });
    const said = { site, article, language: 'en', title: 'Lids', summary: '' };
    await olga('save', { ...said, edits: 1, body: 'Two' });
    await olga('restore', { article, language: 'en', number: 1 });
    expect((await olga('version', { article, language: 'en', number: 2 })).text.body).toBe('Two');
    expect((await olga('get', { article, language: 'en' })).text).toMatchObject({ number: 3, body: 'One' });
    await olga('remove', { article });
  });

  test('a translation is older than its original until it is written again, or said to be right', async () => {
    const english = await write('Care', 'By hand.');
    await publish(english);
    const german = { article: english.article, language: 'de' };
    await write('Pflege', 'Von Hand.', german);
    await publish(german);
    const stale = async () => {
      const { articles } = await olga('list', { site });
      const one = articles.find((each: Answer) => each.id === english.article);
      return one.standings.find((each: Answer) => each.language === 'de').stale;
    };
    expect(await stale()).toBe(false);
    expect(await reads(english.article, 'de-AT')).toMatchObject({ title: 'Pflege', languages: ['de', 'en'] });
    expect(await reads('pflege', 'fr')).toMatchObject({ title: 'Care', language: 'en' });
    await olga('save', { site, ...english, edits: 1, title: 'Care', summary: '', body: 'By hand, always.' });
    expect(await stale()).toBe(true);
    await olga('match', german);
    expect(await stale()).toBe(false);
    expect(await olga('match', english)).toMatchObject({ code: 'not_found' });
  });

  test('a name that it had leads on, and a name of another article is refused', async () => {
    const first = await write('Shipping costs', 'Four.');
    await publish(first);
    expect(await publish(first, { slug: 'shipping' })).toMatchObject({ ok: true });
    expect(await reads('shipping-costs')).toMatchObject({ id: first.article, slug: 'shipping' });
    const second = await write('Shipping', 'Abroad.');
    expect(await publish(second, { slug: 'shipping-costs' })).toMatchObject({ code: 'conflict', field: 'slug' });
    // A name that nobody chose gives way.
    const { article } = await publish(second);
    expect(article.standings[0].slug).toBe(`shipping-${second.article.slice(-4)}`);
  });

  test('scheduled, it appears when its time has come, as it was then; taken back, it does not', async () => {
    const { article, language } = await write('Christmas', 'Open until noon.');
    const at = Date.now() + later + 1_500;
    expect((await publish({ article, language }, { at })).article.standings[0]).toMatchObject({
      state: 'draft',
      publishAt: at,
    });
    await olga('save', { site, article, language, edits: 1, title: 'Christmas', summary: '', body: 'Not sure yet.' });
    expect(await visitor('read', { article })).toMatchObject({ code: 'not_found' });
    await vi.waitFor(
      async () => expect((await reads(article))?.tree).toMatchObject([{ parts: [{ text: 'Open until noon.' }] }]),
      {
        timeout: 15_000,
        interval: 100,
      },
    );
    expect((await olga('get', { article, language })).article.standings[0]).toMatchObject({
      state: 'changed',
      publishAt: null,
    });
    expect((await olga('unpublish', { article, language })).article.standings[0].state).toBe('draft');
    expect(await visitor('read', { article })).toMatchObject({ code: 'not_found' });
  });

  test('what is for staff alone, and what is removed, is nowhere; what was removed comes back', async () => {
    const secret = await write('Discounts for friends', 'Ask Olga about xenodiscounts.');
    await publish(secret);
    await olga('place', { article: secret.article, audience: 'internal' });
    expect(await visitor('read', { article: secret.article })).toMatchObject({ code: 'not_found' });
    expect((await visitor('search', { words: 'xenodiscounts' })).found).toEqual([]);
    await olga('place', { article: secret.article, audience: 'public' });
    expect((await visitor('search', { words: 'xenodiscounts' })).found).toMatchObject([{ id: secret.article }]);
    await olga('remove', { article: secret.article });
    expect((await visitor('search', { words: 'xenodiscounts' })).found).toEqual([]);
    expect(await olga('get', secret)).toMatchObject({ code: 'not_found' });
    await olga('bring-back', { article: secret.article });
    expect((await visitor('search', { words: 'xenodiscounts' })).found).toMatchObject([{ id: secret.article }]);
  });

  test('what was searched for in vain is counted, nothing that tells who it was, and can be ticked off', async () => {
    for (const words of ['Gluten free', 'gluten  free ', 'vera@home.example', '+43 660 1234567']) {
      expect(await visitor('search', { words, settled: true })).toMatchObject({ found: [] });
    }
    await visitor('search', { words: 'glu' });
    const { missed } = await olga('missed', { site });
    expect(missed).toMatchObject([{ words: 'gluten free', language: 'en', times: 2 }]);
    await olga('drop-missed', { site, language: 'en', words: 'gluten free' });
    expect((await olga('missed', { site })).missed).toEqual([]);
  });

  test('synonyms find what the other word finds', async () => {
    const sofa = await write('The settee arrives in two boxes', 'Both come the same day.');
    await publish(sofa);
    expect((await visitor('search', { words: 'couch' })).found).toEqual([]);
    await olga('set-synonyms', { site, language: 'en', synonyms: [['settee', 'couch', 'sofa']] });
    await vi.waitFor(
      async () => expect((await visitor('search', { words: 'couch' })).found).toMatchObject([{ id: sofa.article }]),
      {
        timeout: 5_000,
      },
    );
  });

  test('articles are put behind one another', async () => {
    const [a, b, c] = [await write('A', 'a'), await write('B', 'b'), await write('C', 'c')];
    await olga('place', { article: c.article, after: a.article });
    const order = (await olga('list', { site })).articles.map((one: Answer) => one.id);
    expect(order.filter((one: string) => [a, b, c].some(({ article }) => article === one))).toEqual([
      ...[a.article, c.article, b.article],
    ]);
  });
});

test('a page pattern means what stands between its stars', () => {
  const like = (pattern: string) =>
    ['/', '/pans', '/pans/', '/pans/red', '/a/pans/red'].filter((path) => isLike(path, pattern));
  expect(like('/pans')).toEqual(['/pans', '/pans/']);
  expect(like('/pans/*')).toEqual(['/pans/', '/pans/red']);
  expect(like('/*/red')).toEqual(['/pans/red', '/a/pans/red']);
  expect(like('/*')).toHaveLength(5);
});
