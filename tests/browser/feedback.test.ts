import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';

/** What a visitor is asked after a conversation, and what staff see of it, in real browsers. */
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

describe.each([1280, 360])('a visitor at %i px', (width) => {
  test('is asked once how it was, not while she writes; her tap and her word are shown to staff', async () => {
    const olga = await sitDown(browser, house.url, house.olgasCookie, {}, `/inbox/sites/${house.site.id}/hours`);
    contexts.push(olga.context);
    await olga.page.getByLabel('Ask how it was').check();
    await olga.page.getByText('Saved.', { exact: true }).waitFor();

    const context = await browser.newContext({ viewport: { width, height: 740 } });
    contexts.push(context);
    const vera = await context.newPage();
    vera.setDefaultTimeout(10_000);
    await vera.goto(shop.origin);
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    const composer = vera.getByRole('textbox', { name: 'Write a message…' });
    await composer.fill('Do you mend handles?');
    await composer.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();
    expect(await vera.getByText('How was this conversation?').count()).toBe(0);

    await composer.fill('And');
    const [row] = (await house.asStaff(house.olgasCookie, 'conversations/list', { view: 'open' })).body.rows;
    const { conversation } = row;
    await house.asStaff(house.olgasCookie, 'conversations/close', { conversation });
    await vera.getByText('This conversation is closed.').waitFor();
    expect(await vera.getByText('How was this conversation?').count()).toBe(0);
    await composer.fill('');
    await vera.getByText('How was this conversation?').waitFor();
    await vera.getByRole('button', { name: 'Very good', exact: true }).press('Enter');
    await vera.getByLabel('Would you like to add a word?').fill('Quick and kind.');
    await vera.keyboard.press('Enter');
    await vera.getByText('Thank you for telling us.').waitFor();
    const rating = async () =>
      (await house.asStaff(house.olgasCookie, 'feedback/rating', { conversation })).body.rating;
    await expect.poll(rating).toMatchObject({ score: 5, word: 'Quick and kind.' });

    await vera.reload();
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByText('This conversation is closed.').waitFor();
    await vera.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(await vera.getByText('How was this conversation?').count()).toBe(0);

    await olga.page.goto(`${house.url}/inbox/conversations/${conversation}`);
    await olga.page.getByText('Very good (5 of 5)').waitFor();
    await olga.page.getByText('Quick and kind.').waitFor();
  });
});
