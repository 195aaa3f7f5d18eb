import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HostPage } from '../support/hostpage.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';
import { vendorPage, vendors } from '../support/vendors.ts';

/** Shops that were written for another widget, and moved by changing the script's address. */
type Vendor = keyof typeof vendors;
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olga: Client;

beforeAll(async () => {
  scene = await openScene((script) =>
    Object.fromEntries(Object.keys(vendors).map((name) => [`/${name}`, vendorPage(name as Vendor, script)])),
  );
  ({ house, shop, browser } = scene);
});
afterAll(() => scene.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  olga = await house.staff();
});
afterEach(async () => {
  olga.close();
  await context.close();
});

const panel = () => page.getByRole('dialog');
const composer = () => page.getByRole('textbox', { name: 'Write a message…' });
/** A script of the page, as its author would write it. */
const run = (script: string) => page.evaluate(script);
const told = () => page.evaluate<string[]>('window.told');

async function visit(vendor: Vendor): Promise<void> {
  await page.goto(`${shop.origin}/${vendor}`);
  await page.getByRole('button', { name: /^Chat with/ }).waitFor();
}

/** Vera writes, Olga answers while the panel is closed. */
async function answered(text: string, answer: string): Promise<void> {
  await composer().fill(text);
  await composer().press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
  const written = (change: { messages: { body: string }[] }) => change.messages.some(({ body }) => body === text);
  const changes = await olga.hears('conversations:posted', (all) => all.some(written));
  await page.keyboard.press('Escape');
  await expect.poll(() => panel().count()).toBe(0);
  const { conversation } = changes.find(written);
  await olga.ask('conversations:post', { id: id(), conversation, body: answer });
}

test('a page for Intercom boots, shows, hides, writes a new message, and hears of unread answers', async () => {
  await visit('intercom');
  await run("Intercom('show')");
  await panel().waitFor();
  await run("Intercom('hide')");
  await expect.poll(() => panel().count()).toBe(0);
  await run("Intercom('showNewMessage', 'pre-filled content')");
  await expect.poll(() => composer().inputValue()).toBe('pre-filled content');
  await answered('From an Intercom page', 'Welcome');
  await expect.poll(told).toEqual(expect.arrayContaining(['shown', 'hidden', 'unread 0', 'unread 1']));
  await run("Intercom('update', { hide_default_launcher: true })");
  await expect.poll(() => page.getByRole('button', { name: /^Chat with/ }).isVisible()).toBe(false);
  await run("Intercom('show')");
  await panel().waitFor();
});

test('a page for Chatwoot runs its SDK, toggles, hides the bubble, and hears the answer', async () => {
  await visit('chatwoot');
  await expect.poll(told).toContain('ready');
  await run("$chatwoot.toggle('open')");
  await composer().waitFor();
  expect(await page.evaluate('$chatwoot.isOpen')).toBe(true);
  await answered('From a Chatwoot page', 'Welcome');
  await expect.poll(told).toEqual(expect.arrayContaining(['shown', 'hidden', 'message Welcome']));
  await run("$chatwoot.toggleBubbleVisibility('hide')");
  await expect.poll(() => page.getByRole('button', { name: /^Chat with/ }).isVisible()).toBe(false);
  await run('$chatwoot.toggle()');
  await panel().waitFor();
});

test('a page for Crisp pushes its commands before and after, and asks what is', async () => {
  await visit('crisp');
  await expect.poll(told).toContain('ready');
  await run('$crisp.push(["set", "message:text", ["Hi! I\'d like to get help."]]); $crisp.push(["do", "chat:open"])');
  await expect.poll(() => composer().inputValue()).toBe("Hi! I'd like to get help.");
  expect(await page.evaluate('[$crisp.is("chat:opened"), $crisp.get("user:email")]')).toEqual([
    true,
    'vera@shop.example',
  ]);
  await answered('From a Crisp page', 'Welcome');
  await expect.poll(told).toEqual(expect.arrayContaining(['shown', 'hidden', 'message Welcome']));
  await expect.poll(() => page.evaluate('$crisp.get("chat:unread:count")')).toBe(1);
  await run('$crisp.push(["off", "chat:opened"]); $crisp.push(["do", "chat:toggle"])');
  await panel().waitFor();
  expect((await told()).filter((one) => one === 'shown').length).toBe(1);
  await run('$crisp.push(["do", "chat:hide"])');
  await expect.poll(() => panel().isVisible()).toBe(false);
});

test('a page for Beacon inits, opens, goes to the message, and is listened to once', async () => {
  await visit('beacon');
  await run("Beacon('once', 'open', function () { told.push('once') }); Beacon('open')");
  await panel().waitFor();
  await run("Beacon('close')");
  await expect.poll(() => panel().count()).toBe(0);
  await run(
    "Beacon('prefill', { subject: 'Need help with invoice', text: 'Hello, I need some help' }); Beacon('navigate', '/ask/message/')",
  );
  await expect.poll(() => composer().inputValue()).toBe('Need help with invoice\nHello, I need some help');
  await answered('From a Beacon page', 'Welcome');
  await run("Beacon('toggle')");
  await panel().waitFor();
  expect((await told()).filter((one) => one === 'once')).toEqual(['once']);
  expect((await told()).filter((one) => one === 'shown').length).toBeGreaterThan(1);
  await run("Beacon('config', { display: { style: 'manual' } }); Beacon('close')");
  await expect.poll(() => page.getByRole('button', { name: /^Chat with/ }).isVisible()).toBe(false);
});

test('a call that Foyer has nothing for warns, and a widget that nobody knows has no shim', async () => {
  await visit('intercom');
  const warned = page.waitForEvent('console', (message) => message.text().includes('startTour'));
  await run("Intercom('startTour', 123)");
  expect((await warned).type()).toBe('warning');
  const script = `${house.url}/foyer/${house.site.key}.js`;
  expect((await fetch(`${script}?as=nobody`)).status).toBe(404);
  expect((await fetch(`${script}?as=intercom&as=crisp`)).status).toBe(404);
});
