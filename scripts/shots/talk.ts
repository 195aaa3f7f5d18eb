import type { Page } from 'playwright-core';
import type { Said } from './words.ts';

const SIGNS = `Is the **green** one *really* dishwasher-proof? See [the page](https://shop.example/teapot) or https://shop.example/care

> It is, at 60 degrees

1. pour
2. wait \`3 min\`
   - or four

\`\`\`
TEA-17
\`\`\``;

/** Leads a chat that is open to where one message answers another and has emoji; `say` sends. */
export async function talkTogether(page: Page, words: Said, say: (text: string) => Promise<void>): Promise<void> {
  const { chat, talk } = words;
  await say(SIGNS);
  await page.locator('.line .marked').first().waitFor();
  await page.getByText(chat.sent, { exact: true }).waitFor();
  for (const emoji of ['❤️', '👍']) {
    await openMenu(page, words);
    await page.getByRole('menuitemcheckbox', { name: emoji }).click();
    // From right to left its values stand between signs that nobody sees: what it is called is not looked for as a text.
    await page.locator('.chips button[aria-pressed=true]', { hasText: emoji }).waitFor();
  }
  await openMenu(page, words);
  await page.getByRole('menuitem', { name: talk.reply }).click();
  await say('I mean this one.');
  await page.locator('.quote').waitFor();
  await page.getByText(chat.sent, { exact: true }).waitFor();
}

/** The menu of the newest message. */
export async function openMenu(page: Page, { talk }: Said): Promise<void> {
  await page.getByRole('button', { name: talk.options }).last().press('Enter');
  await page.getByRole('menu').waitFor();
}
