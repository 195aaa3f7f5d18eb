import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Pictures in an article, from the clipboard of whoever writes to the eyes of whoever reads. */
let scene: Scene;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const olga = async (verb: string, payload: object): Promise<Answer> =>
  (await scene.house.asStaff(scene.house.olgasCookie, `articles/${verb}`, payload)).body;
const picture = async (name: string, background: string) => {
  const flat = sharp({ create: { width: 600, height: 400, channels: 3, background } });
  return { name, mimeType: 'image/png', buffer: await flat.png().toBuffer() };
};
const isDrawn = (page: Page, name: string) =>
  page
    .getByRole('img', { name })
    .first()
    .evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0);

describe.each([{ width: 1280 }, { width: 360 }])('$width px wide', ({ width }) => {
  test('Olga chooses a picture and pastes another, says what they show, and visitors see them once it is published', async () => {
    const { house, browser } = scene;
    const { id: site, key } = house.site;
    const article = id();
    const title = `How to hold a cup ${width}`;
    await olga('save', { site, article, language: 'en', edits: 0, title, summary: '', body: 'With both hands.' });
    await house.asStaff(house.olgasCookie, 'sites/update', {
      site,
      helpCentre: { open: true, name: null, host: null },
    });

    const { page, context } = await sitDown(
      browser,
      house.url,
      house.olgasCookie,
      { viewport: { width, height: 800 } },
      `/inbox/articles/${article}/en`,
    );
    contexts.push(context);
    const body = page.getByLabel('Text', { exact: true });
    await body.waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add a picture' }).click();
    await (await chooser).setFiles([
      await picture('cup.png', '#345'),
      { name: 'cup.txt', mimeType: 'text/plain', buffer: Buffer.from('No picture') },
    ]);
    const coming = page.getByRole('list', { name: 'Pictures on their way into the text' });
    await coming.getByText('cup.txt is no picture that browsers show.').waitFor();
    await coming.getByRole('button', { name: 'Leave out cup.txt' }).click();
    await coming.getByLabel('What does it show?').fill('A [blue] cup');
    expect(await flawsOf(page)).toEqual([]);
    await coming.getByLabel('What does it show?').press('Enter');
    await expect
      .poll(() => body.inputValue())
      .toMatch(/^With both hands\.\n\n!\[A \\\[blue\\\] cup\]\(\S+-600x400\)\s*$/);
    await coming.waitFor({ state: 'detached' });

    await body.evaluate(
      async (field, data) => {
        const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
        const clipboard = new DataTransfer();
        clipboard.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
      },
      (await picture('image.png', '#543')).buffer.toString('base64'),
    );
    await coming.getByLabel('What does it show?').fill('A brown cup');
    await coming.getByRole('button', { name: 'Put it into the text' }).click();
    await expect.poll(() => body.inputValue()).toContain('![A brown cup](');
    await expect.poll(() => isDrawn(page, 'A brown cup')).toBe(true);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published. Visitors read it now.').waitFor();

    const visit = await browser.newContext({ viewport: { width, height: 740 } });
    contexts.push(visit);
    const vera = await visit.newPage();
    vera.setDefaultTimeout(10_000);
    await vera.goto(scene.shop.origin);
    await vera.evaluate(`Foyer('article', '${article}')`);
    const seen = vera.getByRole('img', { name: 'A [blue] cup' });
    await seen.waitFor();
    expect(await seen.evaluate((one: HTMLImageElement) => [one.width > 0, one.height / one.width])).toEqual([
      true,
      expect.closeTo(2 / 3, 1),
    ]);
    await seen.scrollIntoViewIfNeeded();
    await expect.poll(() => isDrawn(vera, 'A [blue] cup')).toBe(true);
    await vera.goto(`${house.url}/help/${key}`);
    await vera.getByRole('link', { name: title }).first().click();
    await expect.poll(() => isDrawn(vera, 'A brown cup')).toBe(true);
    expect(await flawsOf(vera)).toEqual([]);
  });
});
