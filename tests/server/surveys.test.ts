import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { id, type OpenHouse, openHouse } from '../support/server.ts';

const DAY_MS = 24 * 3_600_000;

describe.each(databases)('what a site asks now and then, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let days = 0;
  beforeEach(async () => {
    data = await fresh();
    days = 0;
    house = await openHouse(data.env, () => Date.now() + days * DAY_MS);
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });
  const survey = (more: object = {}) => ({
    ...{ id: id(), kind: 'nps', question: '', page: '', everyDays: 90, on: true },
    ...more,
  });
  const set = async (one: object) =>
    (await house.asStaff(house.olgasCookie, 'surveys/set', { site: house.site.id, survey: one })).body;
  const due = async (who: string, page = '/') => (await house.asVisitor(who, 'surveys/due', { page })).body.survey;
  const answer = async (who: string, payload: object) =>
    (await house.asVisitor(who, 'surveys/answer', { word: '', page: '/', ...payload })).body;
  const told = async () =>
    (await house.asStaff(house.olgasCookie, 'surveys/list', { site: house.site.id })).body.surveys;

  test('is asked on its pages, one thing at a time, and not again before its days are over', async () => {
    const vera = await house.visitorToken();
    const [cart, all] = [survey({ kind: 'ces', page: '/cart', everyDays: 10 }), survey()];
    for (const one of [cart, all]) expect((await set(one)).ok).toBe(true);
    expect(await due(vera, '/cart/pay')).toEqual({ id: cart.id, kind: 'ces', question: '' });
    expect(await due(vera, '/pots')).toMatchObject({ id: all.id });
    // That it was shown is enough: whoever looks away has been asked.
    expect(await answer(vera, { id: id(), survey: cart.id, score: null })).toEqual({ ok: true });
    expect([await due(vera, '/cart'), await due(vera, '/pots')]).toEqual([null, null]);
    days = 8;
    expect(await due(vera, '/cart')).toMatchObject({ id: all.id });
    days = 11;
    expect(await due(vera, '/cart')).toMatchObject({ id: cart.id });
  });

  test('is told once, with one word after the tap, and counted', async () => {
    const [vera, otto] = [await house.visitorToken(), await house.visitorToken()];
    const nps = survey();
    await set(nps);
    const mine = { id: id(), survey: nps.id };
    await answer(vera, { ...mine, score: null });
    await answer(vera, { ...mine, score: 9 });
    await answer(vera, { ...mine, score: 9, word: ' Fine pots. ' });
    await answer(vera, { ...mine, score: 1, word: 'No.' });
    expect(await answer(otto, { ...mine, score: 0 })).toMatchObject({ code: 'conflict' });
    expect(await answer(vera, { ...mine, id: id(), score: 0 })).toMatchObject({ code: 'conflict' });
    await answer(otto, { id: id(), survey: nps.id, score: null });
    expect(await told()).toMatchObject([{ asked: 2, scores: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0] }]);
    const { words } = (await house.asStaff(house.olgasCookie, 'surveys/words', { survey: nps.id })).body;
    expect(words).toMatchObject([{ score: 9, word: 'Fine pots.', page: '/' }]);
  });

  test('keeps to its scale, needs a question of the owner’s own, and stays the kind it is', async () => {
    const vera = await house.visitorToken();
    expect(await set(survey({ kind: 'own' }))).toMatchObject({ code: 'bad_input', field: 'survey.question' });
    const own = survey({ kind: 'own', question: 'Do you like the glaze?' });
    await set(own);
    expect(await set({ ...own, kind: 'nps' })).toMatchObject({ code: 'conflict' });
    expect(await answer(vera, { id: id(), survey: own.id, score: 6 })).toMatchObject({ code: 'bad_input' });
    expect(await answer(vera, { id: id(), survey: id(), score: 3 })).toMatchObject({ code: 'not_found' });
    expect(await due(vera)).toMatchObject({ question: 'Do you like the glaze?' });
    await set({ ...own, on: false });
    expect(await due(vera)).toBe(null);
  });
});
