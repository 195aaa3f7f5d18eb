import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';

/** How a site's widget looks: what its owner chooses, and what that does to a real shop's page. */
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
  shop = await openHostPage({
    ...{ foyer: house.url, key: house.site.key },
    bodies: { '/help': `<a id="help" href="/second">Help</a><script async src="${script()}"></script>` },
  });
  await house.allow(shop.origin);
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  shop.close();
  await house.close();
});

const script = () => `${house.url}/foyer/${house.site.key}.js`;
const launcher = (page: Page) => page.getByRole('button', { name: /^Chat with/ });
const composer = (page: Page) => page.getByRole('textbox', { name: 'Write a message…' });

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(path.startsWith('http') ? path : shop.origin + path);
  return page;
}

async function olgaAt(width: number, part = ''): Promise<Page> {
  const olga = await sitDown(
    ...[browser, house.url, house.olgasCookie],
    { viewport: { width, height: 800 } },
    `/inbox/sites/${house.site.id}${part}`,
  );
  contexts.push(olga.context);
  return olga.page;
}
const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).last().waitFor();
};
const style = (of: Element) => {
  const { backgroundColor, color, borderRadius, fontFamily } = getComputedStyle(of);
  return { backgroundColor, color, borderRadius, fontFamily };
};

describe.each([1280, 360])('an owner at %i px', (width) => {
  test('chooses colours for both themes, roundness, font, side, distances and an icon, and visitors see them', async () => {
    const olga = await olgaAt(width);
    await olga.getByLabel('Accent colour', { exact: true }).fill('#7A1F5C');
    await olga.getByLabel('Another colour in the dark theme').check();
    await olga.getByLabel('Accent colour in the dark theme').fill('#f0a3');
    await olga.getByRole('button', { name: 'Save' }).click();
    await olga.getByText('Please choose a colour, such as #0b6b4f.').waitFor();
    await olga.getByLabel('Accent colour in the dark theme').fill('#f0a3d1');
    await olga.getByText(/^Text on it is black: contrast/).waitFor();
    await olga.getByLabel('Roundness').focus();
    await olga.keyboard.press('Home');
    await olga.getByRole('radio', { name: 'With serifs' }).check();
    await olga.getByRole('radio', { name: 'Speech bubble with dots' }).check();
    await olga.getByRole('radio', { name: 'Left' }).check();
    await olga.getByLabel('Distance from the side').fill('40');
    await olga.getByLabel('Distance from below').fill('60');

    const preview = olga.getByRole('figure');
    await preview.getByRole('button', { name: 'Dark' }).click();
    expect(await preview.locator('.head').evaluate(style)).toMatchObject({
      ...{ backgroundColor: 'rgb(240, 163, 209)', color: 'rgb(0, 0, 0)', fontFamily: 'Charter, Georgia, serif' },
    });
    expect(await preview.locator('.sketch').evaluate(style)).toMatchObject({ borderRadius: '0px' });
    expect(await flawsOf(olga)).toEqual([]);
    expect(await olga.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await save(olga);

    for (const [colorScheme, backgroundColor, color] of [
      ['light', 'rgb(122, 31, 92)', 'rgb(255, 255, 255)'],
      ['dark', 'rgb(240, 163, 209)', 'rgb(0, 0, 0)'],
    ] as const) {
      const vera = await visit('/', { viewport: { width, height: 800 }, colorScheme });
      const box = await launcher(vera).boundingBox();
      expect([box?.x, 800 - (box?.y ?? 0) - (box?.height ?? 0)]).toEqual([40, 60]);
      expect(await launcher(vera).evaluate(style)).toMatchObject({ backgroundColor });
      await launcher(vera).click();
      await composer(vera).waitFor();
      expect(await vera.locator('foyer-widget .head').evaluate(style)).toMatchObject({ backgroundColor, color });
      expect(await vera.getByRole('dialog').evaluate(style)).toMatchObject({
        ...{ borderRadius: '0px', fontFamily: 'Charter, Georgia, serif' },
      });
      // What the page says goes before what the owner and the system say.
      await vera.evaluate(`Foyer('theme', '${colorScheme === 'dark' ? 'light' : 'dark'}')`);
      await expect
        .poll(() => vera.locator('foyer-widget .head').evaluate(style))
        .not.toMatchObject({ backgroundColor });
    }
  });

  test('takes an element of the page as the launcher, hears of a selector that is none, and goes back to the first look', async () => {
    const olga = await olgaAt(width);
    await olga.getByRole('radio', { name: 'Elements of my page' }).check();
    await olga.getByLabel('Which elements').fill('#help[');
    await olga.getByText('This is no CSS selector.').waitFor();
    await olga.getByLabel('Which elements').fill('#help');
    await expect.poll(() => olga.getByText('This is no CSS selector.').count()).toBe(0);
    await save(olga);
    const vera = await visit('/help', { viewport: { width, height: 800 } });
    await vera.waitForFunction(() => window.Foyer?.live);
    expect(await launcher(vera).count()).toBe(0);
    await vera.getByRole('link', { name: 'Help' }).click();
    await composer(vera).waitFor();

    await olga.getByRole('button', { name: 'Back to the first look' }).click();
    expect(await olga.getByRole('radio', { name: 'Speech bubble', exact: true }).isChecked()).toBe(true);
    await olga.getByRole('button', { name: 'Undo' }).click();
    expect(await olga.getByLabel('Which elements').inputValue()).toBe('#help');
    await olga.getByRole('button', { name: 'Back to the first look' }).click();
    await save(olga);
    await launcher(await visit('/help', { viewport: { width, height: 800 } })).waitFor();
  });
});

test('the font of the page, when the owner wants it, and its own text colour on every accent', async () => {
  const { site } = (await house.asStaff(house.olgasCookie, 'sites/get', { site: house.site.id })).body;
  await house.asStaff(house.olgasCookie, 'sites/update', {
    ...{ site: site.id, look: { ...site.look, font: 'page' } },
  });
  const vera = await visit('/');
  await vera.addStyleTag({ content: 'body { font-family: Papyrus, fantasy }' });
  await launcher(vera).click();
  await composer(vera).waitFor();
  expect(await vera.getByRole('dialog').evaluate(style)).toMatchObject({ fontFamily: 'Papyrus, fantasy' });
});
