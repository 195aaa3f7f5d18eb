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
});
