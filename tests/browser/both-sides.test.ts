import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AtDesk, sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { openNetwork } from '../support/proxy.ts';
import { type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** A visitor's and staff members' browsers, talking through the real server. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let jonasCookie: string;
let vera: { context: BrowserContext; page: Page };
let olga: AtDesk;
const more: BrowserContext[] = [];

beforeAll(async () => {
  scene = await openScene();
  ({ house, shop, browser } = scene);
  jonasCookie = (await house.colleague('Jonas', [{ site: null, role: 'agent' }])).cookie;
});
afterAll(() => scene.close());
beforeEach(async () => {
  // The browser that npm brings names no language of its own.
  const context = await browser.newContext({ locale: 'en-GB' });
  vera = { context, page: await context.newPage() };
  vera.page.setDefaultTimeout(10_000);
  olga = await sitDown(browser, house.url, house.olgasCookie);
});
afterEach(async () => {
  for (const context of [vera.context, olga.context, ...more.splice(0)]) await context.close();
});

const launcher = () => vera.page.getByRole('button', { name: /^Chat with/ });
const said = (text: string) => vera.page.getByRole('log').getByText(text, { exact: true });

/** Vera writes on the shop's page. */
async function ask(text: string): Promise<void> {
  const field = vera.page.getByRole('textbox', { name: 'Write a message…' });
  if (!vera.page.url().startsWith(shop.origin)) await vera.page.goto(shop.origin);
  if ((await field.count()) === 0) await launcher().click();
  await field.fill(text);
  await field.press('Enter');
  await said(text).waitFor();
}

async function jonasSitsDown(): Promise<AtDesk> {
  const jonas = await sitDown(browser, house.url, jonasCookie);
  more.push(jonas.context);
  return jonas;
}

/** What the newest conversation holds, as staff get it fresh. */
async function stored(): Promise<string[]> {
  const { rows } = (await house.asStaff(house.olgasCookie, 'conversations/list', { view: 'open' })).body;
  const { messages } = (
    await house.asStaff(house.olgasCookie, 'conversations/sync', { conversation: rows[0].conversation })
  ).body;
  return messages.map(({ body }: { body: string }) => body);
}

describe('Vera asks on a shop’s page, Olga answers in the inbox', () => {
  test('live both ways: unread and waiting, typing, the answer, and that it was read', async () => {
    await ask('Does the teapot come in green?');
    const row = olga.row('Does the teapot come in green?');
    await row.waitFor();
    expect(await row.textContent()).toMatch(/1 unread.*waiting/);
    await expect.poll(() => olga.page.title()).toMatch(/^\(\d+\) Foyer$/);
    await row.click();
    await olga.bubble('Does the teapot come in green?').waitFor();
    const open = olga.page.locator('a.row[aria-current]');
    await expect.poll(() => open.textContent()).not.toMatch(/unread/);
    await vera.page.getByText('Read by Olga', { exact: true }).waitFor();

    await olga.composer().pressSequentially('Yes');
    await vera.page.getByText('Olga is typing…').waitFor();
    await olga.says('Yes, in two greens.');
    await said('Yes, in two greens.').waitFor();
    await olga.page.getByRole('log').getByText('Read', { exact: true }).waitFor();
    expect(await open.textContent()).not.toMatch(/waiting/);

    await vera.page.getByRole('textbox', { name: 'Write a message…' }).pressSequentially('Wo');
    await olga.page.getByText('is writing…').first().waitFor();
  });

  test('sees who asks: page, where from, browser, language, local time, and what they asked before', async () => {
    await ask('First question');
    await olga.row('First question').click();
    await olga.page.getByRole('button', { name: 'Close', exact: true }).click();
    await vera.page.getByRole('button', { name: 'start a new one' }).click();
    await ask('Second question');
    await olga.row('Second question').click();
    const person = olga.page.getByRole('region', { name: 'About this person' });
    await person.getByRole('link', { name: 'Tea shop' }).waitFor();
    await person.getByText(/^Chrome \d+ · Linux$/).waitFor();
    await person.getByText('British English').waitFor();
    await person.getByRole('link', { name: /First question/ }).click();
    await olga.page.getByText('This conversation is closed.').waitFor();
  });

  test('with the keyboard alone: into the queue, open, answer, assign, close, undo, search, the list of keys', async () => {
    await ask('By keys, please');
    await olga.row('By keys, please').waitFor();
    const { keyboard } = olga.page;
    await keyboard.press('j');
    await expect.poll(() => olga.page.evaluate(() => document.activeElement?.textContent)).toContain('By keys, please');
    await keyboard.press('Enter');
    await olga.bubble('By keys, please').waitFor();
    await keyboard.type('Typed without a mouse');
    await keyboard.press('Enter');
    await said('Typed without a mouse').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('a');
    await olga.page.getByRole('menuitemradio', { name: 'Olga (you)' }).waitFor();
    await keyboard.press('Enter');
    await olga.page.getByRole('button', { name: 'Assigned to Olga' }).waitFor();
    await keyboard.press('n');
    await keyboard.type('She likes keys');
    await keyboard.press('Enter');
    await olga.page.getByText('Note: only staff see this').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('e');
    await olga.page.getByText(/^Conversation with .* closed\.$/).waitFor();
    await keyboard.press('z');
    await olga.row(/Note: She likes keys/).waitFor();
    await keyboard.press('Escape');
    await keyboard.press('/');
    await keyboard.type('without a mouse');
    await olga.row(/She likes keys/).waitFor();
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await keyboard.press('?');
    await olga.page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await keyboard.press('Escape');
    await expect.poll(() => olga.page.getByRole('dialog').count()).toBe(0);
    expect(await vera.page.content()).not.toContain('She likes keys');
  });

  test('keys pressed after a close by key go to the queue, not into an answer, and right after Esc to the page', async () => {
    await ask('The first of two');
    const otto = await browser.newContext();
    more.push(otto);
    vera.page = await otto.newPage();
    await ask('The second of two');
    const { keyboard } = olga.page;
    await olga.row('The second of two').click();
    await olga.bubble('The second of two').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('e');
    await olga.bubble('The first of two').waitFor();
    await keyboard.press('?');
    await olga.page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('/');
    await keyboard.type('first of');
    expect(await olga.page.getByRole('searchbox').inputValue()).toBe('first of');
    expect(await olga.composer().inputValue()).toBe('');
  });

  test('of closes one after another the last is told, over no more than one row; z undoes one after another', async () => {
    await ask('To be closed first');
    const otto = await browser.newContext();
    more.push(otto);
    vera.page = await otto.newPage();
    await ask('To be closed second');
    const { keyboard } = olga.page;
    const undo = olga.page.getByRole('button', { name: 'Undo' });
    for (const text of ['To be closed second', 'To be closed first']) {
      await olga.row(text).click();
      await olga.bubble(text).waitFor();
      await keyboard.press('Escape');
      await keyboard.press('e');
      await olga.row(text).waitFor({ state: 'detached' });
      await undo.waitFor();
      expect(await undo.count()).toBe(1);
    }
    // It stays while somebody has the focus on it.
    await undo.focus();
    await undo.evaluate((button: HTMLElement) => button.blur());
    await keyboard.press('z');
    await olga.row('To be closed first').waitFor();
    await keyboard.press('z');
    await olga.row('To be closed second').waitFor();
    expect(await undo.count()).toBe(0);
  });

  test('what Vera writes after a close opens it again, for both', async () => {
    await ask('Is it over?');
    await olga.row('Is it over?').click();
    await olga.page.getByRole('button', { name: 'Close', exact: true }).click();
    await vera.page.getByText('This conversation is closed.').waitFor();
    await expect.poll(() => olga.row('Is it over?').count()).toBe(0);
    await ask('Not yet!');
    await olga.row('Not yet!').waitFor();
    await expect.poll(() => vera.page.getByText('This conversation is closed.').count()).toBe(0);
  });

  test('edits and takes back what she said; Vera sees it at once', async () => {
    await ask('How much is it?');
    await olga.row('How much is it?').click();
    await olga.says('It is 15 pounds');
    await said('It is 15 pounds').waitFor();
    const own = olga.page.getByRole('article').filter({ hasText: 'It is 15 pounds' });
    await own.hover();
    await own.getByRole('button', { name: 'What to do with this message' }).click();
    await olga.page.getByRole('menuitem', { name: 'Edit' }).click();
    await olga.page.getByRole('textbox', { name: 'Edit your message' }).fill('It is 50 pounds');
    await olga.page.keyboard.press('Enter');
    await vera.page.getByText('It is 50 pounds').waitFor();
    const edited = olga.page.getByRole('article').filter({ hasText: 'It is 50 pounds' });
    await edited.hover();
    await edited.getByRole('button', { name: 'What to do with this message' }).click();
    await olga.page.getByRole('menuitem', { name: 'Take back' }).click();
    await olga.page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await said('This message was taken back.').waitFor();
    await olga.bubble('This message was taken back.').waitFor();
  });
});

describe('Olga and Jonas in one conversation', () => {
  test('stay in step: who looks, who writes, who has it, notes, answers, closing, unread of one’s own', async () => {
    const jonas = await jonasSitsDown();
    await ask('Who answers me?');
    await olga.row('Who answers me?').click();
    await olga.bubble('Who answers me?').waitFor();
    expect(await jonas.row('Who answers me?').textContent()).toMatch(/1 unread/);
    await jonas.row('Who answers me?').click();
    await olga.page.getByText('Jonas is looking here').waitFor();
    await jonas.page.getByText('Olga is looking here').waitFor();

    await jonas.composer().pressSequentially('I');
    await olga.page.getByText('Jonas is writing here.').waitFor();
    await jonas.says('I do, in a minute.');
    await olga.bubble('I do, in a minute.').waitFor();

    await olga.page.getByRole('button', { name: 'Assign', exact: true }).click();
    await olga.page.getByRole('menuitemradio', { name: 'Jonas' }).click();
    await jonas.page.getByRole('button', { name: 'Assigned to Jonas' }).waitFor();

    await olga.page.getByRole('button', { name: 'Note', exact: true }).click();
    await olga.says('She is a good customer');
    await jonas.bubble('She is a good customer').waitFor();
    expect(await vera.page.getByRole('log').textContent()).not.toContain('good customer');

    await jonas.page.getByRole('button', { name: 'Close', exact: true }).click();
    await olga.page.getByText('This conversation is closed. An answer opens it again.').waitFor();
    await expect.poll(() => olga.page.getByText('Jonas is looking here').count()).toBe(0);
  });

  test('whoever is removed is out within five seconds', async () => {
    const { cookie, id: theirs } = await house.colleague('Remo', [{ site: null, role: 'agent' }]);
    const remo = await sitDown(browser, house.url, cookie);
    more.push(remo.context);
    await remo.page.getByRole('heading', { name: 'Choose a conversation' }).waitFor();
    const from = performance.now();
    await house.asStaff(house.olgasCookie, 'staff/remove', { staff: theirs });
    await remo.page.getByText('Your session has ended.').waitFor({ timeout: 5_000 });
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});

describe('nothing is lost', () => {
  test('Olga writes offline; draft and messages survive a reload and go out once, in order', async () => {
    await ask('Are you there?');
    await olga.row('Are you there?').click();
    await olga.bubble('Are you there?').waitFor();
    await olga.context.setOffline(true);
    await olga.page.getByText('You are offline.').waitFor();
    await olga.says('One');
    await olga.says('Two');
    expect(await olga.page.getByText('Sending…').count()).toBe(2);
    await olga.composer().fill('Three, not finished');
    await olga.context.setOffline(false);
    await olga.page.reload();
    await said('Two').waitFor();
    expect(await stored()).toEqual(['Are you there?', 'One', 'Two']);
    expect(await olga.composer().inputValue()).toBe('Three, not finished');
    await expect.poll(() => olga.page.getByText('Sending…').count()).toBe(0);
  });

  test('the server is killed with -9 while both write: both end alike, with everything, once', async () => {
    await ask('Before');
    await olga.row('Before').click();
    await olga.bubble('Before').waitFor();
    await house.kill();
    await ask('Vera in the dark');
    await olga.says('Olga in the dark');
    await house.restart();
    await said('Olga in the dark').waitFor({ timeout: 20_000 });
    await olga.bubble('Vera in the dark').waitFor({ timeout: 20_000 });
    await expect.poll(() => olga.page.getByText('Sending…').count()).toBe(0);
    const all = await stored();
    expect([...all].sort()).toEqual(['Before', 'Olga in the dark', 'Vera in the dark']);
    await ask('After');
    await olga.bubble('After').waitFor();
    const shown = await olga.page.getByRole('log').locator('.bubble').allTextContents();
    expect(shown).toEqual([...all, 'After']);
  });

  test('a session that ends keeps what Olga wrote until she signs in again', async () => {
    const signedIn = await house.signIn('Olga');
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] as string;
    const late = await sitDown(browser, house.url, cookie);
    more.push(late.context);
    await ask('Do you close now?');
    await late.row('Do you close now?').click();
    await late.bubble('Do you close now?').waitFor();
    await late.composer().fill('Not before six');
    await house.post('/api/staff/sign-out', {}, { cookie });
    await late.page.getByText('Your session has ended.').waitFor();
    await late.page.getByLabel('E-mail address').fill('olga@shop.example');
    await late.page.getByLabel('Password', { exact: true }).fill('wrong password');
    await late.page.getByRole('button', { name: 'Sign in' }).click();
    await late.page.getByText('E-mail address or password is not right.').waitFor();
    await late.page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await late.page.getByRole('button', { name: 'Sign in' }).click();
    await late.row('Do you close now?').click();
    expect(await late.composer().inputValue()).toBe('Not before six');
  });

  test.each([
    ['are blocked', 'no websockets'],
    ['open and then say nothing', 'opens, then silence'],
    ['open and are closed again', 'opens, then closes'],
  ] as const)('where websockets %s, the chat and the inbox work over HTTP', async (_what, kind) => {
    const network = await openNetwork(house.url);
    const far = await openHostPage({ foyer: network.url, key: house.site.key });
    await house.allow(shop.origin, far.origin);
    network.be(kind);
    try {
      const slow = await sitDown(browser, network.url, house.olgasCookie);
      more.push(slow.context);
      await vera.page.setViewportSize({ width: 360, height: 640 });
      await vera.page.goto(far.origin);
      await launcher().click();
      await vera.page.getByRole('textbox', { name: 'Write a message…' }).fill(`Over the old way, where they ${kind}?`);
      await vera.page.keyboard.press('Enter');
      await slow.page.getByText('Websockets are blocked here.').waitFor({ timeout: 13_000 });
      await vera.page.getByText('Sent', { exact: true }).waitFor({ timeout: 13_000 });
      await slow.row(`Over the old way, where they ${kind}?`).click({ timeout: 10_000 });
      await slow.says('By HTTP, yes.');
      await said('By HTTP, yes.').waitFor();
      expect(await stored()).toEqual([`Over the old way, where they ${kind}?`, 'By HTTP, yes.']);
    } finally {
      far.close();
      await network.close();
    }
  });

  test('a message that can never be accepted is set aside, and the next ones go out', async () => {
    await ask('Anything?');
    await olga.row('Anything?').click();
    await olga.bubble('Anything?').waitFor();
    const conversation = olga.page.url().split('/').at(-1) as string;
    const entry = {
      id: id(),
      body: 'x'.repeat(10_001),
      at: 1,
      conversation,
      start: null,
      owner: house.olgasId,
      cuts: 0,
      parked: null,
    };
    await olga.page.evaluate(
      (entry) => localStorage.setItem(`foyer:inbox:out:${entry.id}`, JSON.stringify(entry)),
      entry,
    );
    await olga.page.reload();
    await olga.page.getByText(/^Not sent:/).waitFor();
    await olga.says('The next one');
    await said('The next one').waitFor();
    await olga.page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => olga.page.getByText(/^Not sent:/).count()).toBe(0);
  });
});
