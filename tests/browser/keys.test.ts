import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Issue 3, number 13: a conversation for somebody who has no pointer and sees nothing. */
let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

test.each([360, 1280])('by keys alone and by ear, at %i px', async (width) => {
  const { house, shop, browser } = scene;
  const context = await browser.newContext({ viewport: { width, height: 740 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(shop.origin);
  const launcher = page.getByRole('button', { name: /^Chat with/ });
  const focused = () =>
    page.evaluate(() => {
      const inside = document.querySelector('foyer-widget')?.shadowRoot?.activeElement;
      return inside?.getAttribute('aria-label') ?? inside?.getAttribute('placeholder') ?? inside?.textContent ?? '';
    });
  const press = (key: string) => page.keyboard.press(key);
  await launcher.waitFor();
  for (let steps = 0; steps < 20 && !(await focused()).startsWith('Chat with'); steps++) await press('Tab');
  await press('Enter');
  await expect.poll(focused).toBe('Write a message…');

  const olga = await house.staff();
  const question = `Do you ship to Norway? I ask at ${width} px.`;
  await page.keyboard.type(question);
  await press('Enter');
  const changes: Answer[] = await olga.hears('conversations:posted', (all: Answer[]) =>
    all.some(({ messages }) => messages.some(({ body }: Answer) => body === question)),
  );
  await page.getByText('Sent', { exact: true }).waitFor();

  const { conversation } = changes[0];
  const spoken = page.locator('foyer-widget [aria-live="polite"]:not(.messages)');
  const heard = await spoken.evaluateHandle((region) => {
    const all: string[] = [];
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) all.push(node.textContent ?? '');
    }).observe(region, { childList: true });
    return all;
  });
  await olga.ask('conversations:post', { id: id(), conversation, body: 'We do, by boat.' });
  await page.getByRole('log').getByText('We do, by boat.', { exact: true }).waitFor();
  await press('Escape');
  await expect.poll(focused).toMatch(/^Chat with/);
  await olga.ask('conversations:post', { id: id(), conversation, body: 'On Fridays.' });
  await expect.poll(() => heard.jsonValue()).toEqual(['Olga: We do, by boat.', 'Olga: On Fridays.']);

  await press('Enter');
  await expect.poll(focused).toBe('Write a message…');
  // The newest message's menu, and its first gift: an emoji.
  for (let steps = 0; steps < 20 && (await focused()) !== 'Message options'; steps++) await press('Shift+Tab');
  await press('Enter');
  await page.getByRole('menu').waitFor();
  await press('Enter');
  await page.getByRole('button', { name: '👍 You', exact: true }).waitFor();
  await expect.poll(focused).toBe('Message options');
  await press('Escape');
  await expect.poll(focused).toMatch(/^Chat with/);
  olga.close();
  await context.close();
});
