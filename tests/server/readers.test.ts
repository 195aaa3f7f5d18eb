import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

describe.each(databases)('what readers of a shop’s help tell, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let site: string;
  let lids: string;
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env);
    site = house.site.id;
    lids = await write('Which lid fits?', 'The one of 24 cm fits the round pan.', { pages: ['/pans/*'] });
  });
  afterAll(async () => {
    await house.close();
    await data.remove();
  });

  const olga = async (verb: string, payload: object = {}): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, verb, payload)).body;
  const anybody = async (verb: string, payload: object = {}): Promise<Answer> =>
    (
      await house.post(
        `/api/visitor/articles/${verb}`,
        { site: house.site.key, language: 'en', ...payload },
        { origin: SHOP },
      )
    ).body;

  async function write(title: string, body: string, place: object = {}): Promise<string> {
    const article = id();
    await olga('articles/save', { site, article, language: 'en', edits: 0, title, summary: '', body });
    await olga('articles/place', { article, ...place });
    await olga('articles/publish', { article, language: 'en', at: null });
    return article;
  }
  async function asks(token: string, body: string): Promise<string> {
    return (await house.asVisitor(token, 'conversations/post', { id: id(), body })).body.conversation;
  }

  test('whether an article helped is counted once for whoever changes their mind, and words about it are read by staff', async () => {
    const [vera, otto] = [id(), id()];
    expect(await anybody('helped', { id: vera, article: lids, helped: true, word: '' })).toEqual({ ok: true });
    await anybody('helped', { id: otto, article: lids, helped: true, word: '' });
    await anybody('helped', { id: otto, article: lids, helped: false, word: ' And the oval one? ' });
    expect((await olga('articles/list', { site })).articles).toMatchObject([{ id: lids, helped: { yes: 1, no: 1 } }]);
    expect(await olga('articles/helped', { article: lids })).toMatchObject({
      ...{ ok: true, helped: { yes: 1, no: 1 } },
      words: [{ helped: false, word: 'And the oval one?', language: 'en' }],
    });
  });

  test('nobody judges what they cannot read, nor another’s word', async () => {
    const draft = id();
    await olga('articles/save', { site, article: draft, language: 'en', edits: 0, title: 'x', summary: '', body: 'x' });
    const secret = await write('For us', 'Do not tell.', { audience: 'internal' });
    for (const article of [draft, secret, id()]) {
      expect(await anybody('helped', { id: id(), article, helped: true, word: '' })).toMatchObject({
        code: 'not_found',
      });
    }
    const mine = id();
    const rims = await write('Rims', 'They are round.');
    await anybody('helped', { id: mine, article: rims, helped: true, word: 'Good' });
    await anybody('helped', { id: mine, article: lids, helped: false, word: 'Bad' });
    expect((await olga('articles/helped', { article: rims })).words).toMatchObject([{ word: 'Good' }]);
  });

  test('what Vera tried before she asked stands beside her conversation, with what she tried later', async () => {
    const vera = await house.visitorToken();
    const conversation = await asks(vera, 'Which lid?');
    const searched = { is: 'searched', words: 'oval lid', found: false };
    const read = { is: 'read', article: lids, language: 'en', helped: null };
    const strange = { ...read, article: id() };
    const tell = async (token: string, steps: object[]) =>
      (await house.asVisitor(token, 'articles/tell-tried', { conversation, steps })).body;
    expect(await tell(vera, [searched, read, strange])).toEqual({ ok: true });
    expect((await olga('articles/tried', { conversation })).steps).toEqual([
      searched,
      { ...read, title: 'Which lid fits?' },
    ]);
    // Told anew with more: nothing stands there twice.
    await tell(vera, [searched, { ...read, helped: false }]);
    expect((await olga('articles/tried', { conversation })).steps).toEqual([
      searched,
      { ...read, helped: false, title: 'Which lid fits?' },
    ]);
    const eve = await house.visitorToken();
    expect(await tell(eve, [searched])).toMatchObject({ code: 'not_found' });
  });

  test('an article is begun from a conversation, and leads back to it', async () => {
    const conversation = await asks(await house.visitorToken(), 'Do you engrave?');
    const text = { site, language: 'en', edits: 0, title: 'Engraving', summary: '', body: 'We do.' };
    const article = id();
    expect(await olga('articles/save', { ...text, article, conversation })).toMatchObject({
      article: { conversation },
    });
    // Told again with the next draft it changes nothing.
    expect(await olga('articles/save', { ...text, article, edits: 1 })).toMatchObject({ article: { conversation } });
    expect((await olga('articles/tried', { conversation })).written).toEqual([
      { article, language: 'en', title: 'Engraving' },
    ]);
    const missing = { ...text, article: id(), conversation: id() };
    expect(await olga('articles/save', missing)).toMatchObject({ code: 'not_found', field: 'conversation' });
  });

  test('what fits a page or a draft is suggested, and only what surely does', async () => {
    const suggested = async (by: object) => (await anybody('suggest', by)).articles.map(({ id }: Answer) => id);
    expect(await suggested({ page: '/pans/red' })).toEqual([lids]);
    expect(await suggested({ page: '/cart' })).toEqual([]);
    expect(await suggested({ words: 'Hello, I have bought a pan and do not know which lid I need' })).toEqual([lids]);
    expect(await suggested({ words: 'Good morning to you all' })).toEqual([]);
    expect(await suggested({})).toEqual([]);
    // Nobody is told what somebody was about to write.
    expect((await olga('articles/missed', { site })).missed).toEqual([]);
  });
});
