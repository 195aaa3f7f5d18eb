import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type Network, openNetwork } from '../support/proxy.ts';
import { type Client, type HouseProcess, id, startHouse } from '../support/server.ts';

/** Issue 3, number 12: whatever the page does to its own house, and whatever answers in the server's place, the page sees no error. */
let house: HouseProcess;
let network: Network;
let shop: HostPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olga: Client;
let folder: string;
let width = 1280;
/** What reached the page as an error: of a script, or of a promise that nobody caught. */
let errors: string[];
let warnings: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-'));
  const picture = sharp({ create: { width: 400, height: 300, channels: 3, background: '#1a7f37' } });
  await writeFile(join(folder, 'green.png'), await picture.png().toBuffer());
  browser = await launch(inject('chromium'));
  house = await startHouse();
  network = await openNetwork(house.url);
  shop = await openHostPage({ foyer: network.url, key: house.site.key });
  await house.allow(shop.origin);
});
afterAll(async () => {
  await browser.close();
  shop.close();
  await network.close();
  await house.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  network.be('open');
  context = await browser.newContext({ viewport: { width, height: 740 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  [errors, warnings] = [[], []];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  olga = await house.staff();
});
afterEach(async () => {
  olga.close();
  await context.close();
  expect(errors).toEqual([]);
});

const launcher = () => page.getByRole('button', { name: /^Chat with/ });
const composer = () => page.getByRole('textbox', { name: 'Write a message…' });
const bubble = (text: string) => page.getByRole('log').getByText(text, { exact: true });
const sent = () => page.getByText('Sent', { exact: true });
const foyer = (...call: unknown[]) =>
  page.evaluate((call) => void (window.Foyer as (...c: unknown[]) => unknown)(...call), call);

async function open(path = '/'): Promise<void> {
  await page.goto(shop.origin + path);
  await launcher().click();
  await composer().waitFor();
}

async function send(text: string): Promise<void> {
  await composer().fill(text);
  await composer().press('Enter');
  await bubble(text).waitFor();
}

/** Waits until staff have heard of a message, and gives its conversation. */
async function arrived(text: string): Promise<string> {
  const fits = (change: { messages: { body: string }[] }) => change.messages.some((one) => one.body === text);
  return (await olga.hears('conversations:posted', (all) => all.some(fits))).find(fits).conversation;
}

const answer = (conversation: string, body: string) => olga.ask('conversations:post', { id: id(), conversation, body });
const stored = async (conversation: string): Promise<string[]> =>
  (await olga.ask('conversations:sync', { conversation })).messages.map((one: { body: string }) => one.body);

/** Vera asks, Olga answers. */
async function talk(): Promise<string> {
  await open();
  await send('In green?');
  const conversation = await arrived('In green?');
  await sent().waitFor();
  await answer(conversation, 'In two greens.');
  await bubble('In two greens.').waitFor();
  expect(await stored(conversation)).toEqual(['In green?', 'In two greens.']);
  return conversation;
}

test('what somebody wrote on the page does not stand in for our script', async () => {
  const asked: string[] = [];
  await context.route('http://stranger.example/**', (route) => {
    asked.push(route.request().resourceType());
    return route.abort();
  });
  await open('/comments');
  await send('Hello from below the comments');
  await sent().waitFor();
  expect(asked).toEqual(['image']);
});

test.each([
  'Element.prototype.attachShadow = () => { throw new Error("no shadow here") }',
  'Element.prototype.append = () => { throw new Error("nothing is added here") }',
  'Object.defineProperty(document, "createElement", { value: document })',
])('a page that breaks what we stand on has no chat, and no error of ours: %s', async (broken) => {
  await page.addInitScript(broken);
  await page.goto(shop.origin);
  await expect.poll(() => warnings).toEqual([expect.stringContaining('Foyer:')]);
  await page.getByRole('link', { name: 'Second page' }).waitFor();
  expect(await launcher().count()).toBe(0);
});

describe.each([1280, 360])('%i wide', (wide) => {
  beforeAll(() => {
    width = wide;
  });

  test('under the documented policy and no more she chats, sends a picture and keeps the conversation', async () => {
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await open('/documented');
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Photos or files' }).click(),
    ]);
    await chooser.setFiles(join(folder, 'green.png'));
    await page.getByRole('button', { name: 'Remove green.png' }).waitFor();
    await send('This one');
    await arrived('This one');
    const picture = page.getByRole('button', { name: 'Open green.png' }).locator('img');
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Keep this conversation' }).click();
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await foyer('track', 'looked at the teapot');
    await page.waitForLoadState('networkidle');
    expect([refused, shop.violations]).toEqual([[], []]);
  });

  test('rules of the page for everything, important ones, change nothing of what is ours', async () => {
    /** What each of our elements looks like, and where it is: a line for each of its properties. */
    const looks = () =>
      page.evaluate(() => {
        const { shadowRoot: shadow } = document.querySelector('foyer-widget') as HTMLElement;
        return [...(shadow?.querySelectorAll('.l, .panel, .panel *') ?? [])].flatMap((node, at) => {
          const [style, { x, y, width, height }] = [getComputedStyle(node), node.getBoundingClientRect()];
          const place = `place: ${[x, y, width, height]}`;
          return [place, ...[...style].map((name) => `${name}: ${style.getPropertyValue(name)}`)].map(
            (line) => `${node.tagName} ${at} ${line}`,
          );
        });
      });
    await open();
    await page.locator('.head .face').waitFor();
    const before = await looks();
    await page.addStyleTag({
      content: `* { all: initial !important; font-size: 9px !important; letter-spacing: 3px }
          body * { display: inline !important; transform: scale(0.5) !important; opacity: 0.5 !important }
          button, textarea { display: none !important } :root { font-size: 40px !important; line-height: 3 !important }`,
    });
    expect(before.length).toBeGreaterThan(1_000);
    expect((await looks()).filter((line) => !before.includes(line))).toEqual([]);
    await launcherOrClose().click();
    await launcher().waitFor();
  });

  test('a toJSON on every prototype that can be neither deleted nor changed bends nothing that is sent or kept', async () => {
    await page.addInitScript(() => {
      for (const { prototype } of [Object, Array, String, Number]) {
        Object.defineProperty(prototype, 'toJSON', { value: () => 'bent', enumerable: prototype !== Object.prototype });
      }
    });
    const conversation = await talk();
    await page.reload();
    await page.evaluate(() => void window.Foyer?.('update', { name: 'Vera', attributes: { plan: 'green' } }));
    await launcher().click();
    await bubble('In two greens.').waitFor();
    const person = async () => (await olga.ask('conversations:sync', { conversation })).person;
    await expect.poll(person).toMatchObject({ name: 'Vera' });
  });

  test.each(['of long ago, without all that came later', 'that is none'])(
    'a Promise %s in place of the browser’s does no harm',
    async (kind) => {
      await page.addInitScript(stranger, kind);
      await talk();
      await page.getByRole('button', { name: 'Keep this conversation' }).click();
      await page.getByRole('button', { name: 'Print' }).waitFor();
      await foyer('track', 'looked at the teapot');
    },
  );

  test('a listener that is none is refused with a sentence, and no call, however wrong, throws into the page', async () => {
    await page.goto(shop.origin);
    await launcher().waitFor();
    await foyer('on', 'open', 5);
    expect(warnings).toEqual([expect.stringContaining('no function')]);
    const thrown = await page.evaluate(() => {
      const ring: { ring?: object } = {};
      ring.ring = ring;
      const values = [undefined, null, 5, '', '\ud800', Symbol('s'), {}, [], ring, Object.create(null), () => {}, 1n];
      const verbs = 'open close toggle show hide ask article feedback track update identify theme launcher on locale';
      const thrown: string[] = [];
      for (const verb of verbs.split(' ')) {
        for (const value of values) {
          try {
            (window.Foyer as (...c: unknown[]) => unknown)(verb, value, value);
          } catch (error) {
            thrown.push(`${verb} ${String(value)}: ${error}`);
          }
        }
      }
      window.Foyer?.('launcher', true);
      window.Foyer?.('show');
      window.Foyer?.('ask');
      return thrown;
    });
    expect(thrown).toEqual([]);
    await composer().waitFor();
    await page.waitForLoadState('networkidle');
    await send('Still well');
    await arrived('Still well');
  });

  test('with a server that is down, and then hangs, the launcher waits, and what she wrote goes once all is well', async () => {
    await page.goto(`${shop.origin}/consent`);
    await launcher().waitFor();
    network.be('down');
    network.cut();
    await launcher().click();
    await expect.poll(() => launcher().getAttribute('aria-busy')).toBe('true');
    network.be('silent');
    network.cut();
    await page.waitForTimeout(300);
    expect(await launcher().getAttribute('aria-busy')).toBe('true');
    network.be('open');
    network.cut();
    await composer().waitFor();
    network.be('silent');
    network.cut();
    await send('Into the silence');
    await page.getByText('Sending…').waitFor();
    network.be('open');
    network.cut();
    await sent().waitFor();
    const conversation = await arrived('Into the silence');
    network.be('silent');
    await send('Once more');
    await page.getByText('Sending…').waitFor();
    network.be('open');
    network.cut();
    await sent().waitFor();
    expect(await stored(conversation)).toEqual(['Into the silence', 'Once more']);
  });

  test('with something that answers garbage in the server’s place nothing is shown of it, and all goes on afterwards', async () => {
    let garbled = true;
    await context.route(/\/(assets|manifest\.json|api\/)/, (route) =>
      garbled ? route.fulfill(next()) : route.fallback(),
    );
    await context.routeWebSocket(/socket\.io/, (near: WebSocketRoute) => {
      if (garbled) return void near.send('<html>Welcome to Hotel Wi-Fi</html>');
      const far = near.connectToServer();
      near.onMessage((text) => far.send(text));
      far.onMessage((text) => near.send(text));
    });
    await page.goto(shop.origin);
    await launcher().click();
    await expect.poll(() => launcher().getAttribute('aria-busy')).toBe('true');
    await page.waitForTimeout(500);
    garbled = false;
    await composer().waitFor();
    garbled = true;
    await send('Is anybody there?');
    await page.getByText('Sending…').waitFor();
    await foyer('identify', 'no.token.atall');
    await foyer('track', 'waited');
    const trouble = page.getByText('Something went wrong on our side. We keep trying.');
    await trouble.waitFor();
    garbled = false;
    await sent().waitFor();
    await trouble.waitFor({ state: 'detached' });
    const conversation = await arrived('Is anybody there?');
    await answer(conversation, 'We are.');
    await bubble('We are.').waitFor();
  });

  test('a line that says in the middle of a talk what our server never would is not believed', async () => {
    let near: WebSocketRoute | undefined;
    let garbled = false;
    await context.routeWebSocket(/socket\.io/, (opened: WebSocketRoute) => {
      near = opened;
      const far = opened.connectToServer();
      opened.onMessage((text) => far.send(text));
      // Each answer says yes, and nothing else.
      far.onMessage((text) =>
        opened.send(garbled ? `${text}`.replace(/^(43\/visitor,\d+).*$/s, '$1[{"ok":true}]') : text),
      );
    });
    await open();
    await send('Before');
    const conversation = await arrived('Before');
    await sent().waitFor();
    garbled = true;
    for (const said of ['5', '[5]', '[{}]', 'null', '[{"conversation":"x","from":0,"to":1}]', '{"messages":7}']) {
      for (const event of ['posted', 'read', 'typed', 'changed', 'never-heard-of'])
        near?.send(`42/visitor,["conversations:${event}",${said}]`);
    }
    for (const words of ['43/visitor,99[null]', '43/visitor,1["yes"]', '42/visitor,[]', '42/visitor,[7]', '4'])
      near?.send(words);
    await send('In the middle');
    await page.waitForTimeout(500);
    garbled = false;
    near?.close();
    await expect.poll(() => stored(conversation), { timeout: 15_000 }).toEqual(['Before', 'In the middle']);
    await answer(conversation, 'After');
    await bubble('After').waitFor();
    await expect.poll(() => page.getByRole('log').getByText('In the middle').count()).toBe(1);
    await sent().waitFor();
  });
});

const launcherOrClose = () => page.getByRole('button', { name: /^(Close chat|Chat with)/ }).last();

let turn = 0;
/** What proxies, portals and broken servers answer, one after another. */
function next() {
  const bodies = [
    '<html>Welcome to Hotel Wi-Fi</html>',
    'null',
    '[]',
    '{}',
    '5',
    '"yes"',
    '{"ok":true}',
    '{"ok":false}',
    '{"o',
    '',
  ];
  const at = turn++;
  return {
    status: at % 4 === 3 ? 502 : 200,
    body: bodies[at % bodies.length],
    contentType: ['text/html', 'application/json', 'text/javascript'][at % 3],
    headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
  };
}

/** Puts another Promise in place of the browser's. What async functions give stays the browser's own. */
function stranger(kind: string): void {
  const Native = Promise;
  const { then } = Native.prototype;
  if (kind === 'that is none') {
    Object.assign(window, { Promise: undefined });
    return;
  }
  class OfLongAgo {
    #native: Promise<unknown>;
    constructor(act: (...ends: ((value: unknown) => void)[]) => void) {
      this.#native = new Native(act as never);
    }
    // biome-ignore lint/suspicious/noThenProperty: that is what a promise is
    then(done: never, failed: never) {
      return new OfLongAgo((resolve, reject) => {
        then.call(then.call(this.#native, done, failed), resolve as never, reject as never);
      });
    }
    catch(failed: never) {
      return this.then(undefined as never, failed);
    }
  }
  Object.assign(window, { Promise: OfLongAgo });
  // As libraries do that follow what is done later: what the browser's own promises go on with is theirs, too.
  // biome-ignore lint/suspicious/noThenProperty: it is there already
  Native.prototype.then = function (this: Promise<unknown>, done: never, failed: never) {
    return new OfLongAgo((resolve, reject) => {
      then.call(then.call(this, done, failed), resolve as never, reject as never);
    });
  } as never;
}
