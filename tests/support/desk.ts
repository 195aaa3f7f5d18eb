import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** A staff member at their desk: the inbox in a browser of their own. */
export type AtDesk = {
  context: BrowserContext;
  page: Page;
  row(name: string | RegExp): ReturnType<Page['getByRole']>;
  says(text: string): Promise<void>;
  bubble(text: string): ReturnType<Page['getByText']>;
  composer(): ReturnType<Page['getByRole']>;
};

/** Opens the inbox with the session that `cookie` carries. `base` is another way to the same server, such as a bad network. */
export async function sitDown(
  browser: Browser,
  url: string,
  cookie: string,
  options: BrowserContextOptions = {},
  path = '/inbox/',
): Promise<AtDesk> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(url + path);
  await page.getByRole('navigation', { name: 'Inbox' }).waitFor();
  const composer = () => page.getByRole('textbox', { name: /^Write / });
  return {
    ...{ context, page, composer },
    row: (who) => page.getByRole('region', { name: 'Queue' }).getByRole('link').filter({ hasText: who }),
    async says(text) {
      await composer().fill(text);
      await composer().press('Enter');
    },
    bubble: (text) => page.getByRole('log').getByText(text, { exact: true }),
  };
}

/** What axe finds wrong on a page, as 'rule: where'. Evaluated past the page's own policy. */
export async function flawsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // What is on its way in has not its colours yet.
    const roots = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const ending = roots
      .flatMap((root) => root.getAnimations())
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { violations } = await (window as never as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  });
}
