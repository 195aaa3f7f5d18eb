import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';
import { signed } from '../support/signing.ts';

/** Ideas: what people wish for, as Olga keeps it and visitors see it, in real browsers. */
let scene: Scene;
let secret: string;
const OPEN = { open: true, audience: 'public', waits: 'nobody', linksWait: true, mostPerDay: null, words: [] };
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

async function wish(title: string): Promise<string> {
  const { site } = scene.house;
  const idea = id();
  const { rules } = await olga('boards/rules', { site: site.id });
  if (!rules.open) await olga('boards/set-rules', { site: site.id, rules: OPEN });
  await olga('boards/save', { site: site.id, idea, title, body: '' });
  return idea;
}
const votesFor = async (idea: string): Promise<number> => (await olga('boards/get', { idea })).idea.votes;

/** A page of the shop; with a name the shop says who is there. */
async function visit(width: number, name?: string) {
  const context = await scene.browser.newContext({ viewport: { width, height: 740 } });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(scene.shop.origin);
  await page.waitForFunction("typeof Foyer === 'function'");
  if (name !== undefined) await page.evaluate(`Foyer('identify', '${signed(secret, { sub: name, name })}')`);
  return { context, page };
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

  test('Vera finds an idea in the chat and votes at once, without a network too, and it counts once', async () => {
    const title = `Blue lids ${width}`;
    const idea = await wish(title);
    const { page, context } = await visit(width, 'Vera');
    await page.evaluate("Foyer('open', 'home')");
    await page.getByRole('button', { name: 'Ideas', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search ideas' }).fill(`lids blue ${width}`);
    await page.getByText('1 idea found').waitFor({ state: 'attached' });
    const vote = page.getByRole('button', { name: `Vote for “${title}”` });
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    await vote.press('Enter');
    expect(await vote.getAttribute('aria-pressed')).toBe('true');
    expect(await vote.textContent()).toBe('1');
    await expect.poll(() => votesFor(idea)).toBe(1);
    await vote.click();
    await expect.poll(() => vote.textContent()).toBe('0');
    await expect.poll(() => votesFor(idea)).toBe(0);

    await context.setOffline(true);
    await vote.click();
    await page.getByText('Your vote is kept here and sent as soon as there is a connection.').waitFor();
    expect(await vote.textContent()).toBe('1');
    expect(await votesFor(idea)).toBe(0);
    await context.setOffline(false);
    await expect.poll(() => votesFor(idea), { timeout: 20_000 }).toBe(1);
    await expect.poll(() => page.getByText('Your vote is kept here').count()).toBe(0);
    await page.reload();
    await page.evaluate(`Foyer('identify', '${signed(secret, { sub: 'Vera', name: 'Vera' })}')`);
    await page.evaluate("Foyer('open', 'ideas')");
    await page.getByRole('searchbox', { name: 'Search ideas' }).fill(title);
    await expect.poll(() => vote.getAttribute('aria-pressed')).toBe('true');
    expect(await vote.textContent()).toBe('1');
    await page.getByLabel('Status').selectOption('Done');
    await page.getByText('There is no such idea yet.').waitFor();
  });

  test('Vera suggests an idea, sees what is like it, and reads what Olga says of hers', async () => {
    await olga('boards/set-rules', { site: scene.house.site.id, rules: { ...OPEN, waits: 'everybody' } });
    const like = `Handles made of cork ${width}`;
    const known = await wish(like);
    const { page } = await visit(width, 'Vera');
    const field = page.getByLabel('Your idea in a few words');
    // Where there is a board, feedback leads to it.
    await page.evaluate("Foyer('open', 'feedback')");
    await page.getByRole('button', { name: 'Suggest an idea' }).click();
    await field.fill(`Cork handle ${width}`);
    await page.getByText('Is it one of these? Then vote for it.').waitFor();
    await field.fill('');
    await page.evaluate("Foyer('open', 'ideas')");
    await page.getByRole('button', { name: 'Suggest an idea' }).click();
    await expect
      .poll(() => field.evaluate((one) => one === (one.getRootNode() as ShadowRoot).activeElement))
      .toBe(true);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Please write a few words first.').waitFor();
    await field.fill(`Cork handle ${width}`);
    await page.getByRole('button', { name: `Vote for “${like}”` }).click();
    await expect.poll(() => votesFor(known)).toBe(1);
    expect(await flawsOf(page)).toEqual([]);
    await field.fill(`A cork for the spout ${width}`);
    await page.getByLabel('Why would it help you?').fill('It drips.\n<b>Always.</b>');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Nobody else sees it until we have read it.').waitFor();
    await page.getByText('<b>Always.</b>').waitFor();
    const waiting = (await olga('boards/list', { site: scene.house.site.id, view: 'waiting', skip: 0 })).ideas;
    const { id: own } = waiting.find((one: Answer) => one.title === `A cork for the spout ${width}`);
    await olga('boards/let-in', { idea: own });
    await olga('boards/set-status', { idea: own, status: 'planned', word: 'With the next firing.' });

    await page.getByRole('button', { name: 'Back' }).click();
    await page.locator('.idea', { hasText: `A cork for the spout ${width}` }).click();
    await page.getByText('With the next firing.').waitFor();
    await page.getByText('Planned', { exact: true }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
  });

  test('Otto, of whom nobody knows who he is, hears that his vote does not count yet; without a board there is no door', async () => {
    const title = `Red lids ${width}`;
    const idea = await wish(title);
    const { page } = await visit(width);
    let isAway = true;
    await page.route('**/boards/browse', (route) => (isAway ? route.abort() : route.fallback()));
    await page.evaluate("Foyer('open', 'ideas')");
    await page.getByText('This could not be loaded.').waitFor();
    isAway = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: `Vote for “${title}”` }).click();
    await page.getByText('We have your vote.').waitFor();
    await expect.poll(async () => (await olga('boards/get', { idea })).idea.unproven).toBe(1);
    expect(await page.getByRole('button', { name: `Vote for “${title}”` }).textContent()).toBe('0');

    await olga('boards/set-rules', { site: scene.house.site.id, rules: { ...OPEN, audience: 'proven' } });
    const other = await visit(width);
    await other.page.evaluate("Foyer('open', 'ideas')");
    await other.page.getByText('The ideas here are for those who have signed in').waitFor();
    await olga('boards/set-rules', { site: scene.house.site.id, rules: { ...OPEN, open: false } });
    await other.page.reload();
    await other.page.evaluate("Foyer('open', 'home')");
    await other.page.getByRole('button', { name: 'Give feedback' }).waitFor();
    expect(await other.page.getByRole('button', { name: 'Ideas', exact: true }).count()).toBe(0);
    await other.page.evaluate("Foyer('open', 'ideas')");
    await other.page.getByText('No ideas are collected here at the moment.').waitFor();
  });

  test('what Vera and Otto ask for becomes one idea in two keys; both are told once what becomes of it', async () => {
    const title = `Could you make a kettle that sings ${width}`;
    await wish(`Something else ${width}`);
    const ask = async (text: string) => {
      const { page } = await visit(width);
      await page.getByRole('button', { name: /^Chat with/ }).click();
      await page.getByRole('textbox', { name: 'Write a message…' }).fill(text);
      await page.keyboard.press('Enter');
      await page.getByText('Sent', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      const { rows } = await olga('conversations/list', { view: 'open', words: text });
      return { page, conversation: rows[0].conversation as string };
    };
    const vera = await ask(`${title}? My old one is silent.`);
    const desk = await sitAt('/inbox/conversations', width);
    await desk.goto(`${scene.house.url}/inbox/conversations/${vera.conversation}`);
    await desk.getByRole('log').getByText('My old one is silent.').waitFor();
    await desk.getByRole('log').focus();
    await desk.keyboard.press('i');
    const dialog = desk.getByRole('dialog');
    await expect.poll(() => dialog.getByLabel('In one sentence').inputValue()).toBe(title);
    expect(await flawsOf(desk)).toEqual([]);
    expect(await staysWithin(desk)).toBe(true);
    await desk.keyboard.press('Enter');
    await desk.getByText('It is an idea now.').waitFor();
    const { ideas } = await olga('boards/of', { conversation: vera.conversation });
    expect(ideas).toMatchObject([{ title, unproven: 1, conversation: vera.conversation }]);
    const idea = ideas[0].id as string;

    const otto = await ask(`Is there a kettle that sings for ${width}?`);
    await desk.goto(`${scene.house.url}/inbox/conversations/${otto.conversation}`);
    await desk.getByRole('log').getByText('Is there a kettle').waitFor();
    await desk.getByRole('log').focus();
    await desk.keyboard.press('i');
    await dialog
      .getByRole('listitem')
      .filter({ hasText: title })
      .getByRole('button', { name: 'Add their vote' })
      .click();
    await desk.getByText('votes for it now, and is told what becomes of it.').waitFor();
    if (width === 1280) {
      const about = desk.getByRole('region', { name: 'About this person' });
      await about.getByRole('link', { name: title }).waitFor();
    }
    expect((await olga('boards/get', { idea })).voters).toHaveLength(2);

    await olga('boards/set-status', { idea, status: 'done', word: 'It sings in C.' });
    for (const { page } of [vera, otto]) {
      await page.getByRole('button', { name: /1 new message$|1 new$/ }).click();
      await page.getByText('It sings in C.').waitFor();
      await page.getByRole('button', { name: 'Hide this' }).click();
      await page.reload();
      await page.getByRole('button', { name: /^Chat with/ }).click();
      await page.getByRole('log').getByText('kettle').waitFor();
      await page.evaluate(() => new Promise((later) => setTimeout(later, 500)));
      expect(await page.getByText('It sings in C.').count()).toBe(0);
    }
  });

  test('Vera, who voted, is told once what became of it: while she is there, and when she comes back', async () => {
    const title = `Lids that whistle ${width}`;
    const idea = await wish(title);
    const { page, context } = await visit(width, `Vera of news ${width}`);
    const launcher = page.getByRole('button', { name: /^Chat with/ });
    await launcher.click();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Ideas', exact: true }).click();
    await page.getByRole('button', { name: new RegExp(`^Vote for “${title}”`) }).click();
    await expect.poll(() => votesFor(idea)).toBe(1);
    await page.keyboard.press('Escape');

    await olga('boards/set-status', { idea, status: 'planned', word: 'In spring.' });
    await page.getByRole('button', { name: /1 new message$|1 new$/ }).click();
    const news = page.getByRole('complementary', { name: 'News for you' });
    await news.getByText('In spring.').waitFor();
    await news.getByText('Planned').waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    await news.getByRole('button', { name: title }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    await news.waitFor({ state: 'detached' });
    await expect.poll(() => page.title()).toBe('Tea shop');

    // On the next page nothing is told again.
    await page.reload();
    await page.waitForFunction("typeof Foyer === 'function'");
    await launcher.click();
    await page.getByRole('textbox', { name: 'Write a message…' }).waitFor();
    await page.evaluate(() => new Promise((later) => setTimeout(later, 800)));
    expect(await news.count()).toBe(0);

    // While she is away.
    await page.goto('about:blank');
    await olga('boards/set-status', { idea, status: 'done', word: '' });
    await page.goto(scene.shop.origin);
    await page.getByRole('button', { name: /1 new message$|1 new$/ }).click();
    await news.getByText('Done').waitFor();
    await news.getByRole('button', { name: 'Hide this' }).click();
    await news.waitFor({ state: 'detached' });
    await context.close();
  });
});
