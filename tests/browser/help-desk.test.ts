import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** What staff do for a help centre besides writing, in real browsers. */
let scene: Scene;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const olga = async (verb: string, payload: object): Promise<Answer> =>
  (await scene.house.asStaff(scene.house.olgasCookie, `articles/${verb}`, payload)).body;
const staysWithin = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

async function write(title: string, body: string): Promise<string> {
  const article = id();
  const { id: site } = scene.house.site;
  await olga('save', { site, article, language: 'en', edits: 0, title, summary: '', body });
  await olga('publish', { article, language: 'en', at: null });
  return article;
}

async function desk(width: number, path: string, options: object = {}): Promise<Page> {
  const at = await sitDown(
    ...[scene.browser, scene.house.url, scene.house.olgasCookie],
    { viewport: { width, height: 800 }, ...options },
    path,
  );
  contexts.push(at.context);
  return at.page;
}

describe.each([{ width: 1280 }, { width: 360 }])('$width px wide', ({ width }) => {
  test('Olga says which words mean the same, sees at once what a search finds with them, and loses nothing to Agnes', async () => {
    const { id: site } = scene.house.site;
    await olga('set-synonyms', { site, language: 'en', synonyms: [] });
    const article = await write(`The settee comes in two boxes ${width}`, 'Both on the same day.');
    const page = await desk(width, '/inbox/articles');
    await page.getByRole('link', { name: 'Words that mean the same' }).click();
    await page.getByText('There are no such words in this language yet.').waitFor();
    const trial = page.getByRole('region', { name: 'Try a search' });
    await trial.getByRole('searchbox').fill('sofas');
    await trial.getByText('Nothing is found.').waitFor();

    await page.getByRole('button', { name: 'Add a group' }).press('Enter');
    const first = page.getByRole('textbox', { name: 'Group 1' });
    await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('settee');
    await page.keyboard.press('Tab');
    await page.getByText('One word alone changes nothing').waitFor();
    await first.fill('settee, couch, sofa');
    await trial
      .getByRole('listitem')
      .filter({ hasText: `boxes ${width}` })
      .getByText('found because of your changes')
      .waitFor();
    expect((await olga('synonyms', { site, language: 'en' })).synonyms).toEqual([]);
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    await first.press('Enter');
    await page.getByText('Saved. Searches know these words now.').waitFor();
    await trial.getByText('One article is found.').waitFor();
    await trial.getByText('found because of your changes').waitFor({ state: 'detached' });
    expect((await olga('synonyms', { site, language: 'en' })).synonyms).toEqual([['settee', 'couch', 'sofa']]);

    // Agnes changes them while Olga writes.
    await first.fill('settee, couch, divan');
    await olga('set-synonyms', { site, language: 'en', synonyms: [['lid', 'cover']] });
    await page.getByRole('button', { name: 'Save these words' }).click();
    await page.getByText('Somebody else changed these words in the meantime.').waitFor();
    expect(await first.inputValue()).toBe('settee, couch, divan');
    await page.getByRole('button', { name: 'Load their text' }).click();
    await expect.poll(() => first.inputValue()).toBe('lid, cover');
    // While nothing is written here, what she changes shows by itself.
    await olga('set-synonyms', { site, language: 'en', synonyms: [['lid', 'top']] });
    await expect.poll(() => first.inputValue()).toBe('lid, top');
    await page.getByRole('button', { name: 'Remove “lid, top”' }).click();
    await page.getByRole('button', { name: 'Save these words' }).click();
    await page.getByText('There are no such words in this language yet.').waitFor();
    await olga('remove', { article });
  });

  test('Olga puts shelves and articles into order by keyboard, and what Agnes moves meanwhile stands where she put it', async () => {
    const { id: site } = scene.house.site;
    // A second try finds what the first one left.
    const nth = id().slice(-4);
    const shelves = [`Pans ${nth}`, `Lids ${nth}`];
    const collections = shelves.map(() => id());
    for (const [at, title] of shelves.entries()) {
      const texts = [{ language: 'en', title, description: '' }];
      await olga('save-collection', { site, collection: collections[at], texts });
    }
    const names = ['Copper', 'Iron', 'Steel'].map((name) => `${name} ${nth}`);
    const articles: string[] = [];
    for (const name of names) articles.push(await write(name, 'Warm water.'));
    for (const article of articles) await olga('place', { article, collection: collections[0] });

    const page = await desk(width, '/inbox/articles');
    const shelf = page.locator('section', { has: page.getByRole('heading', { name: shelves[0] as string }) });
    const shown = async () =>
      (await shelf.locator('.article-rows > li > a').allTextContents()).map((one) => one.split(' ')[0]);
    await shelf.getByRole('link', { name: names[2] as string, exact: true }).waitFor();
    expect(await shown()).toEqual(['Copper', 'Iron', 'Steel']);
    const up = shelf.getByRole('button', { name: `Move “${names[2]}” up` });
    await up.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(shown).toEqual(['Steel', 'Copper', 'Iron']);
    // At the top the focus goes to the way down.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`Move “${names[2]}” down: it is 1 of 3`);
    const order = async () => {
      const { articles: kept } = await olga('list', { site });
      return kept.map((one: Answer) => one.id).filter((one: string) => articles.includes(one));
    };
    // Agnes moves what Olga has moved already: before that, hers would be the earlier one.
    await expect.poll(order).toEqual([articles[2], articles[0], articles[1]]);
    await olga('place', { article: articles[1], after: articles[2] });
    await expect.poll(shown).toEqual(['Steel', 'Iron', 'Copper']);
    expect(await order()).toEqual([articles[2], articles[1], articles[0]]);

    await page.getByRole('button', { name: `Move “${shelves[1]}” up` }).click();
    await expect
      .poll(async () => (await olga('list', { site })).collections.map((one: Answer) => one.id).slice(-2))
      .toEqual([collections[1], collections[0]]);
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    for (const article of articles) await olga('remove', { article });
    for (const collection of collections) await olga('remove-collection', { collection });
  });

  test('Olga gives a shelf another name, a line about it, and both in a second language', async () => {
    const { id: site } = scene.house.site;
    const nth = id().slice(-4);
    const collection = id();
    await olga('save-collection', {
      site,
      collection,
      texts: [{ language: 'en', title: `Pots ${nth}`, description: '' }],
    });
    const page = await desk(width, '/inbox/articles');
    const change = page.getByRole('button', { name: `Change Pots ${nth}` });
    await change.press('Enter');
    const dialog = page.getByRole('dialog', { name: `The shelf “Pots ${nth}”` });
    const name = dialog.getByLabel('Name (English)');
    await name.fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Please give it a name in one language at least.').waitFor();
    await name.fill(`Teapots ${nth}`);
    await dialog.getByLabel('What is on it (English)').fill('How to keep them clean.');
    await dialog.getByLabel('Add a language').selectOption('German');
    await dialog.getByLabel('Name (German)').fill(`Kannen ${nth}`);
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: `Teapots ${nth}` }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    const { collections } = await olga('list', { site });
    expect(collections.find((one: Answer) => one.id === collection).texts).toEqual([
      { language: 'en', title: `Teapots ${nth}`, description: 'How to keep them clean.' },
      { language: 'de', title: `Kannen ${nth}`, description: '' },
    ]);
    await olga('remove-collection', { collection });
  });

  test('what Agnes writes while Olga’s line is cut is there when the line is', async () => {
    const title = `Written in a tunnel ${id().slice(-4)}`;
    const page = await desk(width, '/inbox/articles');
    await page.getByRole('textbox', { name: 'Name of the shelf' }).waitFor();
    await page.context().setOffline(true);
    const article = await write(title, 'Warm water.');
    await page.evaluate(() => new Promise((later) => setTimeout(later, 500)));
    expect(await page.getByRole('link', { name: title }).count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByRole('link', { name: title }).first().waitFor({ timeout: 20_000 });
    await olga('remove', { article });
  });

  test('Olga compares an earlier text with what is there now, in both ways, brings it back, and undoes that', async () => {
    const { id: site } = scene.house.site;
    const article = await write(`Washing pans ${width}`, '# Water\n\nWash it in cold water.\n\nThat is all.');
    const text = { site, article, language: 'en', title: `Washing a pan ${width}`, summary: '' };
    await olga('save', { ...text, edits: 1, body: '# Water\n\nWash it in warm water.\n\nThat is all.\n\nDry it.' });

    const page = await desk(width, `/inbox/articles/${article}/en`);
    await page.getByText('Earlier texts').click();
    await page.getByRole('button', { name: 'Compare text 1' }).press('Enter');
    const compared = page.getByRole('region', { name: 'What changed between two texts' });
    await compared.getByText('cold').waitFor();
    const marks = async (tag: 'del' | 'ins') =>
      (await compared.locator(tag).allInnerTexts()).map((one) => one.split(/:\s/).at(-1));
    expect(await marks('del')).toEqual(['pans', 'cold']);
    expect(await marks('ins')).toEqual(expect.arrayContaining(['warm', 'Dry it.']));
    // Not by colour alone.
    expect(
      await compared
        .locator('del')
        .first()
        .evaluate((node) => getComputedStyle(node).textDecorationLine),
    ).toBe('line-through');
    expect(
      await compared
        .locator('ins')
        .first()
        .evaluate((node) => getComputedStyle(node).textDecorationLine),
    ).toBe('underline');
    expect(await flawsOf(page)).toEqual([]);
    await compared.getByRole('radio', { name: 'Side by side' }).check();
    const columns = await compared
      .locator('.pair')
      .first()
      .evaluate((pair) => [...pair.children].map((one) => one.getBoundingClientRect().left));
    expect(new Set(columns).size).toBe(width > 820 ? 2 : 1);
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);

    await compared.getByRole('button', { name: 'Say again what text 1 said' }).click();
    await page.getByText('The earlier text is back, as a draft.').waitFor();
    const field = page.getByLabel('Text', { exact: true });
    await expect.poll(() => field.inputValue()).toContain('cold');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('The text is again what it was.').waitFor();
    await expect.poll(() => field.inputValue()).toContain('Dry it.');
    await expect.poll(() => page.getByLabel('Title').inputValue()).toBe(`Washing a pan ${width}`);
    // What is not saved is not lost by it.
    await field.fill('Something else');
    await compared.getByText('You have changes that are not saved.').waitFor();
    await olga('remove', { article });
  });
});
