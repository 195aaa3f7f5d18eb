import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostPage } from '../support/hostpage.ts';
import { ownAddress } from '../support/post-office.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** A phone on its side, one with its keyboard up, a desktop that is zoomed in: where little of the height is left. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olga: Client;

const never = { zone: 'Europe/Vienna', week: [[], [], [], [], [], [], []], holidays: [] };
const sizes = [
  { name: 'a phone on its side', width: 740, height: 360 },
  { name: 'a larger one', width: 844, height: 390 },
  { name: 'a desktop at 400 %', width: 320, height: 256 },
  { name: 'a phone with its keyboard up', width: 360, height: 300 },
];
const DRAFT = 'One line\nand another\nand a third\nand a fourth';

beforeAll(async () => {
  // Mail goes out: the strip of an absent shop asks for an address, too.
  scene = await openScene(undefined, {
    ...(await ownAddress()),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'shop@example.com',
  });
  ({ house, shop, browser } = scene);
  await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours: never });
  await house.asStaff(house.olgasCookie, 'feedback/ask', { site: house.site.id, csat: true });
});
afterAll(() => scene.close());
beforeEach(async () => {
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  olga = await house.staff();
});
afterEach(async () => {
  olga.close();
  await context.close();
});

const composer = () => page.getByRole('textbox', { name: 'Write a message…' });
const boxOf = async (name: string) => {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  if (!box) throw new Error(`"${name}" is not drawn`);
  return box;
};

/** How many pixels of what was said can be seen between the head and the composer. */
const seen = () =>
  page.evaluate(() => {
    const panel = document.querySelector('foyer-widget')?.shadowRoot?.querySelector('.panel') as HTMLElement;
    const bounds = (inside: string) => (panel.querySelector(inside) as HTMLElement).getBoundingClientRect();
    const [log, head, form] = [bounds('.messages'), bounds('.head'), bounds('.composer')];
    return Math.min(log.bottom, form.top) - Math.max(log.top, head.bottom);
  });

async function fits(): Promise<void> {
  const { height } = page.viewportSize() as { height: number };
  const panel = (await page.getByRole('dialog').boundingBox()) as { y: number; height: number };
  expect(panel.y).toBeGreaterThanOrEqual(0);
  expect(panel.y + panel.height).toBeLessThanOrEqual(height);
  for (const name of ['Send', 'Close chat']) {
    const box = await boxOf(name);
    expect(box.y).toBeGreaterThanOrEqual(panel.y);
    expect(box.y + box.height).toBeLessThanOrEqual(panel.y + panel.height);
  }
}

describe.each(sizes)('on $name, $width × $height', ({ width, height }) => {
  test('the composer with four lines, the newest message and the way out are all there while nobody is', async () => {
    await page.setViewportSize({ width, height });
    await page.goto(shop.origin);
    await page.getByRole('button', { name: /^Chat with/ }).click();
    await composer().fill('Is the shop open today?');
    await composer().press('Enter');
    await page.getByText('Sent', { exact: true }).waitFor();
    await page.getByText('We are away at the moment.').waitFor();
    await fits();
    expect(await seen()).toBeGreaterThan(48);

    await composer().fill(DRAFT);
    await fits();
    expect(await seen()).toBeGreaterThan(24);
    // What stands between is a scroll away.
    await page.getByRole('button', { name: 'Get the answer by e-mail, too' }).click();
    await page.getByRole('textbox', { name: 'Your e-mail address' }).fill(`vera${width}@example.com`);
    await page.getByRole('button', { name: 'Answer me there' }).click();
    await page.getByText(`by e-mail to vera${width}@example.com`).waitFor();
    await fits();
  });

  test('what is chosen beside it, and what is asked after it, leave Send where it is', async () => {
    await page.setViewportSize({ width, height });
    await page.goto(shop.origin);
    await page.getByRole('button', { name: /^Chat with/ }).click();
    await composer().fill(`Do you mend handles? ${width}`);
    await composer().press('Enter');
    await page.getByText('Sent', { exact: true }).waitFor();
    const [change] = await olga.hears('conversations:posted', ([one]) =>
      one.messages.some(({ body }: { body: string }) => body.endsWith(` ${width}`)),
    );
    const { conversation } = change;
    await olga.ask('conversations:post', { id: id(), conversation, body: 'We do.' });
    await page.getByRole('log').getByText('We do.').waitFor();
    await olga.ask('conversations:close', { conversation });
    await page.getByText('This conversation is closed.').waitFor();
    await fits();
    await page.getByRole('button', { name: 'Good', exact: true }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    // Nobody waits for an answer any more.
    expect(await page.getByText('We are away at the moment.').count()).toBe(0);

    await page.getByRole('button', { name: 'Attach' }).click();
    await fits();
    await page.getByRole('button', { name: 'Attach' }).click();
    await composer().fill('Thanks');
    await fits();
    await page.evaluate(() => {
      document.querySelector('foyer-widget')?.shadowRoot?.querySelector('.talk')?.scrollTo({ top: 0 });
    });
    expect(await seen()).toBeGreaterThan(24);
  });
});
