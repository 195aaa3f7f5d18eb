import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olga: Client;

beforeAll(async () => {
  scene = await openScene();
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

const launcher = (on = page) => on.getByRole('button', { name: /^Chat with/ });
const composer = (on = page) => on.getByRole('textbox', { name: 'Write a message…' });
const bubble = (text: string, on = page) => on.getByRole('log').getByText(text, { exact: true });

async function open(path = '/', on = page): Promise<void> {
  await on.goto(shop.origin + path);
  await launcher(on).click();
  await composer(on).waitFor();
}

async function send(text: string, on = page): Promise<void> {
  await composer(on).fill(text);
  await composer(on).press('Enter');
  await bubble(text, on).waitFor();
}

/** Waits until staff have heard of a message, and gives its conversation. */
async function arrived(text: string): Promise<string> {
  const changes = await olga.hears('conversations:posted', (all) =>
    all.some((c: { messages: { body: string }[] }) => c.messages.some((m) => m.body === text)),
  );
  return changes.find((c: { messages: { body: string }[] }) => c.messages.some((m) => m.body === text)).conversation;
}

const answer = (conversation: string, body: string) => olga.ask('conversations:post', { id: id(), conversation, body });

/** What the conversation holds, as staff get it fresh. */
async function stored(conversation: string): Promise<string[]> {
  const synced = await olga.ask('conversations:sync', { conversation });
  return synced.messages.map((message: { body: string }) => message.body);
}

describe('Vera on a shop’s page', () => {
  test('asks, sees it sent and read, sees Olga type, and the answer live', async () => {
    await open();
    await send('Does the teapot come in green?');
    await page.getByText('Sent', { exact: true }).waitFor();
    const conversation = await arrived('Does the teapot come in green?');
    await olga.ask('conversations:read', { conversation, seq: 1 });
    await page.getByText('Read by Olga', { exact: true }).waitFor();
    await olga.ask('conversations:type', { conversation, typing: true });
    await page.getByText('Olga is typing…').waitFor();
    await answer(conversation, 'Yes, in two greens.');
    await bubble('Yes, in two greens.').waitFor();
    await expect.poll(() => page.getByText('Olga is typing…').count()).toBe(0);
  });

  test('sees a badge and a count in the title while the panel is closed, and none once it is open', async () => {
    await open();
    await send('Anybody here?');
    const conversation = await arrived('Anybody here?');
    await page.keyboard.press('Escape');
    await expect.poll(() => composer().count()).toBe(0);
    expect(
      await page.evaluate(() => document.querySelector('foyer-widget')?.shadowRoot?.activeElement?.ariaLabel),
    ).toMatch(/^Chat with/);
    await answer(conversation, 'Yes!');
    await expect.poll(() => page.title()).toBe('(1) Tea shop');
    await page.evaluate(() => {
      document.title = 'All teapots';
    });
    await expect.poll(() => page.title()).toBe('(1) All teapots');
    await page.getByRole('button', { name: /1 new$/ }).click();
    await bubble('Yes!').waitFor();
    await expect.poll(() => page.title()).toBe('All teapots');
    await olga.hears('conversations:read', ([change]) => change.marks[0]?.reader === 'visitor');
  });

  test('finds the thread again after reload, navigation, and a closed browser', async () => {
    await open();
    await send('I come back later');
    const conversation = await arrived('I come back later');
    await page.reload();
    await launcher().click();
    await bubble('I come back later').waitFor();
    await page.goto(`${shop.origin}/second`);
    await launcher().click();
    await bubble('I come back later').waitFor();
    const kept = await context.storageState();
    await context.close();
    await answer(conversation, 'We waited for you.');
    context = await browser.newContext({ storageState: kept });
    page = await context.newPage();
    await page.goto(shop.origin);
    await expect.poll(() => page.title()).toBe('(1) Tea shop');
    await launcher().click();
    await bubble('We waited for you.').waitFor();
  });

  test('an answer that came with the end of the conversation waits on every page until she reads it', async () => {
    await open();
    await send('One last thing');
    const conversation = await arrived('One last thing');
    await page.getByText('Sent', { exact: true }).waitFor();
    await page.goto('about:blank');
    await answer(conversation, 'Here you are');
    await olga.ask('conversations:close', { conversation });
    for (const path of ['/', '/second']) {
      await page.goto(shop.origin + path);
      await page.getByRole('button', { name: /1 new$/ }).waitFor();
    }
    await launcher().click();
    await bubble('Here you are').waitFor();
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.endsWith(':here'))))
      .toEqual([]);
  });

  test('follows a web address in an answer', async () => {
    await open();
    await send('Where can I see it?');
    await answer(await arrived('Where can I see it?'), `Here: ${shop.origin}/second (in two greens).`);
    const link = page.getByRole('link', { name: `${shop.origin}/second` });
    const [next] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await next.waitForURL(`${shop.origin}/second`);
    expect(await next.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  });

  test('a draft follows her from tab to tab, and what was sent in one is no draft in the other', async () => {
    await open();
    const other = await context.newPage();
    await open('/second', other);
    await composer().fill('Half a question');
    await expect.poll(() => composer(other).inputValue()).toBe('Half a question');
    await composer().press('Enter');
    await expect.poll(() => composer(other).inputValue()).toBe('');
  });

  test('what a page asks with goes behind what she has begun to write', async () => {
    const ask = (text: string) => page.evaluate((text) => window.Foyer?.('ask', text), text);
    await open();
    await ask('About the jug: ');
    await ask('About the teapot: ');
    expect(await composer().inputValue()).toBe('About the teapot: ');
    await composer().pressSequentially('is it');
    await ask('About the mug: ');
    await expect.poll(() => composer().inputValue()).toBe('About the teapot: is it\nAbout the mug: ');
  });

  test('zoomed in with two fingers on a phone, the chat still fills its screen', async () => {
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const hers = await phone.newPage();
    await open('/', hers);
    const devtools = await phone.newCDPSession(hers);
    await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
    await expect.poll(() => hers.evaluate(() => window.visualViewport?.scale)).toBe(2);
    await hers.waitForTimeout(200);
    expect((await hers.getByRole('dialog').boundingBox())?.height).toBeGreaterThan(730);
    await phone.close();
  });

  test('sees the same in two tabs, whichever she writes in', async () => {
    await open();
    const second = await context.newPage();
    await open('/second', second);
    await send('From the first tab');
    await bubble('From the first tab', second).waitFor();
    const conversation = await arrived('From the first tab');
    await send('From the second tab', second);
    await bubble('From the second tab').waitFor();
    await answer(conversation, 'To both');
    await bubble('To both').waitFor();
    await bubble('To both', second).waitFor();
    await expect.poll(() => stored(conversation)).toEqual(['From the first tab', 'From the second tab', 'To both']);
  });

  test('writes offline; draft and messages survive a reload and go out once, in order, when the net is back', async () => {
    await open();
    await send('Before the tunnel');
    const conversation = await arrived('Before the tunnel');
    await context.setOffline(true);
    await send('In the tunnel, one');
    await send('In the tunnel, two');
    await composer().fill('A draft');
    await page.getByText('You are offline').waitFor();
    const again = await context.newPage();
    await page.close();
    page = again;
    await context.setOffline(false);
    await page.goto(shop.origin);
    await arrived('In the tunnel, two');
    await launcher().click();
    expect(await composer().inputValue()).toBe('A draft');
    await bubble('In the tunnel, two').waitFor();
    await expect
      .poll(() => stored(conversation))
      .toEqual(['Before the tunnel', 'In the tunnel, one', 'In the tunnel, two']);
  });

  test('goes on after the server was killed in the middle', async () => {
    await open();
    await send('Before the crash');
    const conversation = await arrived('Before the crash');
    await house.kill();
    await send('During the crash');
    await page.getByText('Sending…').waitFor();
    // She is told, for as long as nothing answers.
    await page.getByText('Something went wrong on our side. We keep trying.').waitFor();
    await house.restart();
    olga.close();
    olga = await house.staff();
    await page.getByText('Sent', { exact: true }).waitFor({ timeout: 20_000 });
    await page.getByText('Something went wrong on our side.').waitFor({ state: 'detached' });
    await expect.poll(() => stored(conversation)).toEqual(['Before the crash', 'During the crash']);
    await answer(conversation, 'Back again');
    await bubble('Back again').waitFor();
  });

  test('chats the same where websockets are blocked', async () => {
    await page.addInitScript(() => {
      window.WebSocket = class extends EventTarget {
        constructor() {
          super();
          setTimeout(() => {
            (this as unknown as { onerror?: (e: Event) => void }).onerror?.(new Event('error'));
            (this as unknown as { onclose?: (e: object) => void }).onclose?.({ code: 1006 });
          }, 5);
        }
        close() {}
        send() {}
      } as unknown as typeof WebSocket;
    });
    await open();
    await send('No websocket here');
    const conversation = await arrived('No websocket here');
    await page.getByText('Sent', { exact: true }).waitFor();
    await answer(conversation, 'It works over HTTP');
    await bubble('It works over HTTP').waitFor();
  });

  test('on a page that is not on the list she reads why nothing is sent, and her text stays', async () => {
    const other = await openHostPage({ foyer: house.url, key: house.site.key, host: 'other.example' });
    await page.goto(other.origin);
    await launcher().click();
    // Before anything is written.
    await page.getByText('This page is not on the list of allowed addresses.', { exact: true }).waitFor();
    await composer().fill('Can you hear me?');
    await composer().press('Enter');
    await page.getByText(/Not sent.*not on the list of allowed addresses/).waitFor();
    await bubble('Can you hear me?').waitFor();
    other.close();
  });

  test('is not held up by a message that can never be accepted', async () => {
    await open();
    await send('First');
    const conversation = await arrived('First');
    await page.evaluate((key) => {
      const person = JSON.parse(localStorage.getItem(`foyer:${key}:session`) ?? '{}').person;
      const bad = {
        id: '0192f0c0-1234-7abc-8abc-000000000000',
        body: ' ',
        at: 1,
        conversation: null,
        start: null,
        owner: person,
        cuts: 0,
        parked: null,
      };
      localStorage.setItem(`foyer:${key}:out:${bad.id}`, JSON.stringify(bad));
    }, house.site.key);
    await send('Second');
    await arrived('Second');
    await page.getByText(/^Not sent/).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => page.getByText(/^Not sent/).count()).toBe(0);
    expect(await stored(conversation)).toEqual(['First', 'Second']);
  });
});

describe('the page around it', () => {
  test('nothing is stored and no socket opened before the visitor acts', async () => {
    const sockets: string[] = [];
    const requests: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(shop.origin);
    await launcher().waitFor();
    await page.waitForLoadState('networkidle');
    expect(sockets).toEqual([]);
    expect(requests.filter((url) => url.startsWith(house.url)).map((url) => new URL(url).pathname)).toEqual([
      `/foyer/${house.site.key}.js`,
      expect.stringMatching(/^\/foyer\/assets\/app-/),
    ]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ]);
    await launcher().click();
    await composer().waitFor();
    expect(sockets).toEqual([]);
  });

  test('data-consent="required" fetches nothing at idle', async () => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${shop.origin}/consent`);
    await launcher().waitFor();
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => url.includes('/assets/'))).toEqual([]);
  });

  test('with data-consent="required" what the page asks for waits until it says yes, or the visitor acts', async () => {
    const parts = () => requests.map((url) => new URL(url).pathname).filter((path) => path.includes('/assets/'));
    const requests: string[] = [];
    const warnings: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await page.goto(`${shop.origin}/consent`);
    await launcher().waitFor();
    await page.evaluate(() => void (window.Foyer as (verb: string) => void)?.('dance'));
    await page.waitForLoadState('networkidle');
    expect(parts()).toEqual([]);
    await page.evaluate(() => void window.Foyer?.('consent', true));
    await expect.poll(() => warnings.find((text) => text.includes('dance'))).toBeDefined();
    const came = parts().filter((path) => !/preload-helper/.test(path));
    expect(came).toEqual([expect.stringMatching(/^\/foyer\/assets\/acts-/)]);
    await page.goto(`${shop.origin}/consent`);
    await page.evaluate(() => void (window.Foyer as (verb: string) => void)?.('dance'));
    await launcher().click();
    await composer().waitFor();
    await expect.poll(() => warnings.filter((text) => text.includes('dance')).length).toBe(2);
  });

  test('works under a strict Content-Security-Policy with trusted types', async () => {
    const violations: string[] = [];
    page.on('console', (message) => message.type() === 'error' && violations.push(message.text()));
    await open('/strict');
    await send('Strict but friendly');
    await arrived('Strict but friendly');
    expect(violations).toEqual([]);
  });

  test('an element of the page opens and closes the chat in place of the launcher; a wrong selector only warns', async () => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const snippet = (selector: string) => ({
      html: `<button id="help">Help</button>`,
      script: `${house.url}/foyer/${house.site.key}.js`,
      selector,
    });
    const embed = async (selector: string) => {
      await page.goto(`${shop.origin}/bare`);
      await page.evaluate(({ html, script, selector }) => {
        document.body.insertAdjacentHTML('beforeend', html);
        const node = document.createElement('script');
        node.src = script;
        node.dataset.launcher = selector;
        document.body.append(node);
      }, snippet(selector));
      await page.waitForFunction(() => window.Foyer?.live);
    };
    await embed('#help');
    expect(await launcher().count()).toBe(0);
    await page.getByRole('button', { name: 'Help' }).click();
    await composer().waitFor();
    await page.getByRole('button', { name: 'Help' }).click();
    await expect.poll(() => composer().count()).toBe(0);
    await embed('#(');
    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByRole('heading', { name: 'Bare' }).waitFor();
    expect(errors).toEqual([]);
  });

  test('what the page wants of all its elements does not reach in', async () => {
    await page.goto(shop.origin);
    await page.addStyleTag({
      content:
        '* { letter-spacing: 3px; text-transform: uppercase !important; font-size: 9px !important; opacity: 0.5 !important }',
    });
    await launcher().click();
    await send('In small letters');
    await page.getByText('Sent', { exact: true }).waitFor();
    const looks = await bubble('In small letters').evaluate((node) => {
      const { letterSpacing, textTransform, fontSize } = getComputedStyle(node);
      const host = (node.getRootNode() as ShadowRoot).host;
      return {
        letterSpacing,
        textTransform,
        small: Number.parseFloat(fontSize) < 12,
        opacity: getComputedStyle(host).opacity,
      };
    });
    expect(looks).toEqual({ letterSpacing: 'normal', textTransform: 'none', small: false, opacity: '1' });
  });

  test('calls made before the script are kept, and two snippets make one launcher', async () => {
    await page.goto(`${shop.origin}/early`);
    await composer().waitFor();
    expect(await composer().inputValue()).toBe('From the page');
    expect(await page.evaluate(() => (window as unknown as { opened?: boolean }).opened)).toBe(true);
    await page.goto(`${shop.origin}/twice`);
    await launcher().waitFor();
    expect(await page.locator('foyer-widget').count()).toBe(1);
  });

  test('every verb of the page API does what it says, and a wrong one only warns', async () => {
    await page.goto(shop.origin);
    await launcher().waitFor();
    const say = (...call: unknown[]) =>
      page.evaluate((call) => void (window.Foyer as (...c: unknown[]) => unknown)(...call), call);
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const off = window.Foyer?.('on', 'open', () => heard.push('on')) as () => void;
      Object.assign(window, { off });
      window.addEventListener('foyer:open', () => heard.push('event'));
    });
    await say('open');
    await composer().waitFor();
    await page.evaluate(() => (window as unknown as { off(): void }).off());
    await say('close');
    await expect.poll(() => composer().count()).toBe(0);
    await say('toggle');
    await composer().waitFor();
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
      'on',
      'event',
      'event',
    ]);
    await say('hide');
    await expect.poll(() => composer().isVisible()).toBe(false);
    await say('show');
    await composer().waitFor();
    await say('ask', 'How long does it take?');
    expect(await composer().inputValue()).toBe('How long does it take?');
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
    await say('dance');
    expect((await warned).text()).toContain('dance');
  });

  test('the page says whether the chat is light or dark, or leaves it to the system', async () => {
    const ground = () => page.getByRole('dialog').evaluate((panel) => getComputedStyle(panel).backgroundColor);
    const [light, dark] = ['rgb(255, 255, 255)', 'rgb(28, 30, 33)'];
    await page.emulateMedia({ colorScheme: 'dark' });
    await open();
    expect(await ground()).toBe(dark);
    await page.evaluate(() => window.Foyer?.('theme', 'light'));
    expect(await ground()).toBe(light);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(() => window.Foyer?.('theme', 'dark'));
    expect(await ground()).toBe(dark);
    await page.evaluate(() => window.Foyer?.('theme', 'system'));
    expect(await ground()).toBe(light);
  });

  test('remove leaves no node, listener, timer or global behind', async () => {
    await page.addInitScript(() => {
      const counts = { listeners: 0, timers: 0 };
      Object.assign(window, { counts });
      for (const target of [window, document] as EventTarget[]) {
        const { addEventListener: add, removeEventListener: removeIt } = target;
        const kept = new Set<string>();
        const names = new WeakMap<object, number>();
        let next = 0;
        const key = (name: string, heard: object) => {
          if (!names.has(heard)) names.set(heard, next++);
          return `${name} ${names.get(heard)}`;
        };
        target.addEventListener = function (
          this: EventTarget,
          name: string,
          heard: EventListener,
          options?: AddEventListenerOptions,
        ) {
          if (!heard) return;
          kept.add(key(name, heard));
          options?.signal?.addEventListener('abort', () => kept.delete(key(name, heard)));
          counts.listeners = kept.size;
          return add.call(this, name, heard, options);
        } as typeof target.addEventListener;
        target.removeEventListener = function (this: EventTarget, name: string, heard: EventListener) {
          if (heard) kept.delete(key(name, heard));
          return removeIt.call(this, name, heard);
        } as typeof target.removeEventListener;
        Object.assign(window, { [target === window ? 'keptOnWindow' : 'keptOnDocument']: kept });
      }
      const timers = new Set<number>();
      const { setTimeout: set, clearTimeout: clear } = window;
      Object.assign(window, {
        timers,
        setTimeout: (act: () => void, ms?: number) => {
          const timer = set(() => {
            timers.delete(timer);
            act();
          }, ms) as unknown as number;
          timers.add(timer);
          return timer;
        },
        clearTimeout: (timer: number) => {
          timers.delete(timer);
          clear(timer);
        },
      });
    });
    await page.goto(`${shop.origin}/bare`);
    const before = await page.evaluate(() => ({
      globals: Object.keys(window),
      head: document.head.innerHTML,
      body: document.body.innerHTML,
    }));
    await page.evaluate((src) => {
      const script = document.createElement('script');
      script.src = src;
      script.onload = () => script.remove();
      document.head.append(script);
    }, `${house.url}/foyer/${house.site.key}.js`);
    await launcher().click();
    await send('Then remove it');
    const conversation = await arrived('Then remove it');
    await page.keyboard.press('Escape');
    await answer(conversation, 'Unread');
    await expect.poll(() => page.title()).toBe('(1) Bare');
    await page.evaluate(() => window.Foyer?.('remove'));
    await expect.poll(() => page.title()).toBe('Bare');
    type Counted = { keptOnWindow: Set<string>; keptOnDocument: Set<string>; timers: Set<number> };
    await expect
      .poll(() =>
        page.evaluate(() => {
          const { keptOnWindow, keptOnDocument, timers } = window as unknown as Counted;
          return [...keptOnWindow, ...keptOnDocument, ...timers];
        }),
      )
      .toEqual([]);
    const after = await page.evaluate(() => ({
      globals: Object.keys(window),
      head: document.head.innerHTML,
      body: document.body.innerHTML,
    }));
    expect(after).toEqual(before);
  });

  test('a single-page app that swaps its body keeps the launcher and the chat, and staff see the new page', async () => {
    await open('/app');
    await send('From the app');
    const conversation = await arrived('From the app');
    await page.getByRole('button', { name: 'Close chat' }).first().click();
    await page.locator('#go').click();
    await launcher().waitFor();
    await launcher().click();
    await bubble('From the app').waitFor();
    const { person } = await olga.ask('conversations:sync', { conversation });
    await expect
      .poll(async () => (await olga.ask('people:get', { person: person.id })).visits[0])
      .toMatchObject({ title: 'Next', url: `${shop.origin}/app/next`, timeZone: expect.stringMatching(/./) });
    // A title that comes late is told, without the count that we put before it.
    await page.getByRole('button', { name: 'Close chat' }).first().click();
    await olga.ask('conversations:post', { id: id(), conversation, body: 'Anything else?' });
    await expect.poll(() => page.title()).toBe('(1) Next');
    await page.evaluate(() => {
      document.title = 'Late';
    });
    await expect.poll(async () => (await olga.ask('people:get', { person: person.id })).visits[0].title).toBe('Late');
  });

  test('the shortcuts of the page take no letter of what the visitor writes', async () => {
    await page.goto(`${shop.origin}/strict`);
    await page.evaluate(() => {
      const taken: string[] = [];
      Object.assign(window, { taken });
      for (const kind of ['keydown', 'keypress', 'keyup'] as const)
        document.addEventListener(kind, (event) => {
          taken.push(event.key);
          event.preventDefault();
        });
    });
    await launcher().click();
    await composer().pressSequentially('just say and/or jump');
    expect(await composer().inputValue()).toBe('just say and/or jump');
    expect(await page.evaluate(() => (window as unknown as { taken: string[] }).taken)).toEqual([]);
    await page.keyboard.press('Control+k');
    expect(await page.evaluate(() => (window as unknown as { taken: string[] }).taken)).toContain('k');
  });

  test('a storage that is full or forbidden degrades to memory, without an error on the page', async () => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
      // Where storage is forbidden, so are locks.
      const request = () => Promise.reject(new DOMException('denied', 'SecurityError'));
      Object.defineProperty(navigator, 'locks', { value: { request } });
    });
    await open();
    await send('No storage here');
    await arrived('No storage here');
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(errors).toEqual([]);
  });

  test('a page of an older build finds the chat by the manifest', async () => {
    await page.route(/\/foyer\/[A-Za-z0-9]{16}\.js$/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/app-[\w-]+\.js/, 'app-gone.js') });
    });
    await open();
    await send('From an older page');
    await arrived('From an older page');
  });

  test('a click while the net is away is kept: the button says that it is busy, and the chat opens once the net is back', async () => {
    await page.goto(`${shop.origin}/consent`);
    await context.setOffline(true);
    await launcher().click();
    await expect.poll(() => launcher().getAttribute('aria-busy')).toBe('true');
    await page.waitForTimeout(300);
    await context.setOffline(false);
    await composer().waitFor();
    await send('Through the tunnel');
    await arrived('Through the tunnel');
    expect(await page.getByRole('button', { name: 'Close chat' }).last().getAttribute('aria-busy')).not.toBe('true');
  });

  test('what was fetched ahead is all that opening the chat takes: it opens without the network', async () => {
    await page.goto(shop.origin);
    await launcher().waitFor();
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await launcher().click();
    await composer().waitFor();
    await page.getByText('You are offline').waitFor();
  });

  test('what could not be fetched ahead is fetched again at the click', async () => {
    let blocked = 0;
    await page.route(/\/assets\/app-/, (route) => {
      blocked++;
      return route.abort();
    });
    await page.goto(shop.origin);
    await expect.poll(() => blocked).toBe(1);
    await page.unroute(/\/assets\/app-/);
    await launcher().click();
    await composer().waitFor();
  });

  test('a page whose toJSON is bent sends what the visitor wrote', async () => {
    await page.addInitScript(() => {
      Object.assign(Object.prototype, { toJSON: () => 'bent' });
      Object.defineProperty(Object.prototype, 'toJSON', { enumerable: false });
    });
    await open();
    await send('Straight');
    await arrived('Straight');
  });
});
