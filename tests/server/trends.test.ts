import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMentions } from '../../server/trends/mentions.ts';
import { risingIn, WEEK_MS } from '../../server/trends/rising.ts';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse } from '../support/server.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 26, 12);

describe('what rises', () => {
  const mention = (key: string, person: string, daysAgo: number) => {
    const at = NOW - daysAgo * DAY_MS;
    return {
      key,
      as: key,
      person,
      at,
      saying: { text: `${key} by ${person}`, at, in: 'conversation' as const, id: id() },
    };
  };
  const rising = (mentions: ReturnType<typeof mention>[], weeksAgo = 5) =>
    risingIn(mentions, { now: NOW, first: NOW - weeksAgo * WEEK_MS }).map(({ what, people, before }) => [
      what,
      people,
      before,
    ]);

  test('is what many people speak of now and few did before, most striking first', () => {
    const many = (key: string, people: number, daysAgo: number) =>
      Array.from({ length: people }, (_, n) => mention(key, `${daysAgo}-${n}`, daysAgo));
    const mentions = [
      ...many('delivery', 9, 1),
      ...[8, 15, 22, 29].flatMap((day) => many('delivery', 8, day)),
      ...many('lid', 6, 2),
      ...many('lid', 4, 10),
      ...many('glaze', 4, 0),
      ...many('rare', 2, 0),
    ];
    expect(rising(mentions)).toEqual([
      ['glaze', 4, 0],
      ['lid', 6, 1],
    ]);
    // Of a young site there is one week before.
    expect(rising(mentions, 1.5)).toEqual([['glaze', 4, 0]]);
  });

  test('counts people, not how often somebody says it', () => {
    expect(rising(Array.from({ length: 20 }, (_, n) => mention('lid', 'Vera', n % 6)))).toEqual([]);
  });

  test('is found by stems, in the language of the sentence, without words that say nothing', async () => {
    const mentionsOf = await openMentions();
    const keys = (text: string) =>
      new Set(mentionsOf({ text, at: NOW, person: 'Vera', in: 'conversation', id: id() }).map(({ as }) => as));
    expect(keys('Where are the lids of my green teapot?')).toEqual(
      new Set(['lids', 'green', 'green teapot', 'teapot']),
    );
    const same = (one: string, other: string) => {
      const of = (text: string) =>
        mentionsOf({ text, at: NOW, person: 'Vera', in: 'conversation', id: id() }).map(({ key }) => key);
      expect(
        of(one).some((key) => of(other).includes(key)),
        `${one} / ${other}`,
      ).toBe(true);
    };
    same('Is there a lid for it?', 'I would like the lids');
    same('Wann kommt meine Lieferung?', 'Die Lieferungen sind da');
    expect(keys('Wann kommt das bei mir an?').has('das')).toBe(false);
    expect(keys('茶壶的盖子在哪里？').has('茶壶')).toBe(true);
  });
});

describe.each(databases)('trends on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let time: number;
  beforeEach(async () => {
    time = NOW - 20 * DAY_MS;
    data = await fresh();
    house = await openHouse(data.env, () => time);
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  test('show staff of a site what its visitors ask and tell of, with the sentences, and what tags say', async () => {
    const ask = async (body: string) =>
      (await house.asVisitor(await house.visitorToken(), 'conversations/post', { id: id(), body })).body.conversation;
    for (const body of ['When does my parcel come?', 'Is my parcel on its way?', 'Where is the parcel?'])
      await ask(body);
    time = NOW - 3 * DAY_MS;
    const conversation = await ask('My parcel is here. But the glaze has cracks!');
    for (const body of ['There are cracks in the glaze.', 'A crack went through the glaze']) await ask(body);
    for (let n = 0; n < 3; n++) {
      const feedback = id();
      const told = { id: feedback, kind: 'bug', body: `The glaze has cracks, cup ${n}` };
      expect((await house.asVisitor(await house.visitorToken(), 'feedback/give', told)).body).toEqual({ ok: true });
      await house.asStaff(house.olgasCookie, 'feedback/change', { feedback, tags: ['kiln'] });
    }
    time = NOW;
    const rising = async (cookie: string, payload: object): Promise<Answer> =>
      (await house.asStaff(cookie, 'trends/rising', payload)).body;
    const { words, tags, read, whole } = await rising(house.olgasCookie, { site: house.site.id });
    expect([read, whole]).toEqual([9, true]);
    expect(words.map(({ what }: Answer) => what)).toEqual(expect.arrayContaining(['cracks', 'glaze']));
    expect(words.map(({ what }: Answer) => what)).not.toContain('parcel');
    const cracks = words.find(({ what }: Answer) => what === 'cracks');
    expect(cracks).toMatchObject({ people: 6, before: 0 });
    expect(cracks.sayings).toHaveLength(5);
    expect(words.flatMap(({ sayings }: Answer) => sayings)).toContainEqual({
      ...{ text: 'But the glaze has cracks!', at: NOW - 3 * DAY_MS },
      ...{ in: 'conversation', id: conversation },
    });
    expect(tags).toMatchObject([{ what: 'kiln', people: 3, before: 0 }]);
    expect(await rising(house.olgasCookie, { site: id() })).toMatchObject({ code: 'not_found' });
  });
});
