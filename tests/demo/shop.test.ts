import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';

const pages = [
  '/',
  '/demo/',
  '/demo/teapot',
  '/demo/app/',
  '/demo/app/vase',
  '/demo/cart',
  '/demo/delivery',
  '/demo/contact',
  '/demo/ar',
  '/demo/strict/',
];

let house: OpenHouse;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  house = await openHouse();
  browser = await launch(inject('chromium'));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});
afterEach(() => context.close());

/** A page with a basket that is not empty, and everything that went wrong on it. */
async function visit(
  path: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<{ page: Page; wrong: string[] }> {
  const wrong: string[] = [];
  context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on(
    'request',
    (request) => request.url().startsWith(house.url) || request.url().startsWith('data:') || wrong.push(request.url()),
  );
  await page.addInitScript(() => localStorage.setItem('saltmarsh:basket', '{"mug":2,"teapot":1}'));
  await page.goto(house.url + path);
  if (path !== '/') await page.getByRole('button', { name: /^Chat with/ }).waitFor();
  return { page, wrong };
}

describe.each(pages)('%s', (path) => {
  test.each([
    [360, 'dark'],
    [1280, 'light'],
  ] as const)(
    'at %i px, %s: nothing fails, comes from elsewhere or sticks out, and axe finds nothing',
    async (width, scheme) => {
      const { page, wrong } = await visit(path, width, scheme);
      expect(wrong).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
    },
  );
});

type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** What axe finds. It comes by the debugger, not in a script element, which the strict page would refuse. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

test('the shelf changes its address and its title, and the chat stays open', async () => {
  const { page } = await visit('/demo/app/', 1280, 'light');
  await page.getByRole('button', { name: /^Chat with/ }).click();
  const composer = page.getByRole('textbox', { name: 'Write a message…' });
  await composer.fill('Half a sentence');
  await page.getByRole('link', { name: 'Marsh vase' }).click();
  expect([new URL(page.url()).pathname, await page.title()]).toEqual(['/demo/app/vase', 'Marsh vase · Saltmarsh']);
  expect(await composer.inputValue()).toBe('Half a sentence');
  await page.goBack();
  await page.getByRole('heading', { name: 'The shelf' }).waitFor();
});

test('“Ask about it” opens the chat with the beginning of a question', async () => {
  const { page } = await visit('/demo/app/jug', 1280, 'light');
  await page.getByRole('button', { name: 'Ask about it' }).click();
  const composer = page.getByRole('textbox', { name: 'Write a message…' });
  await composer.waitFor();
  expect(await composer.inputValue()).toContain('milk-white jug');
});

test('what is put into the basket is in it', async () => {
  const { page } = await visit('/demo/teapot', 1280, 'light');
  await page.getByRole('button', { name: 'Put into the basket' }).click();
  await page.getByRole('link', { name: /^Basket/ }).click();
  await page.getByRole('heading', { name: 'Your basket' }).waitFor();
  expect(await page.getByText('Together').textContent()).toBeTruthy();
});
