import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AtDesk, sitDown } from '../support/desk.ts';
import type { HostPage } from '../support/hostpage.ts';
import type { HouseProcess } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** What Vera and Olga can do with the messages between them: she on the shop's page, Olga in the inbox. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let vera: { context: BrowserContext; page: Page };
let olga: AtDesk;

beforeAll(async () => {
  scene = await openScene();
  ({ house, shop, browser } = scene);
});
afterAll(() => scene.close());
beforeEach(async () => {
  olga = await sitDown(browser, house.url, house.olgasCookie);
});
afterEach(async () => {
  for (const context of [vera.context, olga.context]) await context.close();
});

const log = () => vera.page.getByRole('log');
const composer = () => vera.page.getByRole('textbox', { name: 'Write a message…' });

async function visit(width: number): Promise<void> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width, height: 760 },
    hasTouch: width < 500,
  });
  vera = { context, page: await context.newPage() };
  vera.page.setDefaultTimeout(10_000);
  await vera.page.goto(shop.origin);
  await vera.page.getByRole('button', { name: /^Chat with/ }).click();
  await composer().waitFor();
}

async function write(text: string): Promise<void> {
  await composer().fill(text);
  await composer().press('Enter');
  await log().locator('.state', { hasText: 'Sent' }).last().waitFor();
}

describe.each([360, 1280])('%d px wide', (width) => {
  beforeEach(() => visit(width));

  test('what is written with signs is shown as it is meant, on both sides, and no markup gets in', async () => {
    await write(
      'Is the **green** teapot [here](https://shop.example/teapot)?\n- 1 litre\n- <b onclick=alert(1)>blue</b>',
    );
    await log().locator('strong', { hasText: 'green' }).waitFor();
    await olga.row(/green/).first().click();
    const thread = olga.page.getByRole('log');
    expect(await thread.locator('strong').last().textContent()).toBe('green');
    const link = thread.getByRole('link', { name: 'here' }).last();
    expect(await link.getAttribute('href')).toBe('https://shop.example/teapot');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await thread.locator('ul li').last().textContent()).toBe('<b onclick=alert(1)>blue</b>');
    await olga.says('Yes: `TEA-17`\n> 1 litre');
    await log().locator('code', { hasText: 'TEA-17' }).last().waitFor();
    expect(await log().locator('blockquote').last().textContent()).toBe('1 litre');
    expect(await log().locator('b, [onclick]').count()).toBe(0);
  });
});
