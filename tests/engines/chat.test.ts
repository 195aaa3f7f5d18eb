import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openHostPage } from '../support/hostpage.ts';
import { openNetwork } from '../support/proxy.ts';
import { type Answer, type Client, id, SHOP } from '../support/server.ts';
import { openShop, type Shop } from '../support/shop.ts';
import type { Running, Size, Visit, What } from './engine.ts';
import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

declare global {
  interface Window {
    errors?: string[];
  }
}

/** Both are this machine, and another site to the browser than 127.0.0.1, where Foyer is. */
const HOST = 'localhost';
const WAITS_MS = 15_000;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** The chat's main scenes, one text for all engines. */
for (const engine of [firefox, webkit]) {
  if (engine.missing) console.warn(`${engine.name} is skipped. ${engine.missing}`);

  describe.skipIf(engine.missing)(`Vera in ${engine.name}`, () => {
    let scene: Shop;
    let running: Running;
    let vera: Visit;
    let olga: Client;

    beforeAll(async () => {
      scene = await openShop({ host: HOST });
      running = await engine.start();
    });
    afterAll(async () => {
      await running?.close();
      await scene?.close();
    });
    beforeEach(async () => {
      olga = await scene.house.staff();
    });
    afterEach(async () => {
      olga.close();
      const errors = await vera.run(() => window.errors, null);
      await vera.close();
      expect(errors ?? []).toEqual([]);
    });

    const launcher: What = { css: 'button.l' };
    const composer: What = { css: 'textarea' };
    const button = (name: string): What => ({ css: 'button', name });

    async function come(path = '/', size: Size = WIDE, origin = scene.shop.origin): Promise<void> {
      vera = await running.visit(size);
      await go(path, origin);
    }
    async function go(path: string, origin = scene.shop.origin): Promise<void> {
      await vera.goto(origin + path);
      await vera.run(hearErrors, null);
      await there(launcher);
    }
    async function open(path = '/', size: Size = WIDE): Promise<void> {
      await come(path, size);
      await vera.click(launcher);
      await there(composer);
    }
    async function send(text: string): Promise<void> {
      await vera.click(composer);
      await vera.type(text);
      await vera.press('Enter');
      await reads(text);
    }

    /** What the widget says at the moment, its launcher's name included. */
    const said = () =>
      vera.run(() => {
        const shadow = document.querySelector('foyer-widget')?.shadowRoot;
        return `${shadow?.querySelector('.panel')?.textContent} ${shadow?.querySelector('.l')?.ariaLabel}`;
      }, null);
    const reads = (text: string) => expect.poll(said, { timeout: WAITS_MS }).toContain(text);
    const there = (what: What) => expect.poll(() => vera.run(isThere, what), { timeout: WAITS_MS }).toBe(true);
    const gone = (what: What) => expect.poll(() => vera.run(isThere, what), { timeout: WAITS_MS }).toBe(false);
    /** What has the focus, in the widget or on the page. */
    const focused = () =>
      vera.run(() => {
        const inside = document.querySelector('foyer-widget')?.shadowRoot?.activeElement;
        const { className, tagName } = inside ?? (document.activeElement as Element);
        return className || tagName.toLowerCase();
      }, null);

    /** Waits until staff have heard of a message, and gives its conversation. */
    async function arrived(text: string): Promise<string> {
      const has = (change: Answer) => change.messages.some((one: Answer) => one.body === text);
      const changes = await olga.hears('conversations:posted', (all) => all.some(has));
      return changes.find(has).conversation;
    }
    const answer = (conversation: string, body: string) =>
      olga.ask('conversations:post', { id: id(), conversation, body });

    test('asks, sees it sent and read, sees Olga type, and the answer live', async () => {
      await open();
      await send('Does the teapot come in green?');
      await reads('Sent');
      const conversation = await arrived('Does the teapot come in green?');
      await olga.ask('conversations:read', { conversation, seq: 1 });
      await reads('Read');
      await olga.ask('conversations:type', { conversation, typing: true });
      await reads('Olga is typing…');
      await answer(conversation, 'Yes, in two greens.');
      await reads('Yes, in two greens.');
      await expect.poll(said).not.toContain('Olga is typing…');
    });

    test('by keyboard alone: opens, writes, closes, and is back at the launcher', async () => {
      await come();
      for (let n = 0; n < 5 && (await focused()) !== 'l'; n++) await vera.press('Tab');
      await vera.press('Enter');
      await expect.poll(focused, { timeout: WAITS_MS }).toBe('textarea');
      await vera.type('Hands on the keys');
      await vera.press('Enter');
      await arrived('Hands on the keys');
      await vera.press('Escape');
      await gone(composer);
      expect(await focused()).toBe('l');
    });

    test('has an answer wait as a number at the launcher and in the title until she opens', async () => {
      await open();
      await send('Anybody here?');
      const conversation = await arrived('Anybody here?');
      await vera.press('Escape');
      await gone(composer);
      await answer(conversation, 'Yes!');
      await reads('1 new');
      await expect.poll(() => vera.run(() => document.title, null)).toBe('(1) Tea shop');
      await vera.click(launcher);
      await reads('Yes!');
      await expect.poll(() => vera.run(() => document.title, null)).toBe('Tea shop');
    });

    test('finds thread and draft again after a reload, and on the next page', async () => {
      await open();
      await send('I come back later');
      await arrived('I come back later');
      await vera.type('And one more');
      await vera.reload();
      await there(launcher);
      await vera.click(launcher);
      await reads('I come back later');
      await go('/second');
      await vera.click(launcher);
      await reads('I come back later');
      const draft = () =>
        vera.run(() => document.querySelector('foyer-widget')?.shadowRoot?.querySelector('textarea')?.value, null);
      expect(await draft()).toBe('And one more');
    });

    test('is answered over HTTP where websockets are blocked', async () => {
      const { house, shop } = scene;
      const network = await openNetwork(house.url);
      network.be('no websockets');
      const blocked = await openHostPage({ foyer: network.url, key: house.site.key, host: HOST });
      await house.allow(shop.origin, blocked.origin, SHOP);
      try {
        await come('/', WIDE, blocked.origin);
        await vera.click(launcher);
        await there(composer);
        await send('The long way round?');
        await answer(await arrived('The long way round?'), 'It works all the same.');
        await reads('It works all the same.');
        expect(network.tried()).toBeGreaterThan(0);
      } finally {
        blocked.close();
        await network.close();
      }
    });

    test('back on a page that the browser has kept as it was, she is in the same chat, and it is live', async () => {
      await open();
      await send('Before I look around');
      const conversation = await arrived('Before I look around');
      await reads('Sent');
      await vera.run(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })), null);
      await vera.goto(`${scene.shop.origin}/bare`);
      await answer(conversation, 'While you looked around');
      await vera.run(() => history.back(), null);
      await there(launcher);
      const persisted = await vera.run(() => (window as { persisted?: boolean }).persisted === true, null);
      if (!persisted) {
        console.log(`${engine.name} loads the page anew: driven by a program it keeps none.`);
        await vera.click(launcher);
      }
      await reads('While you looked around');
      await answer(conversation, 'And now');
      await reads('And now');
    });

    test('goes on after the line was cut in the middle', async () => {
      await open();
      await send('Before the cut');
      const conversation = await arrived('Before the cut');
      await scene.house.kill();
      await send('During the cut');
      await scene.house.restart();
      olga.close();
      olga = await scene.house.staff();
      const stored = async () => {
        const { messages } = await olga.ask('conversations:sync', { conversation });
        return messages.map(({ body }: { body: string }) => body);
      };
      await expect.poll(stored, { timeout: WAITS_MS }).toEqual(['Before the cut', 'During the cut']);
      await reads('Sent');
    });

    test('chats on a page with a strict policy, which has nothing to report', async () => {
      await open('/strict');
      await send('Strict but friendly');
      await reads('Sent');
      await vera.click(button('Back'));
      await reads('Start a conversation');
      expect(scene.shop.violations).toEqual([]);
    });

    test('sends a picture', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
      const file = join(folder, 'green.png');
      const green = sharp({ create: { width: 400, height: 300, channels: 3, background: '#1a7f37' } });
      writeFileSync(file, await green.png().toBuffer());
      await open();
      await vera.click(button('Attach'));
      await there({ css: 'input[type=file]' });
      await vera.choose({ css: 'input[type=file]' }, file);
      await there({ css: '.staged li' });
      await vera.click(composer);
      await vera.type('This green?');
      await vera.press('Enter');
      const conversation = await arrived('This green?');
      const { messages } = await olga.ask('conversations:sync', { conversation });
      expect(messages[0].files).toMatchObject([{ name: 'green.png', type: 'image/png', width: 400, height: 300 }]);
      await there(button('Open green.png'));
      rmSync(folder, { recursive: true });
    });

    test('on a page from right to left the chat is too', async () => {
      await open('/rtl');
      await send('مرحبا');
      const { button, panel, own } = await vera.run(places, null);
      expect(button).toBeLessThan(200);
      expect(panel).toBeLessThan(200);
      expect(own).toBe('rtl');
    });

    test('on a narrow screen the chat is all of it, and closes from its head', async () => {
      await open('/', PHONE);
      await send('From the phone');
      const { panel, width, page } = await vera.run(places, null);
      expect({ panel, width }).toEqual({ panel: 0, width: page });
      await vera.click(button('Close chat'));
      await gone(composer);
      expect(await focused()).toBe('l');
    });
  });
}

/** Runs in the page: what goes wrong on it is noted, since a host page never sees an error of ours. */
function hearErrors(): void {
  const errors: string[] = [];
  window.errors = errors;
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(`${reason}`));
}

/** Runs in the page. */
function isThere({ css, name }: What): boolean {
  const shadow = document.querySelector('foyer-widget')?.shadowRoot;
  return [...(shadow?.querySelectorAll(css) ?? [])].some(
    (one) => name === undefined || one.getAttribute('aria-label') === name || one.textContent === name,
  );
}

/** Runs in the page: where launcher and panel stand, and how wide. */
function places() {
  const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
  const at = (css: string) => shadow.querySelector(css)?.getBoundingClientRect() as DOMRect;
  return {
    button: at('.l').left,
    panel: at('.panel').left,
    width: at('.panel').width,
    page: innerWidth,
    own: getComputedStyle(shadow.querySelector('.own') as Element).direction,
  };
}
