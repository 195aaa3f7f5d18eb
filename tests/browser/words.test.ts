import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HostPage } from '../support/hostpage.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** In which language the chat speaks to whom, and that only its sentences are fetched. */
let scene: Scene;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let fetched: string[];

beforeAll(async () => {
  scene = await openScene((script) => ({
    '/de': `<script>document.documentElement.lang='de-AT'</script><script async src="${script}"></script>`,
    '/mute': `<script>document.documentElement.lang=''</script><script async src="${script}"></script>`,
    '/data': `<script async data-locale="ar" src="${script}"></script>`,
  }));
  ({ shop, browser } = scene);
});
afterAll(() => scene.close());
afterEach(() => context.close());

async function come(path: string, options: BrowserContextOptions): Promise<void> {
  context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  fetched = [];
  page.on('request', (request) => {
    const [, language] = /\/assets\/(?:\d+\/)?([a-z]{2})-[\w-]+\.js/.exec(request.url()) ?? [];
    if (language) fetched.push(language);
  });
  await page.goto(shop.origin + path);
  await page.locator('foyer-widget .l').waitFor();
}

const composer = () => page.locator('foyer-widget textarea');
const label = () => composer().getAttribute('aria-label');
const call = (...values: unknown[]) => page.evaluate((all) => window.Foyer?.(...(all as ['locale'])), values);
/** Every language in which the place to write was ever shown. */
const hear = () =>
  page.evaluate(() => {
    const heard = new Set<string>();
    const look = () => {
      const area = document.querySelector('foyer-widget')?.shadowRoot?.querySelector('textarea');
      if (area?.placeholder) heard.add(area.placeholder);
    };
    const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
    new MutationObserver(look).observe(shadow, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { heard: () => [...heard] });
  });
const heard = () => page.evaluate('heard()');

describe.each([360, 1280])('%d px wide', (width) => {
  const viewport = { width, height: 740 };

  test('Vera reads a German page and never sees an English word of the chat', async () => {
    await come('/de', { viewport });
    await hear();
    await page.locator('foyer-widget .l').click();
    await composer().waitFor();
    expect(await heard()).toEqual(['Nachricht schreiben …']);
    expect(fetched).toEqual(['de']);
    expect(await page.locator('foyer-widget').getAttribute('lang')).toBe('de-AT');
    await composer().fill('Ist die Kanne ofenfest?');
    await composer().press('Enter');
    await page.locator('foyer-widget').getByText('Gesendet', { exact: true }).waitFor();
    await page.locator('foyer-widget').getByRole('button', { name: 'Zurück' }).click();
    await page.getByRole('button', { name: /Sie: Ist die Kanne ofenfest\?/ }).waitFor();
  });

  test('Amal turns to Arabic while she writes: all of it turns round, and nothing is lost', async () => {
    await come('/', { viewport });
    await page.locator('foyer-widget .l').click();
    await composer().fill('Is it in stock?');
    expect(await label()).toBe('Write a message…');
    expect(fetched).toEqual([]);
    const place = () => page.locator('foyer-widget .panel').boundingBox();
    const before = await place();
    await call('locale', 'ar');
    await expect.poll(label).toBe('اكتب رسالة…');
    expect(fetched).toEqual(['ar']);
    expect(await composer().inputValue()).toBe('Is it in stock?');
    expect(await page.evaluate(() => document.querySelector('foyer-widget')?.shadowRoot?.activeElement?.tagName)).toBe(
      'TEXTAREA',
    );
    // The panel stays where the page's launcher is; what is in it goes from right to left.
    expect(await place()).toEqual(before);
    const [send, attach] = [page.locator('foyer-widget .send'), page.locator('foyer-widget form .round').first()];
    expect((await send.boundingBox())?.x).toBeLessThan((await attach.boundingBox())?.x as number);
    await call('locale');
    await expect.poll(label).toBe('Write a message…');
  });
});

test('who asks is heard in order: the call, the snippet, the page, the browser', async () => {
  await come('/mute', { locale: 'de-CH' });
  await page.locator('foyer-widget .l').click();
  await expect.poll(label).toBe('Nachricht schreiben …');
  await context.close();
  await come('/data', { locale: 'de-CH' });
  // Called before the chat is there, the launcher alone says it.
  await call('locale', 'de');
  await page.getByRole('button', { name: /^Chat mit / }).waitFor();
  await call('locale');
  await page.getByRole('button', { name: /^الدردشة مع / }).click();
  await expect.poll(label).toBe('اكتب رسالة…');
  // The page of an app goes on in another language.
  await call('locale', 'tlh');
  await expect.poll(label).toBe('اكتب رسالة…');
  await context.close();
  await come('/', {});
  await page.locator('foyer-widget .l').click();
  await expect.poll(label).toBe('Write a message…');
  await page.evaluate(() => document.documentElement.setAttribute('lang', 'de'));
  await expect.poll(label).toBe('Nachricht schreiben …');
});

test('sentences that cannot be had leave the chat English, until it is opened again', async () => {
  await come('/de', {});
  await page.route(/\/assets\/(?:\d+\/)?de-/, (route) => route.abort());
  await page.locator('foyer-widget .l').click();
  await expect.poll(label).toBe('Write a message…');
  await page.unroute(/\/assets\/(?:\d+\/)?de-/);
  await page.keyboard.press('Escape');
  await page.locator('foyer-widget .l').click();
  await expect.poll(label).toBe('Nachricht schreiben …');
});
