import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { flawsOf } from '../support/desk.ts';
import type { HostPage } from '../support/hostpage.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Where the chat stands: in an element of a page, on a page of its own, on the whole screen of a phone. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let olga: Client;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  scene = await openScene((script) => ({
    '/inline': `<div id="chat" style="height:460px"></div><script async data-inline="#chat" src="${script}"></script>`,
    '/low': `<div id="chat"></div><script async data-inline="#chat" src="${script}"></script>`,
    '/asks': `<div id="chat" style="height:460px"></div><script async data-consent="required" data-inline="#chat" src="${script}"></script>`,
    '/swaps': `<div id="chat" style="height:460px"></div><button id="away">Away</button><button id="here">Here</button>
      <script>document.getElementById('away').onclick=function(){document.getElementById('chat').remove()};
      document.getElementById('here').onclick=function(){document.querySelector('h1').insertAdjacentHTML('afterend','<section><div id="chat" style="height:300px"></div></section>')}</script>
      <script async data-inline="#chat" src="${script}"></script>`,
    '/notch': `<div style="height:3000px">A long page</div><script async src="${script}"></script><script>document.querySelector('[name=viewport]').content='width=device-width, viewport-fit=cover'</script>`,
  }));
  ({ house, shop, browser } = scene);
});
afterAll(() => scene.close());
beforeEach(async () => {
  olga = await house.staff();
});
afterEach(async () => {
  olga.close();
  for (const context of contexts.splice(0)) await context.close();
});

const panel = (page: Page) => page.getByRole('region', { name: /^Chat with/ });
const launcher = (page: Page) => page.getByRole('button', { name: /^Chat with/ });
const composer = (page: Page) => page.getByRole('textbox', { name: 'Write a message…' });
const bubble = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });

type Visit = { page: Page; asked: string[]; go(path: string): Promise<void> };
async function visit(options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('websocket', () => asked.push('socket'));
  const go = async (path: string) => {
    await page.goto(path.startsWith('http') ? path : shop.origin + path);
  };
  return { page, asked, go };
}
async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
}
async function answer(to: string, body: string): Promise<void> {
  const changes = await olga.hears('conversations:posted', (all) =>
    all.some((one: { messages: { body: string }[] }) => one.messages.some((message) => message.body === to)),
  );
  await olga.ask('conversations:post', { id: id(), conversation: changes[0].conversation, body });
}
const stored = (page: Page) => page.evaluate(() => localStorage.length);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

describe.each([1280, 360])('a chat in an element of the page, at %i px', (width) => {
  const viewport = { width, height: 800 };

  test('fills it, leaves the focus alone, and asks and keeps nothing before Vera does something in it', async () => {
    const { page, asked, go } = await visit({ viewport });
    await go('/inline');
    await panel(page).waitFor();
    expect(await launcher(page).count()).toBe(0);
    expect(await panel(page).boundingBox()).toEqual(await page.locator('#chat').boundingBox());
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    expect(asked.filter((one) => one === 'socket' || one.includes('/api/'))).toEqual([]);
    expect([await stored(page), await focused(page)]).toEqual([0, 'BODY']);

    await composer(page).click();
    await expect.poll(() => asked.includes('POST /api/visitor/welcome')).toBe(true);
    expect(asked.includes('socket')).toBe(false);
    await send(page, `Inline at ${width}?`);
    await answer(`Inline at ${width}?`, 'Yes, right here.');
    await bubble(page, 'Yes, right here.').waitFor();
    // Nothing closes what stands in the page.
    await page.keyboard.press('Escape');
    await page.evaluate("Foyer('close')");
    await panel(page).waitFor();
    expect(await flawsOf(page)).toEqual([]);

    await go('/inline');
    await bubble(page, 'Yes, right here.').waitFor();
    expect(await focused(page)).toBe('BODY');
    await page.evaluate("Foyer('ask', 'About this: ')");
    await expect.poll(() => composer(page).inputValue()).toBe('About this: ');
    await page.evaluate("Foyer('remove')");
    expect(await page.evaluate(() => [document.querySelectorAll('foyer-widget').length, 'Foyer' in window])).toEqual([
      ...[0, false],
    ]);
  });

  test('has a height of its own where the element has none, and follows its element through an app’s pages', async () => {
    const { page, go } = await visit({ viewport });
    await go('/low');
    expect((await panel(page).boundingBox())?.height).toBe(520);

    await go('/swaps');
    await composer(page).fill('Half a thought');
    await page.getByRole('button', { name: 'Away' }).click();
    await expect.poll(() => panel(page).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
    await page.getByRole('button', { name: 'Here' }).click();
    await panel(page).waitFor();
    expect((await panel(page).boundingBox())?.height).toBe(300);
    expect(await composer(page).inputValue()).toBe('Half a thought');
    expect(await page.evaluate(() => document.querySelectorAll('foyer-widget').length)).toBe(1);
  });

  test('waits behind its launcher for a click where the page asks for consent', async () => {
    const { page, asked, go } = await visit({ viewport });
    await go('/asks');
    await launcher(page).waitFor();
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    expect(asked.filter((one) => one.includes('/assets/') || one.includes('/api/'))).toEqual([]);
    await launcher(page).click();
    await panel(page).waitFor();
    expect(await launcher(page).count()).toBe(0);
    expect(await panel(page).boundingBox()).toEqual(await page.locator('#chat').boundingBox());
  });
});

describe.each([
  [1280, 'light', 'en-GB', 'ltr', 'There is no chat at this address'],
  [360, 'dark', 'ar', 'rtl', 'لا توجد دردشة على هذا العنوان'],
] as const)('the page of its own at %i px, %s, %s', (width, colorScheme, locale, dir, nowhere) => {
  test('has the site’s name, keeps to a strict policy, and takes a message without a word in the console', async () => {
    const { page, go } = await visit({ viewport: { width, height: 740 }, colorScheme, locale });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await go(`${house.url}/chat/${house.site.key}`);
    // Its sentences are in the language of the browser; the site's name is what its owner wrote.
    const write = page.getByRole('region').getByRole('textbox');
    await write.waitFor();
    expect(await page.title()).toBe(house.site.name);
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      ...[locale, dir],
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
    await write.fill(`From a link, ${width}`);
    await write.press('Enter');
    await answer(`From a link, ${width}`, 'Welcome.');
    await bubble(page, 'Welcome.').waitFor();
    expect(said).toEqual([]);
    expect(await flawsOf(page)).toEqual([]);
  });

  test('says so where there is no such chat', async () => {
    const { page, go } = await visit({ viewport: { width, height: 740 }, colorScheme, locale });
    await go(`${house.url}/chat/${'x'.repeat(16)}`);
    await page.getByRole('heading', { name: nowhere }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    for (const key of ['__proto__', '%3Cscript%3E', 'a/b']) {
      expect((await fetch(`${house.url}/chat/${key}`)).status).toBe(404);
    }
  });
});

describe('a phone', () => {
  /** What a keyboard does to the visual viewport; a browser without a screen has none to show. */
  const WITH_KEYBOARD = () => {
    let [hidden, moved] = [0, 0];
    const seen = Object.defineProperties(new EventTarget(), {
      width: { get: () => innerWidth },
      height: { get: () => innerHeight - hidden },
      offsetTop: { get: () => moved },
      scale: { value: 1 },
    });
    Object.defineProperty(window, 'visualViewport', { get: () => seen });
    addEventListener('resize', () => seen.dispatchEvent(new Event('resize')));
    Object.assign(window, {
      keyboard(height: number, offsetTop: number) {
        [hidden, moved] = [height, offsetTop];
        seen.dispatchEvent(new Event('resize'));
        seen.dispatchEvent(new Event('scroll'));
      },
    });
  };
  const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const boxOf = async (what: ReturnType<Page['getByRole']>) => {
    const box = (await what.boundingBox()) as { x: number; y: number; width: number; height: number };
    return { top: Math.round(box.y), bottom: Math.round(box.y + box.height), left: box.x, right: box.x + box.width };
  };

  test('keeps the composer and the newest message above the keyboard, and the page behind where it is', async () => {
    const { page, go } = await visit(PHONE);
    await page.addInitScript(WITH_KEYBOARD);
    await go('/notch');
    await launcher(page).click();
    for (const nth of Array.from({ length: 12 }, (_, at) => at + 1)) await send(page, `Line ${nth}`);
    expect(await boxOf(page.getByRole('dialog'))).toEqual({ top: 0, bottom: 740, left: 0, right: 360 });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('hidden');

    for (const [keyboard, offset] of [
      [320, 0],
      [320, 96],
      [0, 0],
    ] as const) {
      await page.evaluate(`keyboard(${keyboard}, ${offset})`);
      const [top, bottom] = [offset, offset + 740 - keyboard];
      await expect.poll(() => boxOf(page.getByRole('dialog'))).toMatchObject({ top, bottom });
      expect((await boxOf(composer(page))).bottom).toBeLessThanOrEqual(bottom);
      await expect
        .poll(async () => (await boxOf(bubble(page, 'Line 12'))).bottom)
        .toBeLessThan((await boxOf(composer(page))).top);
      expect((await boxOf(page.getByRole('heading', { level: 2 }))).top).toBeGreaterThanOrEqual(top);
    }
    // Whoever reads further up stays there.
    await page.evaluate('keyboard(320, 0)');
    await expect.poll(() => boxOf(page.getByRole('dialog'))).toMatchObject({ bottom: 420 });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    await page.getByRole('log').evaluate((log) => log.scrollTo(0, 40));
    await page.getByRole('button', { name: 'Newest messages' }).waitFor();
    await page.evaluate('keyboard(280, 0)');
    await expect.poll(() => boxOf(page.getByRole('dialog'))).toMatchObject({ bottom: 460 });
    expect(await page.getByRole('log').evaluate((log) => log.scrollTop)).toBe(40);

    await page.getByRole('button', { name: 'Close chat' }).click();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('visible');
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });

  test('keeps clear of a notch and of the bar below', async () => {
    const { page, go } = await visit(PHONE);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 50, bottom: 34, left: 0, right: 0 } });
    await go('/notch');
    expect((await boxOf(launcher(page))).bottom).toBe(740 - 20 - 34);
    await launcher(page).click();
    expect((await boxOf(page.getByRole('heading', { level: 2 }))).top).toBeGreaterThanOrEqual(50);
    expect((await boxOf(composer(page))).bottom).toBeLessThanOrEqual(740 - 34);
  });
});
