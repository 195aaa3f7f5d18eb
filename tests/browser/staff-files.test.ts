import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf } from '../support/desk.ts';
import { openPair, type Pair } from '../support/pair.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Issue 3, number 3, from the inbox: Olga sends files, and Vera has them. */
let scene: Scene;
let pair: Pair;
const folder = mkdtempSync(join(tmpdir(), 'foyer-'));

beforeAll(async () => {
  scene = await openScene();
  const colour = (background: string) => sharp({ create: { width: 900, height: 300, channels: 3, background } });
  writeFileSync(join(folder, 'green.png'), await colour('#1a7f37').png().toBuffer());
  writeFileSync(join(folder, 'blue.png'), await colour('#0b4f9f').png().toBuffer());
  writeFileSync(join(folder, 'glazes.csv'), 'Glaze;Price\nCeladon;4\n');
});
afterAll(async () => {
  await scene.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => pair.close());

const SOON = { timeout: 10_000 };
const page = () => pair.olga.page;
const log = () => page().getByRole('log');
const staged = () => page().getByRole('list', { name: 'Attached to your next message' }).getByRole('listitem');

async function choose(...files: (string | { name: string; mimeType: string; buffer: Buffer })[]): Promise<void> {
  await page().getByRole('button', { name: 'Attach files' }).click();
  const [chooser] = await Promise.all([
    page().waitForEvent('filechooser'),
    page().getByRole('button', { name: 'Photos or files' }).click(),
  ]);
  await chooser.setFiles(files.map((file) => (typeof file === 'string' ? join(folder, file) : file)) as string[]);
}

/** Gives a picture as the clipboard or a file manager does. */
async function give(to: Page, kind: 'paste' | 'drop'): Promise<void> {
  await to.getByRole('textbox', { name: /^Write / }).evaluate(
    (field, kind) =>
      new Promise<void>((done) => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 50;
        canvas.toBlob((blob) => {
          const data = new DataTransfer();
          data.items.add(new File([blob as Blob], `${kind}.png`, { type: 'image/png' }));
          const init = { bubbles: true, cancelable: true };
          if (kind === 'paste') field.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
          else document.querySelector('.log')?.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data }));
          done();
        });
      }),
    kind,
  );
}

const isLoaded = (picture: ReturnType<Page['getByRole']>) =>
  expect
    .poll(() => picture.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 10_000 })
    .toBeGreaterThan(100);

describe.each([360, 1280])('Olga at %i px', (width) => {
  const viewport = { width, height: 740 };

  test('sends pictures and a list with a word; Vera sees them live, and both find them again', async () => {
    pair = await openPair(scene, `Which greens are there, at ${width}?`, { viewport });
    await choose('green.png', 'glazes.csv', 'blue.png');
    await expect.poll(() => staged().count(), SOON).toBe(3);
    expect(await flawsOf(page())).toEqual([]);
    await page().getByRole('button', { name: 'Remove blue.png' }).click();
    await expect.poll(() => staged().count(), SOON).toBe(2);
    await pair.olga.says('These two.');
    await pair.said('These two.').waitFor();
    await isLoaded(pair.vera.getByRole('button', { name: 'Open green.png' }));
    await pair.vera.getByRole('link', { name: 'Download glazes.csv' }).waitFor();
    await isLoaded(log().getByRole('button', { name: 'Open green.png' }));
    expect(await staged().count()).toBe(0);

    await page().reload();
    await isLoaded(log().getByRole('button', { name: 'Open green.png' }));
    expect(await page().evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('pastes one and drops another; a note keeps its file from Vera', async () => {
    pair = await openPair(scene, `Any pictures, at ${width}?`, { viewport });
    await give(page(), 'paste');
    await give(page(), 'drop');
    await expect.poll(() => staged().count(), SOON).toBe(2);
    await pair.olga.composer().press('Enter');
    await pair.vera.getByRole('button', { name: 'Open drop.png' }).waitFor();
    await page().getByRole('button', { name: 'Note', exact: true }).click();
    await choose('glazes.csv');
    await expect.poll(() => staged().count(), SOON).toBe(1);
    await pair.olga.says('Not for her');
    await log().getByRole('link', { name: 'Download glazes.csv' }).waitFor();
    await page().getByRole('button', { name: 'Reply', exact: true }).click();
    await pair.olga.says('That is all');
    await pair.said('That is all').waitFor();
    expect(await pair.vera.getByText('glazes.csv').count()).toBe(0);
  });

  test('sees how far a file is, cancels it, and what she writes then arrives', async () => {
    pair = await openPair(scene, `How large, at ${width}?`, { viewport });
    let hold = true;
    await page().route(/\/api\/staff\/files\/[0-9a-f-]{36}$/, (route) => (hold ? undefined : route.continue()));
    await choose('green.png');
    await expect.poll(() => staged().count(), SOON).toBe(1);
    await pair.olga.composer().press('Enter');
    await log()
      .getByRole('progressbar', { name: /^green\.png: 0/ })
      .waitFor();
    await log().getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => log().getByRole('progressbar').count(), SOON).toBe(0);
    hold = false;
    await pair.olga.says('Eleven centimetres');
    await pair.said('Eleven centimetres').waitFor();
    expect(await pair.vera.getByRole('button', { name: 'Open green.png' }).count()).toBe(0);
  });
});

describe('Olga, whatever happens', () => {
  test('loses the line in the middle, and it goes on from there', async () => {
    pair = await openPair(scene, 'The whole list, please');
    let parts = 0;
    let bytes = 0;
    await page().route(/\/api\/staff\/files\/[0-9a-f-]{36}$/, async (route) => {
      parts += 1;
      if (parts % 3 === 2) return route.abort('connectionreset');
      bytes += route.request().postDataBuffer()?.length ?? 0;
      return route.continue();
    });
    const buffer = Buffer.alloc(1_500_000, 'Teapot;48\n');
    await choose({ name: 'all.csv', mimeType: 'text/csv', buffer });
    await expect.poll(() => staged().count(), SOON).toBe(1);
    await pair.olga.composer().press('Enter');
    await pair.vera.getByRole('link', { name: 'Download all.csv' }).waitFor();
    expect(parts).toBeGreaterThan(4);
    expect(bytes).toBe(buffer.length);
  });

  test('is told what the site does not take, and tries again once it does', async () => {
    pair = await openPair(scene, 'A program, perhaps?');
    const { house } = scene;
    const allow = (...kinds: string[]) =>
      house.asStaff(house.olgasCookie, 'files/set-rules', { site: house.site.id, kinds, maxBytes: 20_000_000 });
    await allow('document');
    await choose({ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(100) });
    await page().getByText('film.mp4: this site does not take this kind of file.').waitFor();
    await choose('green.png');
    await page().getByText('green.png: this site does not take this kind of file.').waitFor();
    await choose({ name: 'green.txt', mimeType: '', buffer: await sharp(join(folder, 'green.png')).toBuffer() });
    await expect.poll(() => staged().count(), SOON).toBe(1);
    await pair.olga.composer().press('Enter');
    await log()
      .getByText(/This kind of file is not taken here\./)
      .waitFor();
    await log().getByRole('button', { name: 'Discard' }).click();
    await allow();
    await page().reload();
    await pair.olga.composer().waitFor();
    await expect.poll(() => page().getByRole('button', { name: 'Attach files' }).count(), SOON).toBe(0);
    await allow('image', 'audio', 'video', 'document');
  });
});
