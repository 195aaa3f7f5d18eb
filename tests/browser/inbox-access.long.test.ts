import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Demo, startDemo } from '../../scripts/shots/demo.ts';
import { screens } from '../../scripts/shots/screens.ts';
import { launch } from '../support/chromium.ts';
import { alike, beyondItsSides } from '../support/everybody.ts';

/** Every screen of the inbox on a small phone or zoomed in four times. A screen that is added to `npm run shots` is walked here, too. */
let demo: Demo;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launch(inject('chromium'));
  demo = await startDemo();
});
afterAll(async () => {
  await browser.close();
  demo.stop();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
});
afterEach(() => context.close());

const turn = (dir: 'ltr' | 'rtl') =>
  page.evaluate((dir) => {
    document.documentElement.dir = dir;
  }, dir);

describe.each(screens.filter(({ name }) => name.startsWith('inbox-')))('$name', ({ show }) => {
  test('zoomed to 400 % has everything between its sides', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await show(page, { url: demo.url, look: { width: 360, scheme: 'light', dir: 'ltr' } });
    expect(await beyondItsSides(page)).toEqual([]);
    await turn('rtl');
    expect(await beyondItsSides(page)).toEqual([]);
  });
});

/** Where the reader's own colours stand for all of ours: backgrounds and shadows are gone there. */
describe.each(screens.filter(({ name }) => name.startsWith('inbox-')))('$name in forced colours', ({ show }) => {
  test('shows what is chosen', async () => {
    const forced = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...{ reducedMotion: 'reduce', forcedColors: 'active' },
    });
    try {
      page = await forced.newPage();
      page.setDefaultTimeout(10_000);
      await show(page, { url: demo.url, look: { width: 1280, scheme: 'light', dir: 'ltr' } });
      expect(await alike(page)).toEqual([]);
    } finally {
      await forced.close();
    }
  });
});
