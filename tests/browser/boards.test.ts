import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';
import { signed } from '../support/signing.ts';

/** Ideas: what people wish for, as Olga keeps it in a real browser. */
let scene: Scene;
let secret: string;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  scene = await openScene();
  secret = (await olga('people/make-secret', { site: scene.house.site.id })).value;
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const olga = async (verb: string, payload: object): Promise<Answer> =>
  (await scene.house.asStaff(scene.house.olgasCookie, verb, payload)).body;
const staysWithin = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** Somebody whom the shop vouches for, in a browser of theirs. */
async function customer(name: string): Promise<(verb: string, payload: object) => Promise<Answer>> {
  const { house, shop } = scene;
  const ask = async (path: string, payload: object, bearer?: string): Promise<Answer> => {
    const answer = await fetch(`${house.url}/api/visitor/${path}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin: shop.origin },
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(payload),
    });
    return (await answer.json()) as Answer;
  };
  const site = house.site.key;
  const known = await ask('people/identify', { site, token: signed(secret, { sub: name, name }) });
  const { token } = await ask('sessions', { site }, known.token);
  return (verb, payload) => ask(`boards/${verb}`, payload, token);
}

async function sitAt(path: string, width: number): Promise<Page> {
  const { browser, house } = scene;
  const desk = await sitDown(browser, house.url, house.olgasCookie, { viewport: { width, height: 800 } }, path);
  contexts.push(desk.context);
  return desk.page;
}

describe.each([{ width: 1280 }, { width: 360 }])('$width px wide', ({ width }) => {
  test('Olga opens the board, lets an idea in, merges another one, votes for Carl and says what becomes of it', async () => {
    const [lids, glass] = [`Lids of glass ${width}`, `See-through lids ${width}`];
    const rules = { open: false, audience: 'public', waits: 'unproven', linksWait: true, mostPerDay: null, words: [] };
    await olga('boards/set-rules', { site: scene.house.site.id, rules });
    const page = await sitAt('/inbox/boards', width);
    await page.getByText('This board is not open.').waitFor();
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByLabel('The board is open').check();
    await page.getByLabel('Whose ideas wait').selectOption({ label: 'Everybody’s' });
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();

    // What Vera and Otto wish for comes while Olga looks.
    await page.getByRole('link', { name: 'All ideas' }).click();
    await page.getByRole('link', { name: /^Waiting/ }).click();
    const [vera, otto] = [await customer('Vera'), await customer('Otto')];
    await customer('Carl');
    const [one, two] = [id(), id()];
    await vera('give', { idea: one, title: lids, body: 'One sees what cooks.' });
    await otto('give', { idea: two, title: glass, body: '' });
    const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
    await row(glass).getByRole('button', { name: 'Let it in' }).click();
    await row(lids).getByRole('button', { name: 'Let it in' }).click();
    await page.getByText('Nobody waits').waitFor();
    await vera('vote', { idea: two, on: true });

    await page.getByRole('link', { name: 'All', exact: true }).click();
    await row(glass).getByText('Otto').waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    await row(glass).getByRole('link').click();
    await page.getByRole('heading', { name: glass }).waitFor();
    await page.getByRole('button', { name: 'Merge it into another idea' }).click();
    await page.getByRole('dialog').getByLabel('Find ideas').fill(lids);
    await page.getByRole('button', { name: `Merge into “${lids}”` }).click();

    // Vera voted for both and counts once.
    await page.getByRole('heading', { name: lids }).waitFor();
    const votes = page.locator('.idea-votes strong');
    await expect.poll(() => votes.textContent()).toBe('2');
    await page.getByLabel('Vote in somebody’s name').fill('carl');
    await page.getByRole('button', { name: 'Carl' }).click();
    await expect.poll(() => votes.textContent()).toBe('3');
    await page.getByText('in their name').waitFor();

    await page.getByLabel('What becomes of it').selectOption('planned');
    await page.getByLabel('A word about that').fill('In spring.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Until now' }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    const seen = await vera('browse', { site: scene.house.site.key, status: 'planned', skip: 0 });
    expect(seen.ideas.find((idea: Answer) => idea.id === one)).toMatchObject({
      ...{ title: lids, votes: 3, voted: true, own: true, status: 'planned', word: 'In spring.' },
    });

    // What was merged can be told apart again.
    await page.getByRole('button', { name: 'Make it one of its own again' }).click();
    await expect.poll(() => votes.textContent()).toBe('2');
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('The idea was taken away.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(lids).getByRole('link').waitFor();
  });

  test('Olga writes down what Carl wished for on the phone', async () => {
    await customer('Carl');
    const page = await sitAt('/inbox/boards/new', width);
    const long = `A very ${'long'.repeat(20)} wish`;
    await page.getByLabel('In one sentence').fill(long);
    await page.getByLabel('Whose idea it is').fill('car');
    await page.getByRole('button', { name: 'Carl' }).click();
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: long }).waitFor();
    expect(await page.locator('.idea-votes strong').textContent()).toBe('1');
    expect(await staysWithin(page)).toBe(true);
  });
});
