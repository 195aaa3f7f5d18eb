import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Demo, startDemo } from '../../scripts/shots/demo.ts';
import { screens } from '../../scripts/shots/screens.ts';
import { launch } from '../support/chromium.ts';
import { flawsOf } from '../support/desk.ts';
import { alike, beyondItsSides, lostInForcedColors, moving, outOfSight, unreached } from '../support/everybody.ts';

/** Whatever a visitor can come to is for everybody, and what staff work with on a small phone, zoomed in, and in their own colours. A screen that is added to `npm run shots` is walked here, too. */
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

async function size(width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  const fits = () => {
    const panel = document.querySelector('foyer-widget')?.shadowRoot?.querySelector('.panel');
    return !panel || panel.getBoundingClientRect().bottom <= innerHeight;
  };
  await page.waitForFunction(fits);
}
const look = (how: Parameters<Page['emulateMedia']>[0]) => page.emulateMedia({ reducedMotion: 'reduce', ...how });
const turn = (dir: 'ltr' | 'rtl') =>
  page.evaluate((dir) => {
    document.documentElement.dir = dir;
  }, dir);

describe.each(screens.filter(({ name }) => name.startsWith('widget-')))('$name', ({ show }) => {
  test('is for everybody: axe, zoom, keys, forced colours, no motion', async () => {
    await show(page, { url: demo.url, look: { width: 1280, scheme: 'light', dir: 'ltr' } });
    const found: Record<string, string[]> = {};
    for (const [width, scheme, dir] of [
      [1280, 'light', 'ltr'],
      [1280, 'dark', 'rtl'],
      [360, 'light', 'rtl'],
      [360, 'dark', 'ltr'],
    ] as const) {
      await size(width, 800);
      await look({ colorScheme: scheme });
      await turn(dir);
      found[`axe at ${width} px, ${scheme}, ${dir}`] = await flawsOf(page);
    }
    await look({ colorScheme: 'light' });
    for (const [zoom, width, height] of [
      ['200 %', 640, 400],
      ['400 %', 320, 256],
    ] as const) {
      await size(width, height);
      found[`zoomed to ${zoom}`] = await outOfSight(page);
    }
    await size(360, 800);
    found['by keyboard on a phone'] = await unreached(page);
    await size(1280, 800);
    found['by keyboard'] = await unreached(page);
    found.motion = await moving(page);
    await look({ forcedColors: 'active' });
    found['forced colours'] = await lostInForcedColors(page);
    expect(Object.entries(found).filter(([, flaws]) => flaws.length > 0)).toEqual([]);
  });
});

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
