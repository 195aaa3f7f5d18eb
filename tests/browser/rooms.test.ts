import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostPage } from '../support/hostpage.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** The rooms of the panel: Home, the list of conversations and one of them, and the ways between them. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olga: Client;

beforeAll(async () => {
  scene = await openScene();
  ({ house, shop, browser } = scene);
});
afterAll(() => scene.close());
beforeEach(async () => {
  olga = await house.staff();
});
afterEach(async () => {
  olga.close();
  await context.close();
});

const launcher = () => page.getByRole('button', { name: /^Chat with/ });
const composer = () => page.getByRole('textbox', { name: 'Write a message…' });
const bubble = (text: string) => page.getByRole('log').getByText(text, { exact: true });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const focused = () =>
  page.evaluate(() => {
    const inside = document.querySelector('foyer-widget')?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label') ?? inside?.textContent ?? null;
  });

async function visit(width: number, path = '/'): Promise<void> {
  context = await browser.newContext({ viewport: { width, height: 800 } });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(shop.origin + path);
  await launcher().click();
  await composer().waitFor();
}

async function send(text: string): Promise<string> {
  await composer().fill(text);
  await composer().press('Enter');
  await bubble(text).waitFor();
  type Changes = { conversation: string; messages: { body: string }[] }[];
  const said = ({ messages }: Changes[number]) => messages.some(({ body }) => body === text);
  const changes: Changes = await olga.hears('conversations:posted', (all: Changes) => all.some(said));
  return changes.find(said)?.conversation as string;
}

const answer = (conversation: string, body: string) => olga.ask('conversations:post', { id: id(), conversation, body });

describe.each([360, 1280])('%d px wide', (width) => {
  test('Vera starts in the composer, goes Home, begins another conversation, and finds both', async () => {
    await visit(width);
    expect(await focused()).toBe('Write a message…');
    const first = await send('Is the teapot oven-proof?');
    await button('Back').click();
    await page.getByRole('heading', { name: 'Recent conversations' }).waitFor();
    expect(await focused()).toBe(house.site.name);
    await button('Start a conversation').click();
    await expect.poll(focused).toBe('Write a message…');
    expect(await bubble('Is the teapot oven-proof?').count()).toBe(0);
    const second = await send('Something else: my order');
    expect(second).not.toBe(first);
    await answer(first, 'Up to 180 degrees.');
    // What comes in elsewhere does not push away what she has before her.
    await expect.poll(() => page.title()).toBe('Tea shop');
    await button('Back').click();
    await button(/Up to 180 degrees.*1 unread/).click();
    await bubble('Up to 180 degrees.').waitFor();
    await button('Back').click();
    await expect.poll(() => button(/Up to 180 degrees/).textContent()).not.toMatch(/unread/);
    await button(/Something else: my order/).waitFor();
    // Nobody has answered there: it is called by what it is about.
    expect(
      await button(/Something else: my order/)
        .locator('.with')
        .textContent(),
    ).toBe('Something else: my order');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toMatch(/^Chat with/);
  });

  test('an answer that waits elsewhere is what opening shows', async () => {
    await visit(width);
    const first = await send('One');
    await button('Back').click();
    await button('Start a conversation').click();
    await send('Two');
    await page.keyboard.press('Escape');
    await answer(first, 'Answer to one');
    await expect.poll(() => page.title()).toBe('(1) Tea shop');
    await launcher().click();
    await bubble('Answer to one').waitFor();
  });

  test('a room that cannot be fetched says so, leads back to what is written, and comes by itself once it can', async () => {
    await visit(width);
    await composer().fill('Half a question');
    await page.route(/\/assets\/Home-/, (route) => route.abort());
    await button('Back').click();
    await page.getByText('This could not be loaded.').waitFor();
    await page.keyboard.press('Escape');
    await launcher().click();
    await button('Back').click();
    expect(await composer().inputValue()).toBe('Half a question');
    await button('Back').click();
    await button('Try again').press('Enter');
    await page.unroute(/\/assets\/Home-/);
    await button('Start a conversation').waitFor();
    // What she held on to is gone: she is at the head of the room.
    expect(await focused()).toBe('My website');
    await button('Start a conversation').click();
    await composer().waitFor();
  });

  test('without the net she goes Home and back to what waits, and all of it goes out once the net is there', async () => {
    await visit(width);
    const file = await page.waitForFunction(
      () => performance.getEntriesByType('resource').find(({ name }) => /\/assets\/Home-/.test(name))?.name,
    );
    // With all that it needs.
    await page.evaluate(`import(${JSON.stringify(await file.jsonValue())}).then(() => {})`);
    await context.setOffline(true);
    await composer().fill('From the tunnel');
    await composer().press('Enter');
    await bubble('From the tunnel').waitFor();
    await button('Back').click();
    await button(/You: From the tunnel/).click();
    await bubble('From the tunnel').waitFor();
    await button('Back').click();
    await context.setOffline(false);
    await button(/From the tunnel/)
      .filter({ hasText: 'Today' })
      .click();
    await page.getByText('Sent', { exact: true }).waitFor();
  });
});

test('a page whose files are gone takes up the newer build that the server has by now, with the draft', async () => {
  await visit(1280);
  await composer().fill('Half a question');
  await page.route(/\/assets\/Home-/, (route) => route.fulfill({ status: 404 }));
  // The same files at another address stand for a newer build.
  await page.route('**/manifest.json', async (route) => {
    const files = await (await route.fetch()).json();
    await route.fulfill({ json: { ...files, app: `newer/${files.app}` } });
  });
  await button('Back').click();
  await button('Start a conversation').click();
  expect(await composer().inputValue()).toBe('Half a question');
  await send('And the other half');
  await page.evaluate(() => window.Foyer?.('close'));
  await expect.poll(() => composer().count()).toBe(0);
});

test.each(['/', '/rtl'])(
  'on %s, in a small window zoomed in far, she reads whose chat it is, and has room to write',
  async (path) => {
    context = await browser.newContext({ viewport: { width: 180, height: 370 } });
    page = await context.newPage();
    await page.goto(shop.origin + path);
    await page.locator('foyer-widget button').click();
    const writing = page.locator('.composer textarea');
    await writing.waitFor();
    await writing.fill('Hello');
    const wide = async (what: string) => (await page.locator(what).boundingBox()) ?? { x: -1, width: 0 };
    expect((await wide('.composer textarea')).width).toBeGreaterThan(120);
    expect((await wide('.head h2')).width).toBeGreaterThan(100);
    for (const round of await page.locator('.head button, .composer button').all()) {
      const { x, width } = (await round.boundingBox()) as { x: number; width: number };
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(180);
    }
    await page.locator('.head button').first().click();
    const here = page.locator('.whether');
    await here.getByText(/./).first().waitFor();
    expect(await here.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(1);
  },
);
