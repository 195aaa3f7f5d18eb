import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { id, type OpenHouse, openHouse } from '../support/server.ts';

describe.each(databases)('how a conversation was, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  beforeEach(async () => {
    data = await fresh();
    house = await openHouse(data.env);
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  test('is told once by whoever had it, with one word after the tap, and by nobody else', async () => {
    const [vera, otto] = [await house.visitorToken(), await house.visitorToken()];
    const asked = await house.asVisitor(vera, 'conversations/post', { id: id(), body: 'Do you mend handles?' });
    const { conversation } = asked.body;
    const rate = async (who: string, score: number, word = '') =>
      (await house.asVisitor(who, 'feedback/rate', { conversation, score, word })).body;
    expect((await house.asVisitor(vera, 'feedback/rating', { conversation })).body.rating).toBe(null);
    expect(await rate(otto, 1)).toMatchObject({ code: 'not_found' });
    expect((await rate(vera, 4)).rating).toMatchObject({ score: 4, word: '' });
    expect((await rate(vera, 4, ' Kind. ')).rating).toMatchObject({ score: 4, word: 'Kind.' });
    expect((await rate(vera, 1, 'No.')).rating).toMatchObject({ score: 4, word: 'Kind.' });
    const seen = (await house.asStaff(house.olgasCookie, 'feedback/rating', { conversation })).body;
    expect(seen.rating).toMatchObject({ score: 4, word: 'Kind.' });
  });

  test('is asked for where the owner wants it', async () => {
    const welcome = async () => (await house.post('/api/visitor/welcome', { site: house.site.key })).body.csat;
    expect(await welcome()).toBe(false);
    await house.asStaff(house.olgasCookie, 'feedback/ask', { site: house.site.id, csat: true });
    expect(await welcome()).toBe(true);
  });
});
