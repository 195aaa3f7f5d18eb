import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';
import { signed } from '../support/signing.ts';

/** What an owner allows visitors, and the secrets by which their website vouches for them. */
let house: OpenHouse;
let shop: HostPage;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
afterAll(() => browser.close());
beforeEach(async () => {
  house = await openHouse();
  shop = await openHostPage({ foyer: house.url, key: house.site.key });
  await house.allow(shop.origin);
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  shop.close();
  await house.close();
});

async function olgaAt(part: string, options: BrowserContextOptions, cookie = house.olgasCookie): Promise<Page> {
  const desk = await sitDown(browser, house.url, cookie, options, `/inbox/sites/${house.site.id}/${part}`);
  contexts.push(desk.context);
  return desk.page;
}
async function visit(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(shop.origin);
  await page.getByRole('button', { name: /^Chat with/ }).click();
  await page.getByRole('textbox', { name: 'Write a message…' }).waitFor();
  return page;
}
const site = async () => (await house.asStaff(house.olgasCookie, 'sites/get', { site: house.site.id })).body.site;
const rules = async () => (await house.asStaff(house.olgasCookie, 'files/rules', { site: house.site.id })).body;
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

describe.each([
  [1280, 'light', 'ltr'],
  [360, 'dark', 'rtl'],
] as const)('an owner at %i px, %s, %s', (width, colorScheme, dir) => {
  const options: BrowserContextOptions = { viewport: { width, height: 800 }, colorScheme };
  const turned = async (page: Page) => {
    await page.evaluate((dir) => {
      document.documentElement.dir = dir;
    }, dir);
    return page;
  };

  test('closes rooms of the chat and sets how long words can be changed, by keyboard, and takes it back', async () => {
    const olga = await turned(await olgaAt('talk', options));
    await olga.getByRole('checkbox', { name: /^Home/ }).focus();
    await olga.keyboard.press('Space');
    await expect.poll(async () => (await site()).closedRooms).toEqual(['home']);
    await olga.getByRole('checkbox', { name: /^All conversations/ }).uncheck();
    await expect.poll(async () => (await site()).closedRooms).toEqual(['home', 'messages']);
    await olga.getByLabel('Visitors can, for').selectOption({ label: '1 hour' });
    await expect.poll(async () => (await site()).editMinutes).toBe(60);
    await olga.getByLabel('Visitors can, for').selectOption({ label: 'as long as they like' });
    await expect.poll(async () => (await site()).editMinutes).toBe(null);
    await olga.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(async () => (await site()).editMinutes).toBe(60);
    expect(await flawsOf(olga)).toEqual([]);
    expect(await fits(olga)).toBe(true);

    const vera = await visit(width);
    expect(await vera.getByRole('button', { name: 'Back' }).count()).toBe(0);
    await vera.evaluate("Foyer('open', 'home')");
    await vera.getByRole('textbox', { name: 'Write a message…' }).waitFor();

    await olga.getByRole('checkbox', { name: /^All conversations/ }).check();
    await expect.poll(async () => (await site()).closedRooms).toEqual(['home']);
    const mia = await visit(width);
    await mia.getByRole('button', { name: 'Back' }).click();
    await mia.getByRole('heading', { level: 2, name: 'Conversations' }).waitFor();
    expect(await mia.getByRole('button', { name: 'Back' }).count()).toBe(0);
  });

  test('says which files visitors may send and how big; with none there is no button to attach', async () => {
    const olga = await turned(await olgaAt('talk', options));
    await olga.getByRole('checkbox', { name: 'Films' }).setChecked(!(await rules()).kinds.includes('video'));
    await olga.getByLabel('Each at most').selectOption({ label: '5 MB' });
    await expect.poll(async () => (await rules()).maxBytes).toBe(5_000_000);
    const attach = (page: Page) => page.getByRole('button', { name: 'Attach', exact: true });
    await attach(await visit(width)).waitFor();

    for (const kind of ['Pictures', 'Sound and voice notes', 'Films', 'Documents', 'Everything else']) {
      await olga.getByRole('checkbox', { name: kind }).uncheck();
    }
    await olga.getByText('Nothing is allowed').waitFor();
    await expect.poll(async () => (await rules()).kinds).toEqual([]);
    expect(await flawsOf(olga)).toEqual([]);
    const vera = await visit(width);
    await expect.poll(() => attach(vera).count()).toBe(0);
    await olga.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(async () => (await rules()).kinds.length).toBe(1);
  });

  test('makes a secret that is shown once, exchanges it without a gap, and revokes the old one after asking', async () => {
    const olga = await turned(await olgaAt('identity', options));
    await olga.getByText('There is no secret yet.').waitFor();
    const make = async (name: string) => {
      await olga.getByRole('button', { name }).click();
      const dialog = olga.getByRole('dialog');
      const value = (await dialog.locator('code').textContent()) as string;
      expect(await flawsOf(olga)).toEqual([]);
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      await expect.poll(() => olga.getByText(value).count()).toBe(0);
      return value;
    };
    const isProven = async (secret: string) => {
      const payload = { site: house.site.key, token: signed(secret, { sub: 'customer-7', name: 'Alice' }) };
      return (await house.post('/api/visitor/people/identify', payload, { origin: shop.origin })).body.ok;
    };
    const old = await make('Make a secret');
    expect(await isProven(old)).toBe(true);
    const next = await make('Make another one');
    await olga.getByText('Two are valid at a time').waitFor();
    expect(await olga.getByRole('button', { name: /^Make/ }).count()).toBe(0);
    expect([await isProven(old), await isProven(next)]).toEqual([true, true]);

    await olga.getByRole('button', { name: `Revoke the secret that ends in ${old.slice(-4)}` }).click();
    await olga.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await olga.getByRole('button', { name: `Revoke the secret that ends in ${old.slice(-4)}` }).press('Enter');
    await olga.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await olga.getByText('The secret is revoked.').waitFor();
    expect([await isProven(old), await isProven(next)]).not.toEqual([true, true]);
    expect(await isProven(next)).toBe(true);

    await olga.getByRole('radio', { name: 'Python' }).check();
    await olga.getByText('def foyer_token(user):').waitFor();
    expect(await flawsOf(olga)).toEqual([]);
    expect(await fits(olga)).toBe(true);
  });
});

test('an agent may look at the rules, not change them, and sees no secrets', async () => {
  const { cookie } = await house.colleague('Jonas', [{ site: house.site.id, role: 'agent' }]);
  const jonas = await olgaAt('talk', {}, cookie);
  await jonas.getByText('Your role lets you look at this site.').waitFor();
  expect(await jonas.getByRole('checkbox', { name: /^Home/ }).isDisabled()).toBe(true);
  await jonas.getByRole('checkbox', { name: 'Pictures' }).waitFor();
  expect(await jonas.getByRole('checkbox', { name: 'Pictures' }).isDisabled()).toBe(true);
  await jonas.getByRole('link', { name: 'Who visitors are' }).click();
  await jonas.getByText('Your role lets you look at this site.').waitFor();
  expect(await jonas.getByRole('button', { name: /secret/ }).count()).toBe(0);
});

test('what cannot be had or kept says so, and is as it was', async () => {
  const olga = await olgaAt('talk', {});
  await olga.getByRole('checkbox', { name: 'Pictures' }).waitFor();
  const before = await rules();
  await olga.context().setOffline(true);
  await olga.getByRole('checkbox', { name: 'Pictures' }).click();
  await olga.getByRole('alert').waitFor({ timeout: 20_000 });
  await expect
    .poll(() => olga.getByRole('checkbox', { name: 'Pictures' }).isChecked())
    .toBe(before.kinds.includes('image'));
  expect(await rules()).toEqual(before);
});
