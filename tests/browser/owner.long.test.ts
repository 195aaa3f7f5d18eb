import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** The owner's pages in every look. What they do is told in owner.test.ts. */
let house: OpenHouse;
let browser: Browser;
const more: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
afterAll(() => browser.close());
beforeEach(async () => {
  house = await openHouse();
  await house.allow();
});
afterEach(async () => {
  for (const context of more.splice(0)) await context.close();
  await house.close();
});

test.each([
  [1280, 'light', 'ltr'],
  [1280, 'dark', 'rtl'],
  [360, 'light', 'rtl'],
  [360, 'dark', 'ltr'],
] as const)('axe finds nothing on these pages at %i px, %s, %s', async (width, colorScheme, dir) => {
  const desk = await sitDown(browser, house.url, house.olgasCookie, {
    ...{ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' },
  });
  more.push(desk.context);
  const { page } = desk;
  const isFine = async () => {
    await page.evaluate((dir) => {
      document.documentElement.dir = dir;
    }, dir);
    expect(await flawsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  };
  await page.goto(`${house.url}/inbox/sites`);
  await page.getByRole('link', { name: /My website/ }).waitFor();
  await isFine();
  await page.goto(`${house.url}/inbox/sites/new`);
  await page.getByRole('button', { name: 'Create the site' }).click();
  await page
    .getByText(/^Please write/)
    .first()
    .waitFor();
  await isFine();
  await page.goto(`${house.url}/inbox/sites/${house.site.id}`);
  await page.getByLabel('Name').fill('A name '.repeat(14));
  await isFine();
  await house.allow(SHOP);
  await page.getByText('Does your website have a Content-Security-Policy?').first().click();
  await isFine();
  await page.goto(`${house.url}/inbox/staff`, { waitUntil: 'commit' });
  await page.getByText('olga@shop.example').waitFor();
  await isFine();
  await page.getByRole('button', { name: 'Invite a colleague' }).click();
  await isFine();
});
