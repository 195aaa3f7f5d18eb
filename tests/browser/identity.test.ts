import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';
import { signed } from '../support/signing.ts';

let scene: Scene;
let house: HouseProcess;
/** A plain page, whose tabs know nothing of each other, and a secure one, whose tabs share a line. */
let plain: HostPage;
let secure: HostPage;
let shop: HostPage;
let browser: Browser;
let olga: Client;
let secret: string;

beforeAll(async () => {
  scene = await openScene();
  ({ house, shop: plain, browser } = scene);
  secure = await openHostPage({ foyer: house.url, key: house.site.key, host: 'localhost' });
  await house.allow(plain.origin, secure.origin);
  secret = (await house.asStaff(house.olgasCookie, 'people/make-secret', { site: house.site.id })).body.value;
});
afterAll(async () => {
  secure.close();
  await scene.close();
});

const launcher = (on: Page) => on.getByRole('button', { name: /^Chat with/ });
const composer = (on: Page) => on.getByRole('textbox', { name: 'Write a message…' });
const bubble = (text: string, on: Page) => on.getByRole('log').getByText(text, { exact: true });

/** Two customers of the shop, each time other ones. */
const people = () => {
  const world = id();
  const token = (name: string, by = secret) => signed(by, { sub: `${name} ${world}`, name });
  return { alice: token('Alice'), bob: token('Bob'), forged: (name: string) => token(name, 'another secret') };
};

/** Does what the shop's own script does. */
const says = (on: Page, ...call: unknown[]) =>
  on.evaluate((call) => window.Foyer?.(...(call as ['open'])), call) as Promise<unknown>;

async function send(text: string, on: Page): Promise<string> {
  if ((await composer(on).count()) === 0) await launcher(on).click();
  await composer(on).fill(text);
  await composer(on).press('Enter');
  await bubble(text, on).waitFor();
  const fits = (c: { messages: { body: string }[] }) => c.messages.some((m) => m.body === text);
  const changes = await olga.hears('conversations:posted', (all) => all.some(fits));
  return changes.find(fits).conversation;
}

/** Everything of a page that somebody can see or read out of the browser: texts, also hidden ones, title, and what is stored. */
const traces = (on: Page) =>
  on.evaluate(() => {
    const shown = document.querySelector('foyer-widget')?.shadowRoot;
    const fields = [...(shown?.querySelectorAll('textarea') ?? [])].map((field) => field.value);
    const stored = Object.entries(localStorage).flat();
    return [shown?.textContent, ...fields, document.title, ...stored].join('\n');
  });
const stored = (on: Page) => on.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('foyer')));

describe.each([
  { width: 1280, kind: 'secure' },
  { width: 360, kind: 'plain' },
])('who is on the page, a $kind one, $width wide', ({ width, kind }) => {
  let context: BrowserContext;
  beforeEach(async () => {
    shop = kind === 'secure' ? secure : plain;
    olga = await house.staff();
    context = await browser.newContext({ viewport: { width, height: 740 } });
  });
  afterEach(async () => {
    olga.close();
    await context.close();
  });

  /** A page of the shop, with what its script hears of us. */
  async function visit(path = '/'): Promise<{ page: Page; heard: () => Promise<{ name: string; detail: unknown }[]> }> {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const heard: { name: string; detail: unknown }[] = [];
      Object.assign(window, { heard });
      for (const name of ['identified', 'error', 'unread'])
        addEventListener(`foyer:${name}`, (event) => heard.push({ name, detail: (event as CustomEvent).detail }));
    });
    await page.goto(shop.origin + path);
    await launcher(page).waitFor();
    return { page, heard: () => page.evaluate(() => (window as unknown as { heard: [] }).heard) };
  }

  test('Alice is known before she acts by one request; nothing is stored and no socket opened; then she writes as herself', async () => {
    const { page, heard } = await visit();
    const posts: string[] = [];
    const sockets: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname));
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await says(page, 'identify', people().alice);
    await says(page, 'update', { plan: 'gold', seats: 3 });
    await says(page, 'track', 'Looked at a teapot', { price: 40 });
    expect(posts).toEqual(['identify', 'update', 'track'].map((verb) => `/api/visitor/people/${verb}`));
    expect(await stored(page)).toEqual([]);
    expect(sockets).toEqual([]);
    expect(await heard()).toContainEqual({ name: 'identified', detail: { name: 'Alice', email: null } });
    const conversation = await send('Where is my order?', page);
    const { person } = await olga.ask('conversations:sync', { conversation });
    expect(person).toMatchObject({ kind: 'identified', name: 'Alice' });
    expect(await olga.ask('people:get', { person: person.id })).toMatchObject({
      attributes: [
        { name: 'plan', value: 'gold', source: 'page' },
        { name: 'seats', value: 3, source: 'page' },
      ],
      tracked: [{ event: 'Looked at a teapot', properties: [{ name: 'price', value: 40 }] }],
    });
  });

  test('what waits for her shows on the launcher of another device, and opening it shows her conversation', async () => {
    const { alice } = people();
    const { page } = await visit();
    await says(page, 'identify', alice);
    const conversation = await send('Is it dishwasher safe?', page);
    await context.close();
    await olga.ask('conversations:post', { id: id(), conversation, body: 'It is.' });
    context = await browser.newContext({ viewport: { width, height: 740 } });
    const phone = await visit();
    await says(phone.page, 'identify', alice);
    const badge = phone.page.getByRole('button', { name: /, 1 new$/ });
    await badge.waitFor();
    expect(await phone.heard()).toContainEqual({ name: 'unread', detail: 1 });
    expect(await stored(phone.page)).toEqual([]);
    await badge.click();
    await bubble('It is.', phone.page).waitFor();
    await bubble('Is it dishwasher safe?', phone.page).waitFor();
  });

  test('what she wrote before she signed in stays before her, in both tabs, and is hers', async () => {
    const { page } = await visit();
    const conversation = await send('Do you ship to Malta?', page);
    const { page: other } = await visit('/second');
    await launcher(other).click();
    await bubble('Do you ship to Malta?', other).waitFor();
    await says(page, 'identify', people().alice);
    await bubble('Do you ship to Malta?', page).waitFor();
    await olga.ask('conversations:post', { id: id(), conversation, body: 'And to Gozo.' });
    await bubble('And to Gozo.', page).waitFor();
    await bubble('And to Gozo.', other).waitFor();
    await send('Good!', other);
    const { person, messages } = await olga.ask('conversations:sync', { conversation });
    expect(person).toMatchObject({ kind: 'identified', name: 'Alice' });
    expect(messages).toHaveLength(3);
  });

  test('taken for Alice by mistake, a conversation is its own again: Olga sees both live, and Alice’s tab has forgotten it', async () => {
    const { page } = await visit();
    const question = `Is this really Alice, at ${width}?`;
    await send(question, page);
    const desk = await sitDown(browser, house.url, house.olgasCookie, { viewport: { width, height: 740 } });
    await desk.row(question).click();
    if (width < 821) await desk.page.getByRole('button', { name: 'About this person' }).click();
    const column = desk.page.getByRole('region', { name: 'About this person' });
    const stranger = (await column.getByRole('heading', { level: 2 }).textContent()) as string;
    await column.getByText('Unknown visitor').waitFor();
    await says(page, 'update', { attributes: { plan: 'gold' } });
    await column.getByText('gold', { exact: true }).waitFor();
    await says(page, 'track', 'Looked at a teapot', { price: 40 });

    await says(page, 'identify', people().alice);
    await column.getByRole('heading', { name: 'Alice' }).waitFor();
    await column.getByText('Signed in: the site vouches for them').waitFor();
    await column.getByText('price: 40').waitFor();
    await bubble(question, page).waitFor();

    await column.getByRole('button', { name: 'Separate' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Separate' }).click();
    await column.getByRole('heading', { name: stranger }).waitFor();
    await column.getByText('gold', { exact: true }).waitFor();
    await bubble(question, page).waitFor({ state: 'detached' });
    expect(await traces(page)).not.toContain(question);
    await send(`Now it is me, at ${width}`, page);
    if (width < 821) {
      await column.getByRole('button', { name: 'Close' }).click();
      await desk.page.getByRole('link', { name: 'Back to the queue' }).click();
    }
    await desk
      .row('Alice')
      .filter({ hasText: `Now it is me, at ${width}` })
      .waitFor();
    await desk.row(stranger).filter({ hasText: question }).waitFor();
    await desk.context.close();
  });

  test('Bob signs in where Alice was, without a reload: nothing of hers is left in either tab, and hers is back when she is', async () => {
    const { alice, bob } = people();
    const { page } = await visit();
    const { page: other } = await visit('/second');
    await says(page, 'identify', alice);
    await send('My card ends in 4242', page);
    await launcher(other).click();
    await bubble('My card ends in 4242', other).waitFor();
    await composer(page).fill('A draft about 4242');
    await says(page, 'identify', bob);
    for (const tab of [page, other]) await expect.poll(() => traces(tab)).not.toMatch(/4242/);
    expect(await stored(page)).toEqual([]);
    const conversation = await send('I am Bob', page);
    expect((await olga.ask('conversations:sync', { conversation })).person).toMatchObject({ name: 'Bob' });
    await expect.poll(() => traces(other)).not.toMatch(/4242/);
    await says(page, 'identify', alice);
    await expect.poll(() => traces(page)).not.toMatch(/I am Bob/);
    await launcher(page).click();
    await bubble('My card ends in 4242', page).waitFor();
    expect(await traces(page)).not.toMatch(/I am Bob/);
  });

  test('Alice signs out: both tabs forget her, nothing is stored, and the old session is worth nothing', async () => {
    const { page, heard } = await visit();
    await says(page, 'identify', people().alice);
    await send('Between us', page);
    const { page: other } = await visit('/second');
    await launcher(other).click();
    await bubble('Between us', other).waitFor();
    const { token } = await page.evaluate(
      (key) => JSON.parse(localStorage.getItem(key) ?? ''),
      `foyer:${house.site.key}:session`,
    );
    await says(page, 'logout');
    for (const tab of [page, other]) {
      await expect.poll(() => traces(tab)).not.toMatch(/Between us/);
      expect(await stored(tab)).toEqual([]);
    }
    expect(await heard()).toContainEqual({ name: 'identified', detail: null });
    expect((await house.asVisitor(token, 'conversations/list')).body.code).toBe('token_invalid');
    await page.reload();
    await launcher(page).click();
    await composer(page).waitFor();
    expect(await traces(page)).not.toMatch(/Between us/);
  });

  /** As into the back-forward cache and out of it: the headless Chromium that npm brings has none. */
  const put = (page: Page, way: 'pagehide' | 'pageshow') =>
    page.evaluate((way) => void dispatchEvent(new PageTransitionEvent(way, { persisted: true })), way);

  test('a picture that waits to be sent is gone from the browser when she signs out', async () => {
    const { alice } = people();
    const { page } = await visit();
    const other = (await visit()).page;
    await says(page, 'identify', alice);
    await send('A picture comes', page);
    await page.getByRole('button', { name: 'Attach' }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Photos or files' }).click();
    await (await choosing).setFiles({
      name: 'secret.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('of Alice alone'),
    });
    const bytes = () =>
      other.evaluate(async (name) => {
        const opened = indexedDB.open(name);
        // There is none: a look must not make one.
        opened.onupgradeneeded = () => opened.transaction?.abort();
        const isThere = await new Promise((done) => {
          opened.onsuccess = () => done(true);
          opened.onerror = () => done(false);
        });
        if (!isThere) return 0;
        const count = opened.result.transaction('blobs').objectStore('blobs').count();
        await new Promise((done) => {
          count.onsuccess = done;
        });
        opened.result.close();
        return count.result;
      }, `foyer:${house.site.key}`);
    await expect.poll(bytes).toBe(1);
    await says(other, 'logout');
    await expect.poll(bytes).toBe(0);
  });

  test('Back after she signed out shows nothing of her, not for a moment', async () => {
    const { page } = await visit();
    await says(page, 'identify', people().alice);
    await send('Between us', page);
    await put(page, 'pagehide');
    expect(await bubble('Between us', page).isVisible()).toBe(false);
    // Meanwhile the other page signs her out: this one sleeps and hears nothing of it.
    await page.evaluate(() => localStorage.clear());
    const seenAtOnce = await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      return document.querySelector('foyer-widget')?.shadowRoot?.textContent;
    });
    expect(seenAtOnce).not.toMatch(/Between us/);
    await expect.poll(() => traces(page)).not.toMatch(/Between us/);
  });

  test('Back while she is still signed in shows what was there', async () => {
    const { page } = await visit();
    await says(page, 'identify', people().alice);
    const conversation = await send('Still me', page);
    await put(page, 'pagehide');
    await put(page, 'pageshow');
    expect(await bubble('Still me', page).isVisible()).toBe(true);
    await olga.ask('conversations:post', { id: id(), conversation, body: 'Hello again' });
    await bubble('Hello again', page).waitFor();
  });

  test('a page that knew her in memory alone has forgotten her after Back, and when Bob signs in elsewhere', async () => {
    const { alice, bob } = people();
    const { page: laptop } = await visit();
    await says(laptop, 'identify', alice);
    await send('Only mine', laptop);
    await context.close();
    context = await browser.newContext({ viewport: { width, height: 740 } });
    const { page, heard } = await visit();
    await says(page, 'identify', alice);
    await put(page, 'pagehide');
    await put(page, 'pageshow');
    await launcher(page).click();
    await composer(page).waitFor();
    expect(await traces(page)).not.toMatch(/Only mine/);
    expect(await heard()).toContainEqual({ name: 'identified', detail: null });

    const asleep = await visit();
    await says(asleep.page, 'identify', alice);
    const { page: other } = await visit('/second');
    await says(other, 'identify', bob);
    await expect.poll(asleep.heard).toContainEqual({ name: 'identified', detail: null });
    await launcher(asleep.page).click();
    await composer(asleep.page).waitFor();
    expect(await traces(asleep.page)).not.toMatch(/Only mine/);
  });

  test('data-identity="required" shows nothing of her until the page says again that it is her', async () => {
    const { alice, bob } = people();
    const { page } = await visit('/members');
    await says(page, 'identify', alice);
    await send('For members', page);
    await composer(page).fill('Half a sentence');
    await page.reload();
    await launcher(page).click();
    await composer(page).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('For members').count()).toBe(0);
    expect(await composer(page).inputValue()).toBe('');
    await says(page, 'identify', alice);
    await bubble('For members', page).waitFor();
    await page.reload();
    await says(page, 'identify', bob);
    expect(await traces(page)).not.toMatch(/For members/);
  });

  test('a token that proves nothing is an error for the page; a guest stays, and Alice where it is about her', async () => {
    const { alice, forged } = people();
    const { page, heard } = await visit();
    await send('I am nobody yet', page);
    expect(await says(page, 'identify', forged('Alice'))).toMatchObject({ ok: false, code: 'identity_wrong' });
    await says(page, 'identify');
    await says(page, 'identify', 'nonsense');
    const codes = async () => (await heard()).filter(({ name }) => name === 'error').map(({ detail }) => detail);
    expect(await codes()).toMatchObject([
      { code: 'identity_wrong', verb: 'identify' },
      { code: 'identity_missing', verb: 'identify' },
      { code: 'identity_wrong', verb: 'identify' },
    ]);
    expect(await bubble('I am nobody yet', page).count()).toBe(1);
    expect(await says(page, 'identify', alice)).toEqual({ ok: true });
    expect(await says(page, 'track', 'looked')).toEqual({ ok: true });
    await bubble('I am nobody yet', page).waitFor();
    await says(page, 'identify', forged('Alice'));
    expect(await bubble('I am nobody yet', page).count()).toBe(1);
    await says(page, 'identify', forged('Bob'));
    expect(await traces(page)).not.toMatch(/nobody yet/);
    expect(await stored(page)).toEqual([]);
  });

  test('where consent is required nothing is told before it; taken back, it wipes, and what is told waits again', async () => {
    const { alice } = people();
    const { page } = await visit('/consent');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const told = () => requests.filter((path) => path.startsWith('/api/'));
    const identified = page.evaluate((token) => {
      const done = window.Foyer?.('identify', token);
      window.Foyer?.('track', 'Looked');
      return done;
    }, alice);
    await page.waitForLoadState('networkidle');
    expect(requests).toEqual([]);
    await says(page, 'consent', true);
    await identified;
    await expect.poll(told).toEqual(['/api/visitor/people/identify', '/api/visitor/people/track']);
    await send('With consent', page);
    await says(page, 'consent', false);
    expect(await stored(page)).toEqual([]);
    expect(await traces(page)).not.toMatch(/With consent/);
    requests.length = 0;
    const again = page.evaluate(() => window.Foyer?.('track', 'Looked again'));
    await page.waitForLoadState('networkidle');
    expect(told()).toEqual([]);
    await says(page, 'consent', true);
    await again;
    await expect.poll(told).toEqual(['/api/visitor/people/track']);
  });
});
