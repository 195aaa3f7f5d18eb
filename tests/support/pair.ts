import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type AtDesk, sitDown } from './desk.ts';
import type { HostPage } from './hostpage.ts';
import type { HouseProcess } from './server.ts';

/** A visitor on the shop's page and Olga in the inbox, in one conversation, each in a browser of their own. */
export type Pair = {
  vera: Page;
  olga: AtDesk;
  conversation: string;
  /** Vera writes. `shown`: a piece of it as it is then shown. */
  asks(text: string, shown?: string): Promise<void>;
  /** A bubble on Vera's side. */
  said(text: string | RegExp): ReturnType<Page['getByText']>;
  close(): Promise<void>;
};

/** Vera begins a conversation with `opening`, and Olga has it before her. */
export async function openPair(
  { browser, house, shop }: { browser: Browser; house: HouseProcess; shop: HostPage },
  opening: string,
  options: BrowserContextOptions = {},
): Promise<Pair> {
  // The browser that npm brings names no language of its own.
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const vera = await context.newPage();
  vera.setDefaultTimeout(10_000);
  await vera.goto(shop.origin);
  await vera.getByRole('button', { name: /^Chat with/ }).click();
  const field = vera.getByRole('textbox', { name: 'Write a message…' });
  const said = (text: string | RegExp) => vera.getByRole('log').getByText(text, { exact: typeof text === 'string' });
  const asks = async (text: string, shown = text) => {
    await field.fill(text);
    await field.press('Enter');
    await said(shown).waitFor();
  };
  await asks(opening);
  await vera.getByText('Sent', { exact: true }).waitFor();
  const { rows } = (await house.asStaff(house.olgasCookie, 'conversations/list', { view: 'open', words: opening }))
    .body;
  const { conversation } = rows[0];
  const olga = await sitDown(browser, house.url, house.olgasCookie, options);
  await olga.row(opening).click();
  await olga.bubble(opening).waitFor();
  return {
    ...{ vera, olga, conversation, asks, said },
    async close() {
      await context.close();
      await olga.context.close();
    },
  };
}
