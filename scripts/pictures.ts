/** `npm run pictures` starts the demo, lets a visitor and a colleague talk, and takes the README's pictures of both sides. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { emailOf, PASSWORD } from '../demo/staff.ts';
import { findChromium, launch } from '../tests/support/chromium.ts';
import { startDemo } from './shots/demo.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'pictures');
const QUALITY = 88;
const SETTLES_MS = 800;

const demo = await startDemo();
const browser = await launch(await findChromium());
try {
  mkdirSync(folder, { recursive: true });
  const visitor = await ask(browser);
  const staff = await answer(browser);
  await visitor.waitForTimeout(SETTLES_MS);
  await keep(visitor, 'visitor');
  await keep(staff, 'inbox');
} finally {
  await browser.close();
  demo.stop();
}

async function open(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(demo.url + path);
  return page;
}

/** A visitor on the teapot's page asks something. */
async function ask(browser: Browser): Promise<Page> {
  const page = await open(browser, '/demo/teapot');
  await page.locator('foyer-widget button').click();
  await page.getByRole('textbox').fill('Hi! Does the lid really stay on when I pour the last cup?');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(SETTLES_MS);
  return page;
}

/** Mirjam takes the newest conversation of the queue and answers. */
async function answer(browser: Browser): Promise<Page> {
  const page = await open(browser, '/inbox/');
  const post = async <A>(path: string, payload: object): Promise<A> => {
    const reply = await page.request.post(`${demo.url}/api/staff/${path}`, {
      data: payload,
      headers: { origin: demo.url },
    });
    if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`);
    return (await reply.json()) as A;
  };
  const { member } = await post<{ member: { id: string } }>('sign-in', {
    email: emailOf('Mirjam Levi'),
    password: PASSWORD,
  });
  const { rows } = await post<{ rows: { conversation: string }[] }>('conversations/list', { view: 'open' });
  const conversation = rows[0]?.conversation;
  await page.goto(`${demo.url}/inbox/conversations/${conversation}`);
  await page.waitForTimeout(SETTLES_MS);
  await post('conversations/assign', { conversation, to: member.id });
  const at = Date.now().toString(16).padStart(12, '0');
  await post('conversations/post', {
    id: `${at.slice(0, 8)}-${at.slice(8)}-7000-8000-000000000001`,
    conversation,
    body: 'It does: there is a small tooth under the rim. I pour with one hand, and I have not lost a lid yet.',
  });
  await page.waitForTimeout(SETTLES_MS);
  return page;
}

async function keep(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, 'base64'));
}
