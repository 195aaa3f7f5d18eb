import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { newId } from '../../server/foundation/ids.ts';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { POINT } from '../support/files.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { fillWithSecrets, pixelsOf, placesOf, secretIn, showTab } from '../support/private-page.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';

/** A page whose scripts fail, each in its own way. */
const BROKEN =
  "<script>console.error('No lid', { token: 'secret' }); console.error('No lid', {}); Promise.reject(new TypeError('No pot'))</script><script>throw new Error('No tea')</script>";

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
  const snippet = `<script async src="${house.url}/foyer/${house.site.key}.js"></script>`;
  shop = await openHostPage({
    ...{ foyer: house.url, key: house.site.key },
    bodies: { '/noisy': `<script src="${house.url}/foyer/errors.js"></script>${BROKEN}${snippet}` },
  });
  await house.allow(shop.origin);
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  shop.close();
  await house.close();
});

describe.each([1280, 360])('a visitor at %i px', (width) => {
  test('is asked once how it was, not while she writes; her tap and her word are shown to staff', async () => {
    const olga = await sitDown(browser, house.url, house.olgasCookie, {}, `/inbox/sites/${house.site.id}/surveys`);
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

  test('takes a picture of the page in which nothing private has a pixel, and draws on it; staff see it', async () => {
    const { page } = await visit();
    await page.goto(shop.origin);
    await page.evaluate(`Foyer('feedback', 'bug')`);
    await page.getByRole('button', { name: 'Take a picture of this page' }).waitFor();
    await fillWithSecrets(page);
    const [green, black] = [await placesOf(page, 'header, footer, .seen'), await placesOf(page, '.black')];
    await page.getByRole('button', { name: 'Take a picture of this page' }).click();
    const drawing = page.getByRole('dialog', { name: 'Draw on page.png' });
    const board = drawing.getByRole('application');
    await expect.poll(() => board.evaluate((one) => (one as HTMLCanvasElement).width)).toBe(width);
    expect((await flawsOf(page)).filter((flaw) => flaw.includes('foyer-widget'))).toEqual([]);

    // A box by keys, a blackening and an arrow by pointer, and one more that is taken back.
    await board.press('Enter');
    for (const key of ['ArrowDown', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    const { x, y, width: wide } = (await board.boundingBox())!;
    const drag = async (from: [number, number], to: [number, number]) => {
      const scale = wide / width;
      await page.mouse.move(x + from[0] * scale, y + from[1] * scale);
      await page.mouse.down();
      await page.mouse.move(x + to[0] * scale, y + to[1] * scale);
      await page.mouse.up();
    };
    await drawing.getByRole('button', { name: 'Blacken' }).click();
    await drag([30, 500], [130, 560]);
    await drag([180, 500], [280, 560]);
    await drawing.getByRole('button', { name: 'Undo' }).click();
    await drawing.getByRole('button', { name: 'Arrow' }).click();
    await drag([20, 600], [220, 600]);
    const shown = await board.evaluate((one) => (one as HTMLCanvasElement).toDataURL());
    await drawing.getByRole('button', { name: 'Done', exact: true }).click();
    await drawing.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Draw on page.png' }).waitFor();
    await page.getByLabel('What happened?').fill('Look.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Thank you. We have it and read everything.').waitFor();

    const [bug] = await given();
    const olga = await sitDown(browser, house.url, house.olgasCookie, {}, `/inbox/feedback/${bug.id}`);
    contexts.push(olga.context);
    await olga.page.getByRole('button', { name: 'Open page.png' }).waitFor();
    await olga.page.getByRole('link', { name: shop.origin.slice(7) }).waitFor();
    const { feedback } = (await house.asStaff(house.olgasCookie, 'feedback/get', { feedback: bug.id })).body;
    const whole = await fetch(`${house.url}/api/staff/files/${feedback.files[0].id}/whole`, {
      headers: { cookie: house.olgasCookie },
    });
    const sent = await pixelsOf(new Uint8Array(await whole.arrayBuffer()));
    const seen = await pixelsOf(Buffer.from(shown.split(',')[1] ?? '', 'base64'));
    expect(sent.data.equals(seen.data)).toBe(true);
    expect(secretIn(sent)).toBe(0);
    expect(green.map((one) => sent.at(one.x, one.y))).toEqual(green.map(() => '#00ff00'));
    expect(black.map((one) => sent.at(one.x, one.y))).toEqual(black.map(() => '#000000'));
    expect(sent.at(80, 530)).toBe('#000000');
    expect(sent.at(230, 530)).toBe('#ffffff');
    expect(sent.at(120, 600)).toBe('#e11d48');
    expect(sent.at(width / 2 + width / 40, 370)).toBe('#e11d48');
  });

  test('is told where a page lets no picture be made, attaches one, or has the browser show the tab', async () => {
    const { page } = await visit();
    await page.goto(`${shop.origin}/strict`);
    await page.evaluate(`Foyer('feedback', 'bug')`);
    await page.getByRole('button', { name: 'Take a picture of this page' }).click();
    await page.getByText('The rules of this page do not let us take a picture of it. You can attach one').waitFor();
    expect(await page.getByRole('button', { name: 'Take a picture of this page' }).count()).toBe(0);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach a picture' }).click();
    await (await chooser).setFiles({ name: 'lid.png', mimeType: 'image/png', buffer: Buffer.from(POINT, 'base64') });
    await page.getByRole('button', { name: 'Draw on lid.png' }).waitFor();

    // On a page of https, or of this machine, the browser can be asked; a Chromium without a screen has nothing to show.
    const safe = await openHostPage({ foyer: house.url, key: house.site.key, host: 'localhost' });
    await house.allow(shop.origin, safe.origin);
    await page.goto(`${safe.origin}/strict`);
    await page.evaluate(`Foyer('feedback', 'bug')`);
    await page.getByRole('button', { name: 'Take a picture of this page' }).click();
    const share = page.getByRole('button', { name: 'Show this tab for one picture' });
    await share.waitFor();
    await showTab(page, 'window');
    await share.click();
    await page.getByText('That was not this tab, so we kept nothing of it.').waitFor();
    await showTab(page, 'browser');
    const [secret] = await placesOf(page, 'input');
    await share.click();
    const board = page.getByRole('dialog', { name: 'Draw on page.png' }).getByRole('application');
    await expect.poll(() => board.evaluate((one) => (one as HTMLCanvasElement).width)).toBe(width);
    const drawn = await board.evaluate((one) => (one as HTMLCanvasElement).toDataURL());
    const pixels = await pixelsOf(Buffer.from(drawn.split(',')[1] ?? '', 'base64'));
    expect(secretIn(pixels)).toBe(0);
    expect(pixels.at(secret!.x, secret!.y)).toBe('#000000');
    expect(pixels.at(width - 40, 700)).not.toBe('#000000');
    safe.close();
  });

  test('sees the errors of a page that keeps them, and lets them go along or not', async () => {
    const { page } = await visit();
    const failed: string[] = [];
    page.on('pageerror', ({ message }) => failed.push(message));
    await page.goto(`${shop.origin}/noisy`);
    const report = async () => {
      await page.evaluate(`Foyer('feedback', 'bug')`);
      await page.getByLabel('What happened?').fill('There is nothing.');
    };
    const lines = [
      'No lid [object Object]',
      'Uncaught (in promise) TypeError: No pot',
      expect.stringMatching(/^Uncaught Error: No tea \(http:\/\/shop\.example:\d+\/noisy:1\)$/),
    ];
    await report();
    const shown = page.getByRole('list').filter({ hasText: 'No lid' }).getByRole('listitem');
    expect((await shown.allTextContents()).sort()).toEqual(lines);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Thank you. We have it and read everything.').waitFor();
    const [bug] = await given();
    const olga = await sitDown(browser, house.url, house.olgasCookie, {}, `/inbox/feedback/${bug.id}`);
    contexts.push(olga.context);
    await olga.page.getByText('Uncaught (in promise) TypeError: No pot').waitFor();
    // The page's own errors are as they were, for whoever looks after it.
    expect(failed.sort()).toEqual(['No pot', 'No tea']);

    await page.getByRole('button', { name: 'Tell us something else' }).click();
    await report();
    await page.getByLabel('Send the last errors of this page along').uncheck();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Thank you. We have it and read everything.').waitFor();
    const [without] = await given();
    const { feedback } = (await house.asStaff(house.olgasCookie, 'feedback/get', { feedback: without.id })).body;
    expect(feedback).toMatchObject({ errors: [], page: { address: `${shop.origin}/noisy` } });

    await page.evaluate(`Foyer('remove')`);
    expect(await page.evaluate(`console.error('gone'); console.error.toString()`)).toContain('[native code]');
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

  test('gave what staff keep: a table in which nothing runs, or lines for programs; all that is chosen, whole', async () => {
    const { page } = await visit();
    await page.goto(shop.origin);
    const body = `=HYPERLINK("https://evil.example")\n${'A lid, please. '.repeat(40).trim()}`;
    await page.evaluate(`Foyer('feedback', 'bug')`);
    await page.getByLabel('What happened?').fill(body);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(async () => (await given()).length).toBe(1);
    await page.reload();
    await page.evaluate(`Foyer('feedback', 'praise')`);
    await page.getByRole('button', { name: 'Very good', exact: true }).click();
    await expect.poll(async () => (await given()).length).toBe(2);

    const { page: desk, context } = await sitDown(
      browser,
      house.url,
      house.olgasCookie,
      { viewport: { width, height: 740 } },
      '/inbox/feedback',
    );
    contexts.push(context);
    const keep = async (how: string) => {
      const saved = desk.waitForEvent('download');
      await desk.getByRole('button', { name: 'Keep what is listed' }).press('Enter');
      await desk.getByRole('menuitem', { name: how }).press('Enter');
      const file = await saved;
      return { name: file.suggestedFilename(), content: readFileSync(await file.path(), 'utf8') };
    };
    const lines = await keep('Save for programs (JSON lines)');
    expect(lines.name).toMatch(/^feedback-\d{4}-\d{2}-\d{2}\.jsonl$/);
    const rows = lines.content
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ kind }) => kind)).toEqual(['praise', 'bug']);
    expect(rows[1].body).toBe(body);
    await desk.getByLabel('Kind').selectOption('bug');
    await expect.poll(() => desk.getByText('Without a word').count()).toBe(0);
    const table = await keep('Save as a table (CSV)');
    expect(table.name).toMatch(/\.csv$/);
    expect(table.content).toContain(`"'${body.replaceAll('"', '""')}"`);
    expect(table.content).not.toContain('Praise');
    await desk.getByText('1 was handed to your browser to save.').waitFor();
    expect(await flawsOf(desk)).toEqual([]);
  });

  test('tells what others tell, too: staff see it rise, with the sentences, and go from there to who said it', async () => {
    for (let n = 0; n < 3; n++) {
      const token = await house.visitorToken(house.site.key, shop.origin);
      const told = { id: newId(Date.now()), kind: 'bug', body: `The glaze has cracks, cup ${n}.` };
      const headers = { origin: shop.origin, authorization: `Bearer ${token}` };
      expect((await house.post('/api/visitor/feedback/give', told, headers)).body).toEqual({ ok: true });
    }
    const { page: desk, context } = await sitDown(
      browser,
      house.url,
      house.olgasCookie,
      { viewport: { width, height: 740 } },
      '/inbox/feedback',
    );
    contexts.push(context);
    await desk.getByRole('link', { name: 'What is rising this week' }).press('Enter');
    await desk.getByRole('heading', { name: 'Rising this week' }).waitFor();
    await desk.locator('summary', { hasText: '3 people, nobody before' }).first().press('Enter');
    expect(await flawsOf(desk)).toEqual([]);
    await desk.getByRole('link', { name: 'The glaze has cracks, cup 1.' }).first().press('Enter');
    await desk.locator('.given .words', { hasText: 'The glaze has cracks, cup 1.' }).waitFor();
  });

  test('is asked now and then by one tap, and the owner sees what came of it', async () => {
    const viewport = { width, height: 780 };
    const olga = await sitDown(
      browser,
      house.url,
      house.olgasCookie,
      { viewport },
      `/inbox/sites/${house.site.id}/surveys`,
    );
    contexts.push(olga.context);
    const inbox = olga.page;
    await inbox.getByText('Nothing is asked yet.').waitFor();
    await inbox.getByRole('button', { name: 'Ask something' }).click();
    const card = inbox.getByRole('form', { name: 'Recommendation (NPS)' });
    await card.getByLabel('On pages whose path begins with').fill('second');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('A path begins with a slash and has no spaces.').waitFor();
    await card.getByLabel('On pages whose path begins with').fill('/second');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Nobody was asked yet.').waitFor();
    expect(await flawsOf(inbox)).toEqual([]);

    const { page } = await visit();
    const home = async (path: string) => {
      await page.goto(shop.origin + path);
      await page.evaluate(`Foyer('open', 'home')`);
      await page.getByRole('button', { name: 'Start a conversation' }).waitFor();
    };
    await page.goto(shop.origin);
    await page.evaluate(`Foyer('ask', 'Do you mend handles?')`);
    await page.getByRole('textbox', { name: 'Write a message…' }).press('Enter');
    await page.getByText('Sent', { exact: true }).waitFor();
    await home('/second');
    const question = page.getByRole('group', { name: 'How likely are you to recommend us to a friend?' });
    await question.waitFor();
    await page.evaluate(`Foyer('locale', 'de')`);
    await page.getByRole('button', { name: '10: Sehr wahrscheinlich' }).waitFor();
    await page.evaluate(`Foyer('locale', 'en')`);
    await question.getByRole('button', { name: '10: Very likely' }).press('Enter');
    expect((await flawsOf(page)).filter((flaw) => flaw.includes('foyer-widget'))).toEqual([]);
    await page.getByLabel('What is the main reason?').fill('Fine pots.');
    await page.keyboard.press('Enter');
    await page.getByText('Thank you for telling us.').waitFor();
    const told = async () =>
      (await house.asStaff(house.olgasCookie, 'surveys/list', { site: house.site.id })).body.surveys[0].scores[10];
    await expect.poll(told).toBe(1);
    const due = page.waitForResponse(/surveys\/due|welcome/);
    await home('/second');
    await due;
    await page.getByRole('button', { name: /^Do you mend handles/ }).waitFor();
    expect(await question.count()).toBe(0);

    await inbox.reload();
    await card.getByText('NPS +100').waitFor();
    await card.getByText('What they said').click();
    await card.getByText('Fine pots.').waitFor();
    expect(await inbox.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
