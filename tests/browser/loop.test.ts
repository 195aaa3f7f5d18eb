import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import type { Answer } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** The loop: what somebody does not find they ask, what is asked becomes an article, and whoever asked hears of it. */
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
  (await scene.house.asStaff(scene.house.olgasCookie, verb, payload)).body;

async function visit(width: number): Promise<Page> {
  const context = await scene.browser.newContext({ viewport: { width, height: 740 } });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(scene.shop.origin);
  await page.waitForFunction("typeof Foyer === 'function'");
  return page;
}

describe.each([1280, 360])('%i px wide', (width) => {
  test('Vera searches in vain and asks; Olga writes the article in two keys; Vera is told, and Otto finds it', async () => {
    // No word of it stands in anything that is there.
    const thing = width === 1280 ? 'samovar' : 'bellows';
    const help = {
      site: scene.house.site.id,
      article: `0192f0c0-1234-7abc-8abc-0000000${width.toString().padStart(5, '0')}`,
    };
    await olga('articles/save', {
      ...help,
      language: 'en',
      edits: 0,
      title: 'Cups',
      summary: '',
      body: 'Cups.',
    });
    await olga('articles/publish', { article: help.article, language: 'en', at: null });

    const vera = await visit(width);
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByRole('button', { name: 'Back' }).click();
    await vera.getByRole('button', { name: 'Help', exact: true }).click();
    await vera.getByRole('searchbox').fill(thing);
    await vera.getByText('Nothing about that is written here yet').waitFor();
    await vera.evaluate("Foyer('open', 'conversation')");
    await vera.getByRole('textbox', { name: 'Write a message…' }).fill(`How do I light my ${thing}? I have matches.`);
    await vera.keyboard.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();
    await vera.keyboard.press('Escape');

    const { browser, house } = scene;
    const viewport = { width, height: 800 };
    const { page: desk, context } = await sitDown(
      browser,
      house.url,
      house.olgasCookie,
      { viewport },
      '/inbox/conversations',
    );
    contexts.push(context);
    desk.setDefaultTimeout(10_000);
    await desk.getByRole('link', { name: new RegExp(`my ${thing}`) }).click();
    const log = desk.getByRole('log');
    await log.getByText(`my ${thing}`).waitFor();
    await log.focus();
    await desk.keyboard.press('w');
    const title = `How do I light my ${thing}?`;
    await expect.poll(() => desk.getByLabel('Title').inputValue()).toBe(title);
    await desk.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect
      .poll(async () =>
        (await olga('articles/list', { site: house.site.id })).articles.flatMap((one: Answer) => one.standings),
      )
      .toContainEqual(expect.objectContaining({ title, state: 'published' }));

    await vera.getByRole('button', { name: /1 new message$|1 new$/ }).click();
    const news = vera.getByRole('complementary', { name: 'News for you' });
    await news.getByText('We wrote this because you asked.').waitFor();
    expect(await flawsOf(vera)).toEqual([]);
    await news.getByRole('button', { name: title }).click();
    await vera.getByRole('heading', { name: title }).waitFor();

    const otto = await visit(width);
    await otto.getByRole('button', { name: /^Chat with/ }).click();
    await otto.getByRole('button', { name: 'Back' }).click();
    await otto.getByRole('button', { name: 'Help', exact: true }).click();
    await otto.getByRole('searchbox').fill(thing);
    await otto
      .getByRole('button', { name: new RegExp(title.replace('?', '\\?')) })
      .first()
      .waitFor();
    // On the next page Vera is not told again.
    await vera.reload();
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByRole('log').getByText(`my ${thing}`).waitFor();
    await vera.evaluate(() => new Promise((later) => setTimeout(later, 500)));
    expect(await news.count()).toBe(0);
  });
});
