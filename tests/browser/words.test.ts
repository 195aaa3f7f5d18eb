import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import type { HostPage } from '../support/hostpage.ts';
import type { HouseProcess } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** In which language the chat speaks to whom, and that only its sentences are fetched. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let fetched: string[];
const languages = 'en ar de es fr he hi it ja ko nl pl pt tr uk zh'.split(' ');

beforeAll(async () => {
  scene = await openScene((script) => ({
    '/de': `<script>document.documentElement.lang='de-AT'</script><script async src="${script}"></script>`,
    '/mute': `<script>document.documentElement.lang=''</script><script async src="${script}"></script>`,
    '/data': `<script async data-locale="ar" src="${script}"></script>`,
  }));
  ({ house, shop, browser } = scene);
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
    await page.getByRole('button', { name: /Ist die Kanne ofenfest\?/ }).waitFor();
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

test.each([
  { locale: 'de-CH', says: /^In diesem Browser ist kein Gespräch geöffnet/, is: 'de-CH ltr' },
  { locale: 'he-IL', says: /^אין שיחה פתוחה בדפדפן הזה/, is: 'he-IL rtl' },
])('the page behind a link in a letter speaks $locale', async ({ locale, says, is }) => {
  context = await browser.newContext({ locale });
  page = await context.newPage();
  await page.goto(`${house.url}/mail/chat/${house.site.key}`);
  await page.getByText(says).waitFor();
  expect(await page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`)).toBe(is);
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

test('in no language anything sticks out of a narrow screen', async () => {
  await come('/', { viewport: { width: 360, height: 740 } });
  await page.locator('foyer-widget .l').click();
  await composer().fill('Is the teapot oven-proof?');
  await composer().press('Enter');
  await page.locator('foyer-widget .state').waitFor();
  const widget = page.locator('foyer-widget');
  const wrong: string[] = [];
  const lookAt = async (view: string) => {
    for (const language of languages) {
      await call('locale', language);
      await expect.poll(() => widget.getAttribute('lang')).toMatch(new RegExp(`^${language}\\b`));
      wrong.push(...(await page.evaluate(whatSticksOut)).map((what) => `${view} in ${language}: ${what}`));
    }
    await call('locale', 'en');
    await expect.poll(() => widget.getAttribute('lang')).toMatch(/^en/);
  };
  await widget.getByRole('button', { name: 'Keep this conversation' }).click();
  await widget.getByRole('button', { name: 'Print' }).waitFor();
  await lookAt('keeping');
  await page.keyboard.press('Escape');
  await widget.getByRole('button', { name: 'Attach' }).click();
  await widget.getByRole('button', { name: 'Photos or files' }).waitFor();
  await lookAt('attaching');
  await widget.getByRole('button', { name: 'Back' }).click();
  await widget.getByRole('button', { name: /Is the teapot/ }).waitFor();
  await lookAt('home');
  expect(wrong).toEqual([]);
});

test.each([1280, 360])('an owner at %d px says it in their own words, and visitors read them', async (width) => {
  const viewport = { width, height: 800 };
  const at = `/inbox/sites/${house.site.id}`;
  const { page: desk, context: office } = await sitDown(browser, house.url, house.olgasCookie, { viewport }, at);
  await desk.getByRole('link', { name: 'Sentences' }).click();
  await desk.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await desk.getByLabel('Find a sentence').fill('write a message');
  const write = desk.getByLabel('Write a message…');
  expect(await write.getAttribute('placeholder')).toBe('Nachricht schreiben …');
  await write.fill('Fragen Sie {name} …');
  await desk.getByText('Nothing goes into {name} here.').waitFor();
  expect(await desk.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await write.fill(`Fragen Sie uns um ${width} …`);
  await desk.getByLabel('Find a sentence').fill('ask us anything');
  await desk.getByLabel(/^Hello! Ask us anything/).fill('Moin! Was dürfen wir für Sie tun?');
  // Letters are written in them, too.
  await desk.getByLabel('Find a sentence').fill('read and answer');
  await desk.getByText('Letters by mail').waitFor();
  await desk.getByLabel('Read and answer', { exact: true }).fill('Lesen');
  await desk.getByLabel('Find a sentence').fill('');
  await desk.getByText('Only your own (3)').waitFor();
  expect(await flawsOf(desk)).toEqual([]);
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('Saved.', { exact: true }).waitFor();
  await office.close();
  await come('/de', { viewport });
  await hear();
  await page.locator('foyer-widget .l').click();
  await page.locator('foyer-widget').getByText('Moin! Was dürfen wir für Sie tun?').waitFor();
  expect(await heard()).toEqual([`Fragen Sie uns um ${width} …`]);
  // Elsewhere it is as ever.
  await call('locale', 'fr');
  await expect.poll(label).toBe('Écrivez un message…');
  await page
    .locator('foyer-widget')
    .getByText(/^Bonjour ! Posez-nous vos questions/)
    .waitFor();
});

/** Runs in the page: what is wider than its place, and what a narrow screen cuts off. */
function whatSticksOut(): string[] {
  const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
  return [...shadow.querySelectorAll<HTMLElement>('.panel *')].flatMap((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    if (width <= 1 || element.closest('.hidden, svg') || getComputedStyle(element).textOverflow === 'ellipsis')
      return [];
    const holdsText = element.childElementCount === 0;
    const isCut = holdsText && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    const isOut = left < -1 || right > innerWidth + 1;
    return isCut || isOut ? [`${element.tagName}.${element.className} "${element.textContent?.slice(0, 40)}"`] : [];
  });
}
