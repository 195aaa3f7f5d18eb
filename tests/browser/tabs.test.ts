import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type Network, openNetwork } from '../support/proxy.ts';
import { type Client, type HouseProcess, id, startHouse } from '../support/server.ts';

/** Vera has the shop open in several tabs: one line, one sound, and every message once, whichever tab dies. */
let house: HouseProcess;
/** A secure one, where tabs know of each other, and a plain one, where they do not. */
let shop: HostPage;
let plain: HostPage;
let browser: Browser;
let context: BrowserContext;
let width = 1280;
let olga: Client;
let network: Network;
/** Websockets that each tab has opened. */
let sockets: Map<Page, number>;

beforeAll(async () => {
  browser = await launch(inject('chromium'));
  house = await startHouse();
  network = await openNetwork(house.url);
  const { url: foyer } = network;
  const { site } = house;
  shop = await openHostPage({ foyer, key: site.key, host: 'localhost' });
  plain = await openHostPage({ foyer, key: site.key });
  await house.allow(shop.origin, plain.origin);
});
afterAll(async () => {
  await browser.close();
  for (const page of [shop, plain]) page.close();
  await network.close();
  await house.close();
});
beforeEach(async () => {
  network.be('open');
  context = await browser.newContext({ viewport: { width, height: 740 } });
  context.setDefaultTimeout(10_000);
  sockets = new Map();
  olga = await house.staff();
});
afterEach(async () => {
  olga.close();
  await context.close();
});

const launcher = (on: Page) => on.getByRole('button', { name: /^Chat with/ });
const composer = (on: Page) => on.getByRole('textbox', { name: 'Write a message…' });
const bubble = (text: string, on: Page) => on.getByRole('log').getByText(text, { exact: true });
const open = () => network.open();
const soon = { timeout: 5_000 };

async function tab(path = '/', at = shop): Promise<Page> {
  const page = await context.newPage();
  sockets.set(page, 0);
  page.on('websocket', () => sockets.set(page, (sockets.get(page) ?? 0) + 1));
  await page.goto(at.origin + path);
  await openChat(page);
  return page;
}

async function openChat(page: Page): Promise<void> {
  await launcher(page).click();
  await composer(page).waitFor();
}

async function send(text: string, on: Page): Promise<void> {
  await composer(on).fill(text);
  await composer(on).press('Enter');
  await bubble(text, on).waitFor();
}

async function arrived(text: string): Promise<string> {
  const fits = (change: { messages: { body: string }[] }) => change.messages.some((one) => one.body === text);
  return (await olga.hears('conversations:posted', (all) => all.some(fits))).find(fits).conversation;
}

const answer = (conversation: string, body: string) => olga.ask('conversations:post', { id: id(), conversation, body });
const stored = async (conversation: string): Promise<string[]> =>
  (await olga.ask('conversations:sync', { conversation })).messages.map((one: { body: string }) => one.body);
const crash = async (page: Page): Promise<void> => {
  const cdp = await context.newCDPSession(page);
  const dead = page.waitForEvent('crash');
  void cdp.send('Page.crash').catch(() => {});
  await dead;
};

/** Two tabs of one conversation; the first one has the line. */
async function twoTabs(): Promise<{ leader: Page; other: Page; conversation: string }> {
  const leader = await tab();
  await send('Hello from the first tab', leader);
  const conversation = await arrived('Hello from the first tab');
  const other = await tab();
  await bubble('Hello from the first tab', other).waitFor();
  expect([sockets.get(leader), sockets.get(other)]).toEqual([1, 0]);
  return { leader, other, conversation };
}

/** As when another tab of the browser is looked at: headless ones are all seen. */
const see = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

/** Counts what each tab lets sound, without a loudspeaker. */
const listenIn = () =>
  context.addInitScript(() => {
    const counted = { rings: 0 };
    Object.assign(window, { counted });
    window.AudioContext = class extends AudioContext {
      constructor() {
        super();
        counted.rings++;
      }
    };
  });
async function rings(...pages: Page[]): Promise<number> {
  type Counted = { counted: { rings: number } };
  const each = await Promise.all(
    pages.map((page) => page.evaluate(() => (window as unknown as Counted).counted.rings)),
  );
  return each.reduce((sum, one) => sum + one, 0);
}

describe.each([1280, 360])('%i wide', (wide) => {
  beforeAll(() => {
    width = wide;
  });

  describe('several tabs', () => {
    test('have one socket, ask through it and hear what it hears', async () => {
      const { leader, other, conversation } = await twoTabs();
      const third = await tab('/second');
      await send('From the second', other);
      for (const page of [leader, other, third]) await bubble('From the second', page).waitFor();
      await other.getByText('Sent', { exact: true }).waitFor();
      await send('From the third', third);
      await third.getByText('Sent', { exact: true }).waitFor();
      await answer(conversation, 'To all of you');
      for (const page of [leader, other, third]) await bubble('To all of you', page).waitFor();
      await olga.ask('conversations:type', { conversation, typing: true });
      await third.getByText('Olga is typing…').waitFor();
      await expect.poll(open, soon).toBe(1);
      expect(await stored(conversation)).toEqual([
        ...['Hello from the first tab', 'From the second', 'From the third', 'To all of you'],
      ]);
    });

    test('when the one with the line is closed, another goes on', async () => {
      const { leader, other, conversation } = await twoTabs();
      await leader.close();
      await expect.poll(open, soon).toBe(1);
      await answer(conversation, 'Still there?');
      await bubble('Still there?', other).waitFor();
      await send('Still here', other);
      await other.getByText('Sent', { exact: true }).waitFor();
      expect(await stored(conversation)).toEqual(['Hello from the first tab', 'Still there?', 'Still here']);
    });

    test.each([
      ['before the message has left it', 'there'],
      ['after the server has it, without having heard so', 'back'],
    ] as const)('when the one with the line dies in the middle of a send, %s, it arrives once', async (_when, way) => {
      const holding = { on: false };
      await context.routeWebSocket(/socket\.io/, (near: WebSocketRoute) => {
        const far = near.connectToServer();
        const held = (text: string | Buffer) => holding.on && /^4[23]\/visitor/.test(`${text}`);
        near.onMessage((text) => (way === 'there' && held(text) ? undefined : far.send(text)));
        far.onMessage((text) => (way === 'back' && held(text) ? undefined : near.send(text)));
      });
      const leader = await tab();
      await send('Hello from the first tab', leader);
      const conversation = await arrived('Hello from the first tab');
      await leader.getByText('Sent', { exact: true }).waitFor();
      const other = await tab();
      await bubble('Hello from the first tab', other).waitFor();
      holding.on = true;
      await send('In the middle', leader);
      if (way === 'back') await arrived('In the middle');
      else await bubble('In the middle', other).waitFor();
      await send('Through the other tab', other);
      await crash(leader);
      holding.on = false;
      await expect
        .poll(() => stored(conversation), { timeout: 15_000 })
        .toEqual([...['Hello from the first tab', 'In the middle', 'Through the other tab']]);
      await expect.poll(() => other.locator('.sending, .parked').count()).toBe(0);
    });

    test('where websockets are blocked, the tab that is seen asks over HTTP for all', async () => {
      network.be('no websockets');
      const leader = await tab();
      await send('Over the old way', leader);
      const conversation = await arrived('Over the old way');
      const other = await tab();
      await bubble('Over the old way', other).waitFor();
      await see(leader, 'hidden');
      await send('From the one that is seen', other);
      await other.getByText('Sent', { exact: true }).waitFor();
      for (const text of ['One', 'Two', 'Three']) {
        await answer(conversation, text);
        await bubble(text, other).waitFor({ timeout: 8_000 });
      }
      network.be('open');
      for (const page of [leader, other]) await page.evaluate(() => dispatchEvent(new Event('online')));
      await expect.poll(open, { timeout: 15_000 }).toBe(1);
      await answer(conversation, 'Live again');
      await bubble('Live again', leader).waitFor();
      await bubble('Live again', other).waitFor();
    });

    test('a tab that is seen takes over from one that is silent for a second, which then steps back', async () => {
      const { leader, other, conversation } = await twoTabs();
      const stuck = leader.evaluate(() => {
        for (const until = Date.now() + 6_000; Date.now() < until; );
      });
      await expect.poll(() => sockets.get(other), { timeout: 4_000 }).toBe(1);
      await send('Not kept waiting', other);
      await other.getByText('Sent', { exact: true }).waitFor({ timeout: 2_000 });
      await stuck;
      await expect.poll(open, soon).toBe(1);
      await bubble('Not kept waiting', leader).waitFor();
      await send('Me neither', leader);
      await expect
        .poll(() => stored(conversation))
        .toEqual(['Hello from the first tab', 'Not kept waiting', 'Me neither']);
    });
  });

  describe('the sound', () => {
    const hide = (...pages: Page[]) => Promise.all(pages.map((page) => see(page, 'hidden')));

    test('an answer that nobody looks at rings once, whichever tabs there are; one that is seen and a muted one do not', async () => {
      await listenIn();
      const { leader, other, conversation } = await twoTabs();
      const both = [leader, other];
      const answered = async (text: string) => {
        await answer(conversation, text);
        for (const page of both) await bubble(text, page).waitFor();
      };
      await hide(...both);
      await answered('Rings');
      await expect.poll(() => rings(...both), soon).toBe(1);
      await see(other, 'visible');
      await answered('Is seen');
      await other.getByRole('button', { name: 'Turn the sound off' }).click();
      await leader.getByRole('button', { name: 'Turn the sound on' }).waitFor();
      await hide(...both);
      await answered('Is muted');
      // Longer than a sound waits for somebody who looks.
      await leader.waitForTimeout(1_000);
      await other.getByRole('button', { name: 'Turn the sound on' }).click();
      await leader.getByRole('button', { name: 'Turn the sound off' }).waitFor();
      await answered('Rings again');
      await expect.poll(() => rings(...both), soon).toBe(2);
    });

    test('a tab that nobody has touched is silent, as browsers want it, and one that was touched rings in its place', async () => {
      await listenIn();
      const touched = await tab();
      await send('Anybody?', touched);
      const conversation = await arrived('Anybody?');
      const untouched = await context.newPage();
      // What drives the browser counts as a touch.
      await untouched.addInitScript(() => {
        Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } });
      });
      await untouched.goto(shop.origin);
      await launcher(untouched).waitFor();
      await composer(touched).press('Escape');
      await launcher(touched).waitFor();
      await hide(touched, untouched);
      await answer(conversation, 'Here');
      await untouched.getByRole('button', { name: /1 new$/ }).waitFor();
      await expect.poll(() => rings(touched), soon).toBe(1);
      expect(await rings(untouched)).toBe(0);
    });

    test('it rings over HTTP, too', async () => {
      await listenIn();
      network.be('no websockets');
      const page = await tab();
      await send('Over the old way', page);
      const conversation = await arrived('Over the old way');
      await page.getByText('Sent', { exact: true }).waitFor();
      await page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden' }));
      await answer(conversation, 'And back');
      await expect.poll(() => rings(page), { timeout: 20_000 }).toBe(1);
    });
  });

  describe('a page that is put away and comes back', () => {
    /** As into the back-forward cache, which the Chromium that npm brings lacks (WebKit has it, see tests/engines), or frozen. */
    const put = (page: Page, way: 'pagehide' | 'pageshow' | 'freeze' | 'resume') =>
      page.evaluate((way) => {
        if (/page/.test(way)) dispatchEvent(new PageTransitionEvent(way, { persisted: true }));
        else document.dispatchEvent(new Event(way));
      }, way);

    test.each([
      ['pagehide', 'pageshow'],
      ['freeze', 'resume'],
    ] as const)('holds no socket from %s to %s, and comes back with what was said', async (away, back) => {
      const { leader: page, other, conversation } = await twoTabs();
      await put(page, away);
      await expect.poll(() => [open(), sockets.get(other)], soon).toEqual([1, 1]);
      await put(other, away);
      await expect.poll(open, soon).toBe(0);
      const held = () => other.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name));
      await expect.poll(held, soon).toEqual([]);
      await answer(conversation, 'While you were away');
      for (const one of [page, other]) {
        await put(one, back);
        await bubble('While you were away', one).waitFor();
      }
      await send('Back again', other);
      await bubble('Back again', page).waitFor();
      expect(open()).toBe(1);
    });

    test('lets go of its database, too, and sends the file that lay there when it is back', async () => {
      await context.addInitScript(() => {
        const counted = { databases: 0 };
        Object.assign(window, { counted });
        const { open } = IDBFactory.prototype;
        const { close } = IDBDatabase.prototype;
        IDBFactory.prototype.open = function (...how) {
          const request = open.apply(this, how);
          request.addEventListener('success', () => counted.databases++);
          return request;
        };
        IDBDatabase.prototype.close = function () {
          counted.databases--;
          close.call(this);
        };
      });
      type Counted = { counted: { databases: number } };
      const databases = (on: Page) => on.evaluate(() => (window as unknown as Counted).counted.databases);
      const page = await tab();
      await page.getByRole('button', { name: 'Attach', exact: true }).click();
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Photos or files' }).click(),
      ]);
      await chooser.setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('Thing;Price') });
      await page.getByRole('button', { name: 'Remove list.csv' }).waitFor();
      await expect.poll(() => databases(page)).toBe(1);
      await put(page, 'pagehide');
      await expect.poll(() => databases(page)).toBe(0);
      await put(page, 'pageshow');
      await send('With a list', page);
      await arrived('With a list');
      await page.getByRole('link', { name: 'Download list.csv' }).waitFor();
    });

    test('shows nothing of whoever was signed in before', async () => {
      const page = await tab();
      await send('Between us', page);
      await arrived('Between us');
      await page.getByText('Sent', { exact: true }).waitFor();
      await put(page, 'pagehide');
      await page.evaluate(() => localStorage.clear());
      await put(page, 'pageshow');
      await expect.poll(() => page.getByText('Between us').count()).toBe(0);
      await openChat(page);
      await send('Somebody else', page);
      await arrived('Somebody else');
      expect(await page.getByText('Between us').count()).toBe(0);
    });
  });

  describe('where tabs do not know of each other', () => {
    test('each one that is seen has a socket, and keeps it for when it is seen', async () => {
      const first = await tab('/', plain);
      expect(await first.evaluate(() => 'locks' in navigator)).toBe(false);
      await send('Plain', first);
      const conversation = await arrived('Plain');
      const second = await tab('/second', plain);
      await bubble('Plain', second).waitFor();
      expect(open()).toBe(2);
      await see(first, 'hidden');
      await expect.poll(open, soon).toBe(1);
      await answer(conversation, 'Seen in one');
      await bubble('Seen in one', second).waitFor();
      await see(first, 'visible');
      await bubble('Seen in one', first).waitFor();
    });
  });

  describe('pages that change without loading', () => {
    test('pages that Turbo turns, back and forth: one launcher, the same chat, and no second socket', async () => {
      const page = await tab('/turbo');
      await send('On the first page', page);
      await arrived('On the first page');
      const ways = [
        // On a phone the chat lies over the link.
        () => page.getByRole('link', { name: 'Turn the page' }).evaluate((link: HTMLElement) => link.click()),
        () => page.goBack(),
        () => page.goForward(),
      ];
      for (const [at, turn] of ways.entries()) {
        await turn();
        await page.waitForFunction((title) => document.title.endsWith(title), at === 1 ? '/turbo' : '/turbo/second');
        await expect.poll(() => page.locator('foyer-widget').count(), soon).toBe(1);
        await bubble('On the first page', page).waitFor();
      }
      expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1);
      await send('On the second page', page);
      await page.getByText('Sent', { exact: true }).waitFor();
      expect([open(), sockets.get(page)]).toEqual([1, 1]);
    });

    test('with the script twice on a page there is one launcher, and what is sent arrives once', async () => {
      const page = await tab('/twice');
      expect(await page.locator('foyer-widget').count()).toBe(1);
      await send('Twice?', page);
      const conversation = await arrived('Twice?');
      await page.getByText('Sent', { exact: true }).waitFor();
      expect([await stored(conversation), open()]).toEqual([['Twice?'], 1]);
    });

    test('bodies that are swapped again and again, with and without a view transition, and the script run each time', async () => {
      const page = await tab();
      await send('On the way', page);
      await arrived('On the way');
      for (const way of ['replace', 'empty', 'transition'] as const) {
        await page.evaluate(
          async ([way, src]) => {
            const swap = () => {
              const body = document.createElement('body');
              const script = Object.assign(document.createElement('script'), { src });
              body.append(document.createElement('main'), script);
              if (way === 'empty') document.body.replaceChildren(...body.childNodes);
              else document.body.replaceWith(body);
            };
            if (way === 'transition') await document.startViewTransition(swap).finished;
            else swap();
          },
          [way, `${network.url}/foyer/${house.site.key}.js`] as const,
        );
        await expect.poll(() => page.locator('foyer-widget').count(), soon).toBe(1);
        await bubble('On the way', page).waitFor();
      }
      await send('Arrived', page);
      await page.getByText('Sent', { exact: true }).waitFor();
      expect(open()).toBe(1);
    });
  });
});
