import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Keeping a conversation: as text, as a web page that is safe to open, and on paper; by visitors and by staff. */
let scene: Scene;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const NASTY = '</p><script>document.title = "caught"</script><img src="http://shop.example/beacon.png">';
const composer = (page: Page) => page.getByRole('textbox', { name: 'Write a message…' });
const more = (page: Page) => page.getByRole('button', { name: /^Keep (this conversation|it, or write about it)$/ });
const item = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function newPage(width: number): Promise<Page> {
  const context = await scene.browser.newContext({
    viewport: { width, height: 740 },
    ...{ acceptDownloads: true, locale: 'en-GB', timezoneId: 'Asia/Kolkata' },
  });
  // Printing would wait for somebody to press a button.
  await context.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset.printed = 'yes';
    };
  });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

/** Vera on a page with a strict policy, in a conversation of 125 messages, a note and one that was taken back. */
async function talked(width: number) {
  const { house, shop } = scene;
  const page = await newPage(width);
  await page.goto(`${shop.origin}/strict`);
  await page.getByRole('button', { name: /^Chat with/ }).click();
  expect(await more(page).count()).toBe(0);
  await composer(page).fill('The very first line');
  await composer(page).press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
  const token = await page.evaluate(
    (key) => JSON.parse(localStorage.getItem(`foyer:${key}:session`) as string).token as string,
    house.site.key,
  );
  const { conversation } = (await house.asVisitor(token, 'conversations/list')).body.rows[0];
  const post = (body: string, taken = id()) => house.asVisitor(token, 'conversations/post', { id: taken, body });
  for (let n = 2; n <= 122; n++) await post(`Line ${n}`);
  await post(NASTY);
  const regretted = id();
  await post('Better not said', regretted);
  await house.asVisitor(token, 'conversations/take-back', { id: regretted });
  const staff = (body: string, note: boolean) =>
    house.asStaff(house.olgasCookie, 'conversations/post', { id: id(), conversation, body, note });
  await staff('She is nice', true);
  await staff('Thank you, Vera.', false);
  await page.getByRole('log').getByText('Thank you, Vera.').waitFor();
  // The buttons of messages have a look of their own, which is not its.
  expect(await more(page).evaluate((button) => getComputedStyle(button).opacity)).toBe('1');
  return { page, conversation };
}

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; path: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const path = join((await download.path()) as string);
  return { name: download.suggestedFilename(), path, text: readFileSync(path, 'utf8') };
}

describe.each([1280, 360])('%i px wide, under a strict policy', (width) => {
  test('Vera keeps her conversation as text and as a page, whole, and nothing in it acts', async () => {
    const { page } = await talked(width);
    await more(page).press('Enter');
    expect(await flawsOf(page)).toEqual([]);
    await item(page, 'Save as text').waitFor();
    await page.keyboard.press('Escape');
    // It closes the menu and not the chat, and gives the focus back.
    expect(await item(page, 'Save as text').count()).toBe(0);
    await page.keyboard.press('Enter');
    const text = await saved(page, () => item(page, 'Save as text').press('Enter'));
    expect(text.name).toMatch(/^conversation-\d{4}-\d\d-\d\d\.txt$/);
    expect(text.text).toContain('All times are those of Asia/Calcutta.');
    expect(text.text.indexOf('The very first line')).toBeGreaterThan(0);
    expect(text.text.match(/^Line \d+$/gm)).toHaveLength(121);
    expect(text.text).toContain('[This message was taken back.]');
    expect(text.text).toMatch(/Olga, \d\d:\d\d\nThank you, Vera\.\n$/);
    expect(text.text).not.toMatch(/Better not said|She is nice/);
    await page.getByText('The conversation was handed to your browser to save.').waitFor();
    expect(await flawsOf(page)).toEqual([]);

    // What came of it is no menu that would have to be closed first.
    await more(page).press('Enter');
    await item(page, 'Save as a web page').waitFor();
    await more(page).press('Enter');
    await item(page, 'Save as a web page').waitFor({ state: 'detached' });
    await more(page).press('Enter');
    const kept = await saved(page, () => item(page, 'Save as a web page').press('Enter'));
    expect(kept.name).toMatch(/\.html$/);
    const reader = await newPage(width);
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    const address = pathToFileURL(kept.path).href;
    // Nobody opens it as anything else than what it says it is.
    await reader.route(address, (route) => route.fulfill({ body: kept.text, contentType: 'text/html; charset=utf-8' }));
    await reader.goto(address);
    expect(await reader.title()).toBe(`Your conversation with ${scene.house.site.name}`);
    await reader.getByText(NASTY, { exact: true }).waitFor();
    expect(await reader.locator('script, img, [style]').count()).toBe(0);
    expect(await reader.locator('article').count()).toBe(125);
    expect(await reader.locator('.made').evaluate((made) => getComputedStyle(made).fontSize)).toBe('14px');
    expect(asked).toEqual([address]);
    expect(await flawsOf(reader)).toEqual([]);
  });

  test('Vera prints it from a new tab, which obeys the policy of the page', async () => {
    const { page } = await talked(width);
    const told: string[] = [];
    page.context().on('console', (message) => told.push(message.text()));
    await more(page).click();
    const [print] = await Promise.all([page.context().waitForEvent('page'), item(page, 'Print').click()]);
    await print.locator('article').nth(124).waitFor();
    await expect.poll(() => print.evaluate(() => document.documentElement.dataset.printed)).toBe('yes');
    await print.getByText(NASTY, { exact: true }).waitFor();
    expect(await print.title()).toBe(`Your conversation with ${scene.house.site.name}`);
    expect(await print.locator('.made').evaluate((made) => getComputedStyle(made).fontSize)).toBe('14px');
    expect(told.filter((one) => one.includes('Content Security Policy'))).toEqual([]);
    await page.getByText('The conversation is in a new tab.').waitFor();
  });

  test('where the line is gone she hears that it is not whole, and can try again', async () => {
    const { page } = await talked(width);
    await more(page).click();
    await item(page, 'Save as text').waitFor();
    await page.context().setOffline(true);
    await item(page, 'Save as text').click();
    await page.getByText('Collecting the conversation…').waitFor();
    await item(page, 'Stop').click();
    await item(page, 'Save as text').waitFor();
    await page.context().setOffline(false);
    await page.getByText(/You are offline|Connecting/).waitFor({ state: 'detached' });
    const text = await saved(page, () => item(page, 'Save as text').click());
    expect(text.text).toContain('The very first line');
  });

  test('Olga keeps it without the notes', async () => {
    const { conversation } = await talked(width);
    const { house, browser } = scene;
    const olga = await sitDown(browser, house.url, house.olgasCookie, { viewport: { width, height: 740 } });
    contexts.push(olga.context);
    await olga.page.goto(`${house.url}/inbox/conversations/${conversation}`);
    await olga.bubble('Thank you, Vera.').waitFor();
    await more(olga.page).click();
    const text = await saved(olga.page, () => olga.page.getByRole('menuitem', { name: 'Save as text' }).click());
    expect(text.text).toContain('The very first line');
    expect(text.text).toContain('Thank you, Vera.');
    expect(text.text).not.toContain('She is nice');
    await olga.page.getByText('Notes are not in it').waitFor();
  });
});
