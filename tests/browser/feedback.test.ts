import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { POINT } from '../support/files.ts';
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

describe.each([1280, 360])('a visitor at %i px who wants to tell something', (width) => {
  const given = async () => (await house.asStaff(house.olgasCookie, 'feedback/list', {})).body.rows;
  const visit = async (offline = false) => {
    const context = await browser.newContext({ viewport: { width, height: 740 }, offline });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return { context, page };
  };

  test('reports a problem with where it was, over a reload and without a network, and it is there once', async () => {
    const { context, page } = await visit();
    await page.goto(shop.origin);
    await page.evaluate(
      `window.told = []; Foyer('on', 'feedback', (about) => told.push(about)); Foyer('open', 'home')`,
    );
    await page.getByRole('button', { name: 'Give feedback' }).click();
    await page.getByRole('button', { name: 'Report a problem' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Please write a few words first.').waitFor();
    await page.getByLabel('What happened?').fill('The lid does not close.');
    await page.getByText(`${width.toLocaleString('en')} × 740 pixels`).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach a picture' }).click();
    await (await chooser).setFiles({ name: 'lid.png', mimeType: 'image/png', buffer: Buffer.from(POINT, 'base64') });
    await page.getByRole('button', { name: 'Remove lid.png' }).waitFor();
    await page.reload();
    await page.evaluate(
      `window.told = []; Foyer('on', 'feedback', (about) => told.push(about)); Foyer('feedback', 'bug')`,
    );
    await expect.poll(() => page.getByLabel('What happened?').inputValue()).toBe('The lid does not close.');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('It is kept here and sent as soon as there is a connection.').waitFor();
    await context.setOffline(false);
    await page.getByText('Thank you. We have it and read everything.').waitFor();
    expect(await page.evaluate('told')).toEqual([{ kind: 'bug' }]);
    const [bug, ...others] = await given();
    expect(others).toEqual([]);
    const { feedback } = (await house.asStaff(house.olgasCookie, 'feedback/get', { feedback: bug.id })).body;
    expect(feedback).toMatchObject({ body: 'The lid does not close.', page: { address: `${shop.origin}/`, width } });
    expect(feedback.files).toMatchObject([{ name: 'lid.png', width: 1 }]);
  });

  test('is read by staff as it comes in, with the page; it stands as they say, and their answer makes it a conversation', async () => {
    const viewport = { width, height: 780 };
    const olga = await sitDown(browser, house.url, house.olgasCookie, { viewport }, '/inbox/feedback');
    contexts.push(olga.context);
    const inbox = olga.page;
    await inbox.getByText('No feedback yet').waitFor();
    const { page } = await visit();
    await page.goto(`${shop.origin}/?lid=blue`);
    await page.evaluate(`Foyer('feedback', 'bug')`);
    await page.getByLabel('What happened?').fill('<b>The lid</b> does not close.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const row = inbox.getByRole('link', { name: /<b>The lid<\/b> does not close/ });
    await row.waitFor();
    await inbox.keyboard.press('j');
    await inbox.keyboard.press('Enter');
    await inbox.getByRole('link', { name: /\/\?lid=blue$/ }).waitFor();
    await inbox.getByText(/^Chrome \d+ · Linux$/).waitFor();
    expect(await flawsOf(inbox)).toEqual([]);
    expect(await inbox.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

    const status = async () => (await given())[0].status;
    await inbox.keyboard.press('e');
    await inbox.getByRole('button', { name: 'How it stands: Done' }).waitFor();
    await inbox.getByText('Marked as done.').waitFor();
    await expect.poll(status).toBe('done');
    await inbox.keyboard.press('z');
    await inbox.getByRole('button', { name: 'How it stands: New' }).waitFor();
    await expect.poll(status).toBe('new');
    await inbox.getByRole('button', { name: /^Take care/ }).click();
    await inbox.getByRole('menuitemradio', { name: 'Olga (you)' }).press('Enter');
    await inbox.getByRole('button', { name: 'Looked after by Olga' }).waitFor();
    await inbox.getByRole('combobox', { name: 'Add a tag' }).fill('lids');
    await inbox.keyboard.press('Enter');
    await inbox.getByRole('button', { name: 'Remove the tag lids' }).waitFor();
    await expect.poll(async () => (await given())[0]).toMatchObject({ tags: ['lids'], status: 'new' });

    await inbox.getByRole('textbox', { name: /^Answer / }).fill('We send you another lid.');
    await inbox.keyboard.press('Enter');
    await inbox.getByRole('paragraph').filter({ hasText: '<b>The lid</b> does not close.' }).waitFor();
    await inbox.getByRole('paragraph').filter({ hasText: 'We send you another lid.' }).waitFor();
    await expect.poll(status).toBe('open');
    await page.evaluate(`Foyer('open', 'home')`);
    await page.getByRole('button', { name: /We send you another lid/ }).waitFor();
    await inbox.goBack();
    await inbox.getByRole('link', { name: 'Go to the conversation' }).waitFor();
  });

  test('finds no door to it where the owner does without', async () => {
    const olga = await sitDown(browser, house.url, house.olgasCookie, {}, `/inbox/sites/${house.site.id}/talk`);
    contexts.push(olga.context);
    await olga.page.getByLabel(/^Feedback: /).uncheck();
    const site = async () => (await house.asStaff(house.olgasCookie, 'sites/list', {})).body.sites[0];
    await expect.poll(async () => (await site()).closedRooms).toEqual(['feedback']);
    const { page } = await visit();
    await page.goto(shop.origin);
    await page.evaluate(`Foyer('open', 'home')`);
    await page.getByRole('button', { name: 'Start a conversation' }).waitFor();
    expect(await page.getByRole('button', { name: 'Give feedback' }).count()).toBe(0);
    await page.evaluate(`Foyer('feedback', 'bug')`);
    await page.getByRole('textbox', { name: 'Write a message…' }).waitFor();
  });

  test('says how they like it by one tap, with a word after it, and has an idea', async () => {
    const { page } = await visit();
    await page.goto(shop.origin);
    await page.evaluate(`Foyer('feedback', 'praise')`);
    await page.getByRole('button', { name: 'Good', exact: true }).click();
    await expect.poll(given).toMatchObject([{ kind: 'praise', score: 4, opening: '' }]);
    await page.getByLabel('Would you like to add a word?').fill('Quick!');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(given).toMatchObject([{ kind: 'praise', score: 4, opening: 'Quick!' }]);
    await page.getByRole('button', { name: 'Tell us something else' }).click();
    await page.getByRole('button', { name: 'Suggest an idea' }).click();
    await page.getByLabel('Your idea in a few words').fill('A bigger lid');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(given).toMatchObject([{ kind: 'idea', title: 'A bigger lid' }, { kind: 'praise' }]);
  });
});
