import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type Answer, type Client, type HouseProcess, id, SHOP, startHouse } from '../support/server.ts';

/** Issue 3, number 3, on the page: Vera sends and gets files, whatever her network and her page allow. */
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olga: Client;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-'));
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const chromium = inject('chromium');
  browser = await launch({ ...chromium, args: [...chromium.args, ...microphone] });
  house = await startHouse();
  shop = await openHostPage({ foyer: house.url, key: house.site.key });
  await house.allow(shop.origin, SHOP);
  const noise = await sharp({
    create: {
      width: 3000,
      height: 2000,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  })
    .jpeg({ quality: 95 })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  writeFileSync(join(folder, 'teapot.jpg'), noise);
  const colour = (background: string) => sharp({ create: { width: 400, height: 300, channels: 3, background } });
  writeFileSync(join(folder, 'green.png'), await colour('#1a7f37').png().toBuffer());
  writeFileSync(join(folder, 'list.csv'), 'Thing;Price\nTeapot;48\n');
  writeFileSync(join(folder, 'setup.exe'), Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)]));
});
afterAll(async () => {
  await browser.close();
  shop.close();
  await house.close();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  olga.close();
  await context.close();
});

const launcher = () => page.getByRole('button', { name: /^Chat with/ });
const composer = () => page.getByRole('textbox', { name: 'Write a message…' });
const log = () => page.getByRole('log');
const attach = () => page.getByRole('button', { name: 'Attach', exact: true });
const staged = () => page.getByRole('list', { name: 'Attached to your next message' }).getByRole('listitem');

async function open(path = '/', on = shop): Promise<void> {
  await page.goto(on.origin + path);
  await launcher().click();
  await composer().waitFor();
}

async function choose(...names: string[]): Promise<void> {
  await attach().click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Photos or files' }).click(),
  ]);
  await chooser.setFiles(names.map((name) => join(folder, name)));
}

/** Waits until staff have heard of a message with these files, and gives it with its conversation. */
async function arrived(...names: string[]): Promise<{ conversation: string; message: Answer }> {
  const fits = (message: Answer) => names.every((name, at) => message.files?.[at]?.name === name);
  const changes = await olga.hears('conversations:posted', (all) => all.some((one: Answer) => one.messages.some(fits)));
  const change = changes.find((one: Answer) => one.messages.some(fits));
  return { conversation: change.conversation, message: change.messages.find(fits) };
}

describe.each([
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
])('Vera at $width px', (viewport) => {
  beforeEach(async () => {
    context = await browser.newContext({ viewport, hasTouch: viewport.width < 500 });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    olga = await house.staff();
  });

  test('takes a photo where the finger is the pointer: the camera is asked for a picture, and it is sent upright', async () => {
    await open();
    await attach().click();
    const take = page.getByRole('button', { name: 'Take a photo', exact: true });
    await page.getByRole('button', { name: 'Photos or files' }).waitFor();
    expect(await take.count()).toBe(viewport.width < 500 ? 1 : 0);
    if (viewport.width > 500) return;
    const [camera] = await Promise.all([page.waitForEvent('filechooser'), take.tap()]);
    expect(camera.isMultiple()).toBe(false);
    const asks = await camera.element().evaluate((input) => {
      const { accept } = input as HTMLInputElement;
      return { accept, capture: (input as Element).getAttribute('capture') };
    });
    expect(asks).toEqual({ accept: 'image/*', capture: 'environment' });
    await camera.setFiles(join(folder, 'teapot.jpg'));
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(1);
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    const { message } = await arrived('teapot.jpg');
    expect(message.files[0]).toMatchObject({ type: 'image/jpeg', width: 1707, height: 2560 });
  });

  test('sends a photo and a list with a word, made smaller on the way, and looks at the photo large', async () => {
    await open();
    await choose('teapot.jpg', 'list.csv', 'green.png');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(3);
    await composer().fill('Is it this one?');
    await composer().press('Enter');
    const { message } = await arrived('teapot.jpg', 'list.csv', 'green.png');
    expect(message).toMatchObject({ body: 'Is it this one?' });
    // 3000 × 2000, lying on its side: upright, and no side longer than 2560.
    expect(message.files[0]).toMatchObject({ type: 'image/jpeg', width: 1707, height: 2560 });
    await page.getByText('Sent', { exact: true }).waitFor();
    const picture = log().getByRole('button', { name: 'Open teapot.jpg' });
    await expect
      .poll(() => picture.locator('img').evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth), {
        timeout: 10_000,
      })
      .toBeGreaterThan(100);
    expect(await log().getByRole('link', { name: 'Download list.csv' }).getAttribute('href')).toContain(
      '/download?for=',
    );
    const end = await log().evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    expect(end).toBeLessThan(5);

    await picture.focus();
    await page.keyboard.press('Enter');
    const large = page.getByRole('dialog', { name: 'teapot.jpg' });
    await large.getByText('1 of 2').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('dialog', { name: 'green.png' }).getByText('2 of 2').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.lightbox').count()).toBe(0);
    expect(
      await page.evaluate(() => document.querySelector('foyer-widget')?.shadowRoot?.activeElement?.ariaLabel),
    ).toBe('Open teapot.jpg');
    await page.getByRole('dialog', { name: /^Chat with/ }).waitFor();

    const desk = await sitDown(browser, house.url, house.olgasCookie, { viewport });
    await desk
      .row(/Is it this one/)
      .first()
      .click();
    const seen = desk.page.getByRole('log').getByRole('button', { name: 'Open teapot.jpg' });
    await expect
      .poll(() => seen.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 10_000 })
      .toBeGreaterThan(100);
    await desk.page.getByRole('log').getByRole('link', { name: 'Download list.csv' }).waitFor();
    await seen.click();
    await desk.page.getByRole('dialog', { name: 'teapot.jpg' }).waitFor();
    await desk.page.keyboard.press('Escape');

    await desk.context.close();
  });

  test('gets a file from Olga, live, and finds it again after a reload', async () => {
    await open();
    await composer().fill('Do you have a picture?');
    await composer().press('Enter');
    const changes = await olga.hears('conversations:posted', (all) =>
      all.some((c: Answer) => c.messages[0].body === 'Do you have a picture?'),
    );
    const { conversation } = changes[0];
    const file = await sendAsOlga(
      conversation,
      'green.png',
      await sharp({ create: { width: 900, height: 300, channels: 3, background: '#1a7f37' } })
        .png()
        .toBuffer(),
    );
    await olga.ask('conversations:post', { id: id(), conversation, body: '', files: [file] });
    const picture = log().getByRole('button', { name: 'Open green.png' });
    const loaded = () => picture.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth);
    await picture.waitFor();
    await expect.poll(loaded, { timeout: 10_000 }).toBe(640);
    await page.reload();
    await launcher().click();
    await picture.waitFor();
    await expect.poll(loaded, { timeout: 10_000 }).toBe(640);
    // Its height came late, and the newest is in sight all the same.
    const below = () => log().evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await expect.poll(below).toBeLessThan(2);
  });
});

async function sendAsOlga(conversation: string, name: string, bytes: Buffer): Promise<string> {
  const file = id();
  const headers = { origin: house.url, cookie: house.olgasCookie };
  await house.asStaff(house.olgasCookie, 'files/begin', { id: file, conversation, name, type: '', size: bytes.length });
  await fetch(`${house.url}/api/staff/files/${file}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/octet-stream', 'upload-offset': '0' },
    body: bytes as never,
  });
  await house.asStaff(house.olgasCookie, 'files/finish', { id: file });
  return file;
}

describe('Vera, whatever happens', () => {
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    olga = await house.staff();
  });

  test('is told what is not taken, before and after it was looked at, and keeps the rest', async () => {
    await house.asStaff(house.olgasCookie, 'files/set-rules', {
      ...{ site: house.site.id, kinds: ['image', 'document'], maxBytes: 20_000_000 },
    });
    await open();
    await choose('setup.exe', 'green.png');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(2);
    await composer().press('Enter');
    await page.getByText('setup.exe\u2069: This kind of file is not taken here.').waitFor();
    await log().getByRole('button', { name: 'Remove setup.exe' }).click();
    await log().getByRole('button', { name: 'Open green' }).waitFor();
    await expect.poll(() => log().locator('.staged').count()).toBe(0);
    await attach().click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Photos or files' }).click(),
    ]);
    await chooser.setFiles([{ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(100) }]);
    await page.getByText('film.mp4: this kind of file is not taken here.').waitFor();
    expect(await staged().count()).toBe(0);
    await house.asStaff(house.olgasCookie, 'files/set-rules', {
      ...{ site: house.site.id, kinds: ['image', 'audio', 'video', 'document'], maxBytes: 20_000_000 },
    });
  });

  test('closes the page while the net is away: the photo is sent when she is back', async () => {
    await open();
    await choose('green.png');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(1);
    await context.setOffline(true);
    await composer().press('Enter');
    await log().getByRole('listitem').waitFor();
    await context.setOffline(false);
    // Before it can be on its way: the bytes have to come from the browser's store.
    await page.reload();
    await launcher().click();
    const { message } = await arrived('green.png');
    expect(message.files[0]).toMatchObject({ width: 400, height: 300 });
  });

  test('loses the line in the middle of an upload, again and again, and it goes on from there', async () => {
    let parts = 0;
    let bytes = 0;
    await page.route(/\/api\/visitor\/files\/[0-9a-f-]{36}$/, async (route) => {
      parts += 1;
      if (parts % 3 === 2) return route.abort('connectionreset');
      bytes += route.request().postDataBuffer()?.length ?? 0;
      return route.continue();
    });
    await open();
    await choose('list.csv');
    const large = Buffer.alloc(1_500_000, 'Teapot;48\n');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      attach()
        .click()
        .then(() => page.getByRole('button', { name: 'Photos or files' }).click()),
    ]);
    await chooser.setFiles([{ name: 'all.csv', mimeType: 'text/csv', buffer: large }]);
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(2);
    await composer().press('Enter');
    const { message } = await arrived('list.csv', 'all.csv');
    expect(message.files[1]).toMatchObject({ size: large.length });
    expect(parts).toBeGreaterThan(4);
    expect(bytes).toBe(large.length + 22);
  });

  test('cancels while it is under way; what she writes after it arrives', async () => {
    let hold = true;
    await page.route(/\/api\/visitor\/files\/[0-9a-f-]{36}$/, (route) => (hold ? undefined : route.continue()));
    await open();
    await choose('green.png');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(1);
    await composer().press('Enter');
    await log().getByRole('button', { name: 'Cancel' }).click();
    hold = false;
    await composer().fill('Never mind the picture');
    await composer().press('Enter');
    const changes = await olga.hears('conversations:posted', (all) =>
      all.some((c: Answer) => c.messages[0].body === 'Never mind the picture'),
    );
    expect(changes[0].messages[0].files).toBeUndefined();
    expect(await log().getByRole('listitem').count()).toBe(0);
  });

  test('pastes a picture, drops another, and takes one away again', async () => {
    await open();
    const give = (kind: 'paste' | 'drop') =>
      composer().evaluate((field, kind) => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 50;
        return new Promise<void>((done) =>
          canvas.toBlob((blob) => {
            const data = new DataTransfer();
            data.items.add(new File([blob as Blob], `${kind}.png`, { type: 'image/png' }));
            const init = { bubbles: true, composed: true, cancelable: true };
            field.dispatchEvent(
              kind === 'paste'
                ? new ClipboardEvent('paste', { ...init, clipboardData: data })
                : new DragEvent('drop', { ...init, dataTransfer: data }),
            );
            done();
          }),
        );
      }, kind);
    await give('paste');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(1);
    await give('drop');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(2);
    await page.getByRole('button', { name: 'Remove paste.png' }).click();
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(1);
    await composer().press('Enter');
    expect((await arrived('drop.png')).message).toMatchObject({ body: '', files: [{ width: 50 }] });
  });

  test('on a strict page without img-src a picture is still there to be downloaded', async () => {
    await open('/strict');
    await choose('green.png');
    await expect.poll(() => staged().count(), { timeout: 10_000 }).toBe(1);
    await composer().press('Enter');
    await arrived('green.png');
    await log().getByRole('link', { name: 'Download green.png' }).waitFor();
  });

  test('records a voice note, hears it before and after, and Olga gets it', async () => {
    // Browsers offer a microphone to https pages and to this machine's own.
    const near = await openHostPage({ foyer: house.url, key: house.site.key, host: 'localhost' });
    await house.allow(shop.origin, SHOP, near.origin);
    await open('/', near);
    await attach().click();
    await page.getByRole('button', { name: 'Record a voice note' }).click();
    await page.getByText(/Recording, 0:0[12]/).waitFor();
    await page.getByRole('button', { name: 'Stop and keep' }).click();
    await staged().getByRole('button', { name: 'Play' }).click();
    await staged().getByRole('button', { name: 'Pause' }).click();
    await composer().press('Enter');
    const { message } = await arrived('Voice note.webm');
    expect(message.files[0]).toMatchObject({ type: 'audio/webm' });
    expect(message.files[0].durationMs).toBeGreaterThan(500);
    const player = log().getByRole('group', { name: 'Voice note' });
    await player.getByRole('button', { name: 'Play' }).click();
    await player.getByRole('button', { name: 'Pause' }).waitFor();
    await player.getByRole('button', { name: 'Play' }).waitFor();
    near.close();
  });
});
