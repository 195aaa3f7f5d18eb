import puppeteer, { type Browser, type ElementHandle } from 'puppeteer-core';
import { type Engine, findIn, onThisMachine, type Size, type Visit, type What } from './engine.ts';

const program = process.env.FIREFOX ?? onThisMachine('firefox-esr', 'firefox');

/** Firefox, over WebDriver BiDi. */
export const firefox: Engine = {
  name: 'Firefox',
  missing: program ? null : 'There is no Firefox here: install firefox-esr, or say where it is by FIREFOX.',
  async start() {
    const browser = await puppeteer.launch({
      ...{ browser: 'firefox', headless: true, executablePath: program as string },
      // Nothing is asked of servers elsewhere.
      extraPrefsFirefox: { 'network.captive-portal-service.enabled': false, 'intl.accept_languages': 'en-GB' },
    });
    return { version: await browser.version(), visit: (size) => visit(browser, size), close: () => browser.close() };
  },
};

async function visit(browser: Browser, size: Size): Promise<Visit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(size);
  const find = async (what: What) => {
    const found = (await page.evaluateHandle(findIn, what)).asElement();
    if (!found) throw new Error(`there is no ${what.css} ${what.name ?? ''}`);
    return found as ElementHandle<Element>;
  };
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    run: (act, value) => page.evaluate(act as never, value as never),
    click: async (what) => (await find(what)).click(),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    choose: async (what, file) => ((await find(what)) as ElementHandle<HTMLInputElement>).uploadFile(file),
    screenshot: async () => Buffer.from(await page.screenshot()),
    close: () => context.close(),
  };
}
