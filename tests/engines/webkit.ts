import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { Builder, Capabilities, Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { type Engine, findIn, onThisMachine, type Size, type Visit, type What } from './engine.ts';

const driver = onThisMachine('WebKitWebDriver');
const screen = onThisMachine('Xvfb');
const browser = onThisMachine('MiniBrowser', ...globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser'));
const KEYS = { Tab: Key.TAB, Enter: Key.ENTER, Escape: Key.ESCAPE };

/** WebKit: GTK's MiniBrowser on a screen that nobody sees, over WebDriver. */
export const webkit: Engine = {
  name: 'WebKit',
  missing:
    driver && screen && browser
      ? null
      : 'There is no WebKit here: install webkit2gtk-driver and xvfb (WebKitWebDriver, MiniBrowser, Xvfb).',
  async start() {
    const shown = spawn(screen as string, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [display] = await once(shown.stdio[3] as Readable, 'data');
    const port = await freePort();
    const driven = spawn(driver as string, [`--port=${port}`, '--host=127.0.0.1'], {
      // As root its own sandbox does not start, and a screen that nobody sees has no graphics card.
      env: {
        ...{ ...process.env, DISPLAY: `:${`${display}`.trim()}`, LANG: 'en_GB.UTF-8' },
        ...{ WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
      },
      stdio: 'ignore',
    });
    const url = `http://127.0.0.1:${port}`;
    await answers(url);
    return {
      version: 'WebKitGTK',
      visit: (size) => visit(url, size),
      async close() {
        for (const child of [driven, shown]) await end(child);
      },
    };
  },
};

/** Each session is a browser of its own, which keeps nothing. */
async function visit(url: string, size: Size): Promise<Visit> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
  });
  const page: WebDriver = await new Builder().usingServer(url).withCapabilities(capabilities).build();
  await page
    .manage()
    .window()
    .setRect({ ...size, x: 0, y: 0 });
  const find = async (what: What) => {
    const found = await page.executeScript<WebElement | null>(findIn, what);
    if (!found) throw new Error(`there is no ${what.css} ${what.name ?? ''}`);
    return found;
  };
  const type = (...keys: string[]) =>
    page
      .actions()
      .sendKeys(...keys)
      .perform();
  return {
    goto: (to) => page.get(to),
    reload: () => page.navigate().refresh(),
    run: (act, value) => page.executeScript(act, value),
    // Its own click on an element takes the host of a shadow root for something that lies in front of it.
    async click(what) {
      const { x, y } = await page.executeScript<{ x: number; y: number }>(middleOf, await find(what));
      await page.actions().move({ x, y, duration: 0 }).click().perform();
    },
    type: (text) => type(text),
    press: (key) => type(KEYS[key]),
    choose: async (what, file) => (await find(what)).sendKeys(file),
    screenshot: async () => Buffer.from(await page.takeScreenshot(), 'base64'),
    close: () => page.quit(),
  };
}

/** Runs in the page. */
function middleOf(node: Element): { x: number; y: number } {
  node.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = node.getBoundingClientRect();
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(url: string): Promise<void> {
  for (const until = Date.now() + 15_000; Date.now() < until; ) {
    if (
      await fetch(`${url}/status`).then(
        (one) => one.ok,
        () => false,
      )
    )
      return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('WebKitWebDriver does not answer');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
