import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seed, seedClock } from '../../demo/seed.ts';
import { emailOf, PASSWORD } from '../../demo/staff.ts';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { cookieOf, openHouse } from '../support/server.ts';

/** Every screen of the inbox with the demo's people in it: axe finds nothing, and nothing sticks out to the side. */
const folder = mkdtempSync(join(tmpdir(), 'foyer-screens-'));
let app: App;
let browser: Browser;
let cookie: string;

beforeAll(async () => {
  browser = await launch(inject('chromium'));
  const clock = seedClock();
  app = await open(readSettings({ DATA_DIR: folder, PORT: '0' }), { logger: false, now: clock.now });
  await seed(app.slices, clock);
  const signedIn = await fetch(`${app.url}/api/staff/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ email: emailOf('Ada Brandt'), password: PASSWORD }),
  });
  cookie = cookieOf(signedIn.headers);
});
afterAll(async () => {
  await browser.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function isFine(page: Page): Promise<void> {
  expect(await flawsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

describe.each([
  [1280, 'light', 'ltr'],
  [1280, 'dark', 'rtl'],
  [1000, 'light', 'rtl'],
  [360, 'dark', 'ltr'],
] as const)('at %i px, %s, %s', (width, colorScheme, dir) => {
  test('queue, thread, person, note, menus, the list of keys', async () => {
    const { page, context, composer } = await sitDown(browser, app.url, cookie, {
      ...{ viewport: { width, height: 780 }, colorScheme, reducedMotion: 'reduce' },
    });
    await page.evaluate((dir) => {
      document.documentElement.dir = dir;
    }, dir);
    await page.locator('a.row').first().waitFor();
    await isFine(page);
    for (const at of [0, 3, 9]) {
      if (at > 0 && width < 821) await page.getByRole('link', { name: 'Back to the queue' }).click();
      await page.locator('a.row').nth(at).click();
      await page.locator('.bubble').first().waitFor();
      await page.locator('.person dl').waitFor({ state: 'attached' });
      await isFine(page);
    }
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await composer().fill('Long '.repeat(40));
    // What is written is seen, and nothing empty grows beside it.
    expect(await composer().evaluate((field) => field.scrollHeight - field.clientHeight)).toBeLessThanOrEqual(0);
    await isFine(page);
    await page.getByRole('button', { name: /^Assign/ }).click();
    await page.getByRole('menu').waitFor();
    await isFine(page);
    await page.keyboard.press('Escape');
    if (width < 1180) {
      await page.getByRole('button', { name: 'About this person' }).click();
      await page.locator('.person dl').waitFor();
      await isFine(page);
      // It has the focus, and gives it back.
      const opener = page.getByRole('button', { name: 'About this person' });
      await page.locator('.person .button:focus').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.person').waitFor({ state: 'hidden' });
      expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await isFine(page);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('Ashworth');
    await page.locator('a.row', { hasText: 'Charlotte Ashworth' }).click();
    await page.getByRole('heading', { name: 'Charlotte Ashworth' }).first().waitFor();
    const log = page.getByRole('log');
    await page.locator('.bubble').first().waitFor();
    const newest = page.getByRole('button', { name: 'To the newest' });
    expect(await newest.count()).toBe(0);
    await log.evaluate((box) => box.scrollTo(0, 0));
    await newest.click();
    await expect
      .poll(() => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight))
      .toBeLessThan(80);
    await newest.waitFor({ state: 'detached' });
    await page.goto(`${app.url}/inbox/conversations/0199f3c1-2b64-7d0a-8f3c-91b2c7d4e5f6`);
    await page.getByText('This conversation is not here').waitFor();
    await isFine(page);
    await page.goto(`${app.url}/inbox/nowhere`);
    await page.getByText('There is no such page').waitFor();
    await isFine(page);
    await context.close();
  });

  test('an empty house: first owner, signing in, joining, a queue with nothing in it', async () => {
    const house = await openHouse();
    const context = await browser.newContext({
      viewport: { width, height: 780 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${house.url}/inbox/`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await isFine(page);
    const invited = await house.asStaff(house.olgasCookie, 'staff/invite', {
      ...{ name: 'Jonas', email: 'jonas@shop.example', grants: [{ site: null, role: 'agent' }] },
    });
    await page.goto('about:blank');
    await page.goto(invited.body.link);
    await page.getByRole('heading', { name: 'Hello, Jonas' }).waitFor();
    await isFine(page);
    await page.getByLabel('Choose a password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Join the team' }).click();
    await page.getByText('No visitor has written yet').waitFor();
    await isFine(page);
    await context.close();
    await house.close();
  });
});

test('the first visit makes the first owner with the code that the server printed, and wrong input keeps what was typed', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'foyer-first-'));
  const fresh = await open(readSettings({ DATA_DIR: empty, PORT: '0' }), { logger: false });
  const page = await browser.newPage();
  await page.goto(`${fresh.url}/inbox/`);
  await page.getByLabel('One-time code').fill('AAAA-BBBB-CCCC');
  await page.getByLabel('Your name').fill('Olga');
  await page.getByLabel('E-mail address').fill('olga@shop.example');
  await page.getByLabel('Choose a password').fill('short');
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await page.getByText('Please take at least 10 characters.').waitFor();
  await isFine(page);
  await page.getByLabel('Choose a password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await page.getByText('This code is not right.').waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Olga');
  await page.getByLabel('One-time code').fill((fresh.slices.staff.code() as string).toLowerCase());
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await page.getByText('No visitor has written yet').waitFor();
  const [session] = await page.context().cookies();
  expect(session).toMatchObject({ name: 'foyer_staff', httpOnly: true, sameSite: 'Strict' });
  await page.close();
  await fresh.close();
  rmSync(empty, { recursive: true, force: true });
});
