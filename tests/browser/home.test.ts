import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import type { HostPage } from '../support/hostpage.ts';
import type { HouseProcess } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Whom Vera finds when she opens the chat: Olga and Ben, by face and name, or nobody. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let ben: { cookie: string; id: string };
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  scene = await openScene();
  ({ house, shop, browser } = scene);
  ben = await house.colleague('Ben', [{ site: house.site.id, role: 'agent' }]);
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

async function visit(width: number): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width, height: 760 } });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(shop.origin);
  return page;
}
async function openChat(vera: Page): Promise<void> {
  await vera.getByRole('button', { name: /^Chat with/ }).click();
  await vera.getByRole('textbox', { name: 'Write a message…' }).waitFor();
}
const picture = () =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#c2410c' } })
    .jpeg()
    .toBuffer();

describe.each([360, 1280])('%d px wide', (width) => {
  test('Olga chooses her picture, and Vera sees by face and name who is there, as they come and go', async () => {
    const olga = await sitDown(browser, house.url, house.olgasCookie, { viewport: { width, height: 760 } });
    contexts.push(olga.context);
    await olga.page.getByRole('button', { name: /^Olga: picture/ }).click();
    await olga.page.getByRole('menuitem', { name: 'Your picture' }).click();
    const dialog = olga.page.getByRole('dialog', { name: 'Your picture' });
    await dialog
      .getByLabel(/^Choose/)
      .setInputFiles({ name: 'o.jpg', mimeType: 'image/jpeg', buffer: await picture() });
    await dialog.getByRole('img', { name: 'The picture that you have chosen' }).waitFor();
    expect(await flawsOf(olga.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await olga.page.getByText('Visitors see your picture now.').waitFor();
    await olga.page.locator('nav .avatar img').waitFor();

    const vera = await visit(width);
    await openChat(vera);
    await vera.getByRole('img', { name: 'Olga is here now.' }).waitFor();
    await vera.getByRole('textbox', { name: 'Write a message…' }).fill('Is anybody there?');
    await vera.keyboard.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();
    await vera.getByRole('button', { name: 'Back' }).click();
    await vera.getByText('Olga is here now.').waitFor();
    const face = vera.locator('.whether .face img');
    await expect.poll(() => face.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(160);
    const below = vera.getByRole('button', { name: 'Start a conversation' });
    const top = (await below.boundingBox())!.y;
    const desk = await house.staff(ben.cookie);
    await vera.getByText('Olga and Ben are here now.').waitFor();
    expect(await vera.locator('.whether .face').allTextContents()).toEqual(['O', 'B']);
    expect((await below.boundingBox())!.y).toBe(top);
    expect(await flawsOf(vera)).toEqual([]);
    await olga.context.close();
    await vera.getByText('Ben is here now.').waitFor();
    desk.close();
    await vera.getByText('Nobody is here right now. Write to us: we answer as soon as we are back.').waitFor();
    expect(await vera.locator('.panel .face').count()).toBe(0);
  });
});

test('who has written nothing yet, and so has no line, learns within a minute who came', async () => {
  const vera = await visit(1280);
  await vera.clock.install();
  await openChat(vera);
  await vera.getByRole('button', { name: 'Back' }).click();
  await vera.getByText('Nobody is here right now.').waitFor();
  const desk = await house.staff(ben.cookie);
  await vera.clock.fastForward(61_000);
  await vera.getByText('Ben is here now.').waitFor();
  desk.close();
});
