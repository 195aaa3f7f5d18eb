import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Help: what staff write, and what visitors find, in real browsers. */
let scene: Scene;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const launcher = (page: Page) => page.getByRole('button', { name: /^Chat with/ });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search for help' });
const olga = async (verb: string, payload: object): Promise<Answer> =>
  (await scene.house.asStaff(scene.house.olgasCookie, `articles/${verb}`, payload)).body;

async function visit(width: number, path = '/strict'): Promise<Page> {
  const context = await scene.browser.newContext({ viewport: { width, height: 740 } });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(scene.shop.origin + path);
  await launcher(page).click();
  await page.getByRole('button', { name: 'Back' }).click();
  return page;
}
const staysWithin = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

describe.each([
  { width: 1280, wanted: 'gluten free', mistyped: 'glutten fre', title: 'Gluten and our pans' },
  { width: 360, wanted: 'induction hob', mistyped: 'inducton hobb', title: 'Induction and our hobs' },
])('$width px wide', ({ width, wanted, mistyped, title }) => {
  test('a search that fails becomes an article by Olga, and the next visitor finds it', async () => {
    const missing = id();
    await olga('save', {
      site: scene.house.site.id,
      article: missing,
      language: 'en',
      edits: 0,
      title: `Opening hours ${width}`,
      summary: '',
      body: 'Nine to five.',
    });
    await olga('publish', { article: missing, language: 'en', at: null });

    const vera = await visit(width);
    await vera.getByRole('button', { name: 'Help' }).click();
    await vera.getByRole('button', { name: `Opening hours ${width}` }).waitFor();
    expect(await flawsOf(vera)).toEqual([]);
    await search(vera).fill(wanted);
    await vera.getByText('Nothing about that is written here yet.').waitFor();
    await expect
      .poll(async () => (await olga('missed', { site: scene.house.site.id })).missed.map((one: Answer) => one.words))
      .toContain(wanted);
    // Whoever does not find asks, and does not have to type it again.
    await vera.getByRole('button', { name: 'Ask us' }).click();
    expect(await vera.getByRole('textbox', { name: 'Write a message…' }).inputValue()).toBe(wanted);

    const desk = await sitDown(
      ...[scene.browser, scene.house.url, scene.house.olgasCookie],
      { viewport: { width, height: 800 } },
      '/inbox/articles',
    );
    contexts.push(desk.context);
    const { page } = desk;
    const miss = page.getByRole('listitem').filter({ hasText: wanted });
    await miss.getByRole('button', { name: 'Write an article' }).click();
    expect(await page.getByLabel('Title').inputValue()).toBe(wanted);
    await page.getByLabel('Title').fill(title);
    await page
      .getByLabel('Text', { exact: true })
      .fill(`# In short\n\nAll of them: **${wanted}**.\n\n> [!TIP]\n> So are the lids.`);
    const preview = page.getByRole('region', { name: 'As visitors read it' });
    await preview.getByText('So are the lids.').waitFor();
    expect(await preview.getByText(wanted, { exact: true }).evaluate((node) => node.tagName)).toBe('STRONG');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published. Visitors read it now.').waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await staysWithin(page)).toBe(true);

    const otto = await visit(width);
    await otto.getByRole('button', { name: 'Help' }).click();
    await search(otto).fill(mistyped);
    const found = otto.getByRole('button', { name: new RegExp(title) });
    await found.waitFor();
    expect(await found.locator('mark').first().textContent()).toMatch(/gluten|free|induction|hob/i);
    await found.click();
    await otto.getByRole('heading', { name: title }).waitFor();
    await otto.getByText('So are the lids.').waitFor();
    expect(await flawsOf(otto)).toEqual([]);
    expect(await staysWithin(otto)).toBe(true);
    // The way back leads to what was searched for.
    await otto.getByRole('button', { name: 'Back' }).click();
    expect(await search(otto).inputValue()).toBe(mistyped);
    await olga('drop-missed', { site: scene.house.site.id, language: 'en', words: wanted });
  });
});

describe.each([{ width: 1280 }, { width: 360 }])('$width px wide', ({ width }) => {
  test('Vera follows a link between articles, and the way back leads to where she was reading', async () => {
    const site = scene.house.site.id;
    const articles = [id(), id()];
    const names = [`Long read ${width}`, `Short read ${width}`];
    const lines = 'Turn it once more, and then let it rest for a while. '.repeat(60);
    const bodies = [
      `# Begin\n\n${lines}\n\nSee [the short one](article:short-read-${width}).\n\n${lines}`,
      'That is all.',
    ];
    for (const nth of [0, 1]) {
      const text = { site, article: articles[nth], language: 'en', title: names[nth], summary: '', body: bodies[nth] };
      await olga('save', { ...text, edits: 0 });
      await olga('publish', { article: articles[nth], language: 'en', at: null });
    }
    const vera = await visit(width);
    const top = () =>
      vera.evaluate(() =>
        Math.round(document.querySelector('foyer-widget')?.shadowRoot?.querySelector('.room')?.scrollTop ?? -1),
      );
    await vera.getByRole('button', { name: 'Help' }).click();
    await vera.getByRole('button', { name: new RegExp(names[0] as string) }).click();
    const link = vera.getByRole('button', { name: 'the short one' });
    await link.scrollIntoViewIfNeeded();
    await expect.poll(top).toBeGreaterThan(200);
    const before = await top();
    await link.click();
    await vera.getByRole('heading', { name: names[1] as string }).waitFor();
    expect(await top()).toBe(0);
    await vera.getByRole('button', { name: 'Back' }).click();
    await link.waitFor();
    await expect.poll(top).toBe(before);
    for (const article of articles) await olga('remove', { article });
  });

  test('Vera reads, says that it did not help, and asks: Olga sees what she tried, and writes an article from it', async () => {
    const site = scene.house.site.id;
    const article = id();
    const title = `Handles that come loose ${width}`;
    const text = { site, article, language: 'en', title, summary: 'With a screwdriver.' };
    const body = `# One\n\n${'Turn it. '.repeat(60)}\n\n# Two\n\nTighten it.\n\n# Three\n\nDone.`;
    await olga('save', { ...text, edits: 0, body });
    await olga('place', { article, pages: ['/strict*'] });
    await olga('publish', { article, language: 'en', at: null });

    const vera = await visit(width);
    // On Home stands what fits the page.
    await vera.getByRole('heading', { name: 'Fits this page' }).waitFor();
    await vera.getByRole('button', { name: title }).first().waitFor();
    await vera.getByRole('button', { name: 'Help' }).click();
    await search(vera).fill('loose handle');
    await vera.getByRole('button', { name: new RegExp(title) }).click();
    await vera.getByRole('navigation', { name: 'In this article' }).getByRole('button', { name: 'Three' }).click();
    expect(
      await vera.evaluate(() => document.querySelector('foyer-widget')?.shadowRoot?.activeElement?.textContent),
    ).toBe('Three');
    const asked = vera.getByRole('group', { name: 'Did this help you?' });
    await asked.getByRole('button', { name: 'No' }).click();
    await vera.getByText('Thank you for telling us.').waitFor();
    await vera.getByRole('textbox', { name: 'What was missing?' }).fill('Mine is riveted');
    await vera.getByRole('button', { name: 'Send', exact: true }).click();
    await vera.getByText('Thank you. We read every word.').waitFor();
    expect(await flawsOf(vera)).toEqual([]);
    await vera.getByRole('button', { name: 'Ask us' }).click();
    const composer = vera.getByRole('textbox', { name: 'Write a message…' });
    await composer.fill(`My handle is riveted (${width}). Can you mend it? It is blue.`);
    await composer.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();

    const desk = await sitDown(...[scene.browser, scene.house.url, scene.house.olgasCookie], {
      viewport: { width, height: 800 },
    });
    contexts.push(desk.context);
    const { page } = desk;
    await desk.row(`(${width})`).click();
    await desk.says('Yes: send it to us.');
    await desk.bubble('Yes: send it to us.').waitFor();
    if (width < 800) await page.getByRole('button', { name: 'About this person' }).click();
    const tried = page.getByRole('region', { name: 'About this person' });
    await tried.getByRole('heading', { name: 'Before they asked' }).waitFor();
    await tried.getByText('Searched for loose handle').waitFor();
    await tried.getByText(`Read ${title} (it did not help)`).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    if (width < 800) await tried.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Keep it, or write about it' }).click();
    await page.getByRole('menuitem', { name: 'Write an article from it' }).click();
    expect(await page.getByLabel('Title').inputValue()).toBe(`My handle is riveted (${width}).`);
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe(
      `> My handle is riveted (${width}). Can you mend it? It is blue.\n\nYes: send it to us.`,
    );
    await page.getByLabel('Title').fill(`Riveted handles ${width}`);
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('link', { name: 'To the conversation that it was begun from' }).click();
    await desk.bubble('Yes: send it to us.').waitFor();
    await page.goto(`${scene.house.url}/inbox/articles/${article}/en`);
    await page.getByText('It helped 0 of 1 who said so.').waitFor();
    await page.getByText('Mine is riveted').waitFor();
    expect(await staysWithin(page)).toBe(true);
    await olga('remove', { article });
  });

  test('while Otto writes his first message, what may answer it stands quietly above, and nothing moves where he writes', async () => {
    const site = scene.house.site.id;
    const article = id();
    const title = `Seasoning a cast iron pan ${width}`;
    await olga('save', {
      site,
      article,
      language: 'en',
      edits: 0,
      title,
      summary: '',
      body: 'With oil. [More](article:nothing)',
    });
    await olga('publish', { article, language: 'en', at: null });
    const otto = await visit(width);
    await otto.getByRole('button', { name: 'Start a conversation' }).click();
    const composer = otto.getByRole('textbox', { name: 'Write a message…' });
    await composer.pressSequentially('How do I season it');
    const before = await composer.boundingBox();
    const suggested = otto.getByRole('complementary', { name: 'Perhaps this answers it' });
    await suggested.getByRole('button', { name: title }).waitFor();
    expect(await composer.boundingBox()).toEqual(before);
    expect(await flawsOf(otto)).toEqual([]);
    // By keyboard it lies before the place to write.
    expect(await composer.evaluate((field) => field === (field.getRootNode() as ShadowRoot).activeElement)).toBe(true);
    await suggested.getByRole('button', { name: title }).focus();
    await otto.keyboard.press('Enter');
    await otto.getByRole('heading', { name: title }).waitFor();
    await otto.getByRole('button', { name: 'Back' }).click();
    expect(await composer.inputValue()).toBe('How do I season it');
    await suggested.getByRole('button', { name: 'Hide these suggestions' }).click();
    await suggested.getByRole('button').first().waitFor({ state: 'detached' });
    expect(await composer.evaluate((field) => field === (field.getRootNode() as ShadowRoot).activeElement)).toBe(true);

    // A page opens an article by its name, and a link to one that is gone says so.
    await otto.evaluate(
      (name) => (window as unknown as { Foyer(verb: string, name: string): void }).Foyer('article', name),
      `seasoning-a-cast-iron-pan-${width}`,
    );
    await otto.getByRole('heading', { name: title }).waitFor();
    await otto.getByRole('button', { name: 'More', exact: true }).click();
    await otto.getByText('This article is not here any more.').waitFor();
    await olga('remove', { article });
  });
});

test('what is written in two languages is read in the visitor’s, and a draft that two write is lost by nobody', async () => {
  const article = id();
  const site = scene.house.site.id;
  for (const [language, title] of [
    ['en', 'Care of pans'],
    ['de', 'Pfannen pflegen'],
  ]) {
    await olga('save', { site, article, language, edits: 0, title, summary: '', body: '# 1' });
    await olga('publish', { article, language, at: null });
  }
  const page = await visit(1280, '/strict');
  await page.evaluate(
    () => void (window as unknown as { Foyer(verb: string, tag: string): void }).Foyer('locale', 'de'),
  );
  await page.getByRole('button', { name: 'Hilfe' }).click();
  await page.getByRole('button', { name: 'Pfannen pflegen' }).waitFor();

  const desk = await sitDown(
    scene.browser,
    scene.house.url,
    scene.house.olgasCookie,
    {},
    `/inbox/articles/${article}/en`,
  );
  contexts.push(desk.context);
  await desk.page.getByLabel('Text', { exact: true }).fill('By Olga at her desk');
  await olga('save', {
    site,
    article,
    language: 'en',
    edits: 1,
    title: 'Care of pans',
    summary: '',
    body: 'From elsewhere',
  });
  await desk.page.getByRole('button', { name: 'Save the draft' }).click();
  await desk.page.getByText('Somebody else wrote here in the meantime.').waitFor();
  expect(await desk.page.getByLabel('Text', { exact: true }).inputValue()).toBe('By Olga at her desk');
  await desk.page.getByRole('button', { name: 'Load their text' }).click();
  await expect.poll(() => desk.page.getByLabel('Text', { exact: true }).inputValue()).toBe('From elsewhere');
  await desk.page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name: 'German' }).click();
  await desk.page.getByText('The original was changed since this was translated.').waitFor();
});
