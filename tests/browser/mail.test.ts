import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { launch } from '../support/chromium.ts';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { openPostOffice, ownAddress, type PostOffice } from '../support/post-office.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';
import { signed } from '../support/signing.ts';

/** An answer that finds its visitor by mail, wherever she is: a real mail server, and browsers that share nothing. */
const MINUTE = 60_000;
const VERA = 'vera@home.example';
const NEVER = { zone: 'Europe/Vienna', week: [[], [], [], [], [], [], []], holidays: [] };

let house: OpenHouse;
let post: PostOffice;
let shop: HostPage;
let later = 0;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
afterAll(() => browser.close());
beforeEach(async () => {
  later = 0;
  post = await openPostOffice();
  house = await openHouse({ ...post.env, ...(await ownAddress()) }, () => Date.now() + later);
  shop = await openHostPage({ foyer: house.url, key: house.site.key });
  await house.allow(SHOP, shop.origin);
  await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours: NEVER });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  shop.close();
  await house.close();
  await post.close();
});

/** A browser that nobody has used before, and what its pages complain of. */
async function device(width: number, more: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 740 }, ...more });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}
const launcherOf = (page: Page) => page.getByRole('button', { name: /^(Chat with|Close chat)/ }).last();
const chatOf = (page: Page) => page.getByRole('dialog', { name: /^Chat with/ });
const says = async (page: Page, text: string) => {
  const composer = page.getByRole('textbox', { name: 'Write a message…' });
  await composer.fill(text);
  await composer.press('Enter');
  await page.getByText(/^(Sent|Read)\b/).waitFor();
};
const pressed = async (page: Page, link: string, name = 'Open my conversation') => {
  await page.goto(link);
  await page.getByRole('button', { name }).click();
};
/** So much time passes, and whatever is due by then is done. */
async function pass(ms: number): Promise<void> {
  later += ms;
  await house.app.slices.jobs.settle();
}
/** The conversation whose last message this is, once the server has it. */
async function conversationOf(body: string): Promise<string> {
  return vi.waitUntil(async () => {
    const { rows } = (await house.asStaff(house.olgasCookie, 'conversations/list', { view: 'open' })).body;
    return rows.find((row: Answer) => row.last.body === body)?.conversation;
  });
}
const olgaAnswers = (conversation: string, body: string) =>
  house.asStaff(house.olgasCookie, 'conversations/post', { id: id(), conversation, body });

describe.each([1280, 360])('Vera at %i px', (width) => {
  test('asks while nobody is there and leaves; the answer comes by mail, and behind its link, on another device, she reads it and answers', async () => {
    const { page: home } = await device(width);
    await home.goto(shop.origin);
    await launcherOf(home).click();
    await home.getByText('We are away at the moment.').waitFor();
    await says(home, 'Do you mend handles?');
    await home.getByRole('button', { name: 'Get the answer by e-mail, too' }).press('Enter');
    await home.getByLabel('Your e-mail address').fill('vera');
    await chatOf(home).getByRole('button', { name: 'Close chat' }).click();
    await launcherOf(home).click();
    await home.getByRole('button', { name: 'Get the answer by e-mail, too' }).click();
    expect(await home.getByLabel('Your e-mail address').inputValue()).toBe('vera');
    await home.getByRole('button', { name: 'Answer me there' }).click();
    await home.getByText('Please write an e-mail address').waitFor();
    await home.getByLabel('Your e-mail address').fill(VERA);
    await home.getByRole('button', { name: 'Answer me there' }).click();
    await home.getByText(`We answer here, and by e-mail to ${VERA}. Please press the button`).waitFor();
    const question = await post.gets(1);
    expect(question).toMatchObject({ to: [VERA], headers: { subject: 'Is this your address? My website' } });
    expect(question.text).not.toContain('handles');

    // She says on her phone that the address is hers, and goes.
    const mailbox = await device(width);
    await pressed(mailbox.page, question.link, 'Yes, this is my address');
    await chatOf(mailbox.page).getByText('Do you mend handles?').waitFor();
    await mailbox.page.close();
    await home.reload();
    await launcherOf(home).click();
    await home.getByText(`We answer here, and by e-mail to ${VERA}.`, { exact: true }).waitFor();
    await home.close();

    const conversation = await conversationOf('Do you mend handles?');
    const olga = await sitDown(browser, house.url, house.olgasCookie);
    contexts.push(olga.context);
    await olga.row('Do you mend handles?').click();
    await olga.page.getByText(VERA).first().waitFor();
    await olga.says('We do, in about a week.');
    expect(await conversationOf('We do, in about a week.')).toBe(conversation);
    await pass(6 * MINUTE);
    const letter = await post.gets(2);
    expect(letter).toMatchObject({ to: [VERA], headers: { subject: 'Olga answered you: My website' } });
    expect(letter.text).toContain('> We do, in about a week.');

    const { page: other, complaints } = await device(width);
    await other.goto(letter.link);
    expect(await flawsOf(other)).toEqual([]);
    expect(
      await other.evaluate(() => [localStorage.length, document.documentElement.scrollWidth <= innerWidth]),
    ).toEqual([0, true]);
    await other.getByRole('button', { name: 'Open my conversation' }).click();
    await chatOf(other).getByText('Do you mend handles?').waitFor();
    await chatOf(other).getByText('We do, in about a week.').waitFor();
    // Nothing that opens a session is left in the address or in the page.
    expect(other.url().replace('en-US', 'en')).toBe(`${house.url}/mail/chat/${house.site.key}?lang=en`);
    expect(await other.content()).not.toMatch(/data-pass|p1\./);
    await says(other, 'Wonderful, I bring it tomorrow.');
    await olga.bubble('Wonderful, I bring it tomorrow.').waitFor();
    expect(await conversationOf('Wonderful, I bring it tomorrow.')).toBe(conversation);

    // The page can be loaded again, and it is still her.
    await other.reload();
    await chatOf(other).getByText('Wonderful, I bring it tomorrow.').waitFor();
    await chatOf(other).getByRole('button', { name: 'Close chat' }).click();
    await other.getByText('Your conversation is open in the chat.').waitFor();
    expect(await flawsOf(other)).toEqual([]);
    expect(complaints).toEqual([]);
    // What she has read there goes to her no more.
    await other.close();
    await pass(60 * MINUTE);
    expect(post.letters).toHaveLength(2);

    // Somebody who has never written here, and she on a third device, read the same; only she gets a letter.
    const { page: third } = await device(width);
    await third.goto(shop.origin);
    await launcherOf(third).click();
    await third.getByRole('button', { name: 'Back' }).click();
    await third.getByRole('button', { name: 'I wrote to you on another device' }).press('Enter');
    await third.getByLabel('Your e-mail address').and(third.locator(':focus')).waitFor();
    await third.keyboard.type('vera');
    await third.keyboard.press('Enter');
    await third.getByText('Please write an e-mail address').waitFor();
    expect(await flawsOf(third)).toEqual([]);
    await third.getByLabel('Your e-mail address').fill(VERA);
    await third.getByRole('button', { name: 'Send me the letter' }).click();
    await third.getByText(`If conversations belong to ${VERA}, a letter is on its way there.`).waitFor();
    await pass(MINUTE);
    const { link } = await post.gets(3);
    // Nothing was begun there, so nothing is lost; once something is, the page says so before the button.
    const lost = third.getByText(/^A chat was begun in this browser before\./);
    await third.goto(`${house.url}/chat/${house.site.key}`);
    await third.getByRole('textbox', { name: 'Write a message…' }).waitFor();
    await third.goto(link);
    expect(await lost.isVisible()).toBe(false);
    await third.goto(`${house.url}/chat/${house.site.key}`);
    await says(third, 'Somebody else asks here.');
    await third.goto(link);
    await lost.waitFor();
    expect(await flawsOf(third)).toEqual([]);
    expect(await third.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await third.getByRole('button').click();
    await chatOf(third).getByText('Wonderful, I bring it tomorrow.').waitFor();
  });
});

test.each([1280, 360])(
  'at %i px, whose letter has to wait reads until when, and whose address wants none reads that',
  async (width) => {
    const give = async () => house.asVisitor(await house.visitorToken(), 'notifications/give-address', { email: VERA });
    const { page } = await device(width);
    const leave = async (email: string) => {
      await page.getByLabel('Your e-mail address').fill(email);
      await page.getByLabel('Your e-mail address').press('Enter');
    };
    await page.goto(shop.origin);
    await launcherOf(page).click();
    await says(page, 'Do you mend handles?');
    for (let nth = 1; nth <= 3; nth += 1) expect((await give()).body).toEqual({ ok: true });
    await page.getByRole('button', { name: 'Get the answer by e-mail, too' }).press('Enter');
    await leave(VERA);
    await page.getByText(`We write to ${VERA} in 60 minutes, by ourselves.`).waitFor();
    expect(await flawsOf(page)).toEqual([]);

    const [, stop = ''] = /<([^>]+)>/.exec((await post.gets(1)).headers['list-unsubscribe'] as string) ?? [];
    await fetch(stop, { method: 'POST', headers: { origin: house.url } });
    await page.getByRole('button', { name: 'Change' }).click();
    await leave(VERA);
    await page.getByRole('alert').getByText(`${VERA} has asked us for no more mail.`).waitFor();
    expect(await page.getByText(/^We answer here, and by e-mail/).count()).toBe(0);
    expect(await flawsOf(page)).toEqual([]);
  },
);

describe.each([1280, 360])('a transcript at %i px', (width) => {
  test('goes to Vera’s address once it is proven, and never before', async () => {
    const { page } = await device(width);
    await page.goto(shop.origin);
    await launcherOf(page).click();
    await says(page, 'Do you mend handles?');
    const keep = page.getByRole('button', { name: 'Keep this conversation' });
    await keep.press('Enter');
    await page.getByRole('button', { name: 'Send it by e-mail' }).press('Enter');
    await page.getByText('It goes to an address that is proven to be yours.').waitFor();
    const ways = page.getByRole('group', { name: 'Keep this conversation' });
    await ways.getByRole('button', { name: 'Get the answer by e-mail, too' }).click();
    await ways.getByLabel('Your e-mail address').fill(VERA);
    await ways.getByLabel('Your e-mail address').press('Enter');
    expect(await flawsOf(page)).toEqual([]);
    const { link } = await post.gets(1);
    await ways.getByRole('button', { name: 'Send it', exact: true }).click();
    await page.getByText('It goes to an address that is proven to be yours.').waitFor();
    const { page: mailbox } = await device(width);
    await pressed(mailbox, link, 'Yes, this is my address');
    await chatOf(mailbox).getByText('Do you mend handles?').waitFor();
    expect(post.letters).toHaveLength(1);
    await ways.getByRole('button', { name: 'Send it', exact: true }).click();
    await page.getByText(`The conversation is on its way to ${VERA}.`).waitFor();
    const letter = await post.gets(2);
    expect(letter).toMatchObject({ to: [VERA], headers: { subject: 'Your conversation with My website' } });
    expect(letter.text).toContain('> Do you mend handles?');
  });
});

describe.each([1280, 360])('Una, whom the shop vouches for without an address, at %i px', (width) => {
  test('leaves one in the chat, and reads why where she may not', async () => {
    const { value } = (await house.asStaff(house.olgasCookie, 'people/make-secret', { site: house.site.id })).body;
    const { page } = await device(width);
    await page.goto(shop.origin);
    await launcherOf(page).waitFor();
    const token = signed(value, { sub: 'una', name: 'Una' });
    await page.evaluate((jwt) => window.Foyer?.('identify', jwt) as Promise<unknown>, token);
    await launcherOf(page).click();
    await says(page, 'Do you mend handles?');
    await page.getByRole('button', { name: 'Get the answer by e-mail, too' }).press('Enter');
    await page.getByLabel('Your e-mail address').fill('una@home.example');
    await page.getByLabel('Your e-mail address').press('Enter');
    await page.getByText('by e-mail to una@home.example. Please press the button').waitFor();
    const { link } = await post.gets(1);
    // She has changed to the form once more when she says in another window that the first address is hers.
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('Your e-mail address').fill('una@work.example');
    await fetch(link, { method: 'POST', headers: { origin: house.url } });
    await page.getByLabel('Your e-mail address').press('Enter');
    await page.getByRole('alert').getByText('Answers cannot go to una@work.example.').waitFor();
    await page.getByText('We answer here, and by e-mail to una@home.example.', { exact: true }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
  });
});

test('Amal writes on the site’s own page, and all that follows is in Arabic and from right to left: letter, page, chat', async () => {
  const cairo = { locale: 'ar-EG', timezoneId: 'Africa/Cairo', colorScheme: 'dark' } as const;
  const { page, complaints } = await device(360, cairo);
  const stands = () =>
    page.evaluate(() => {
      const { lang, dir, scrollWidth } = document.documentElement;
      return [lang, dir, scrollWidth <= innerWidth];
    });
  await page.goto(`${house.url}/chat/${house.site.key}`);
  const composer = page.getByRole('textbox', { name: 'اكتب رسالة…' });
  await composer.fill('هل تصلحون المقابض؟');
  await composer.press('Enter');
  await page.getByText(/^أُرسلت/).waitFor();
  expect(await stands()).toEqual(['ar-EG', 'rtl', true]);
  expect(await flawsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'استلم الرد بالبريد الإلكتروني أيضًا' }).click();
  await page.getByLabel('عنوان بريدك الإلكتروني').fill('amal@home.example');
  await page.getByLabel('عنوان بريدك الإلكتروني').press('Enter');
  const letter = await post.gets(1);

  // The letter as a mail program shows it.
  await page.goto('about:blank');
  await page.setContent(letter.html);
  expect(await stands()).toEqual(['ar-EG', 'rtl', true]);
  const link = page.getByRole('link', { name: 'نعم، هذا عنواني' });
  expect(await link.evaluate((button) => innerWidth - button.getBoundingClientRect().right)).toBeLessThan(30);
  // A letter is a part of a mail program’s page, which has the landmarks.
  const isOfPages = /^(landmark-one-main|page-has-heading-one|region):/;
  expect((await flawsOf(page)).filter((flaw) => !isOfPages.test(flaw))).toEqual([]);

  await page.goto(letter.link);
  await page.getByText('هل هذا عنوانك، وهل تركته هنا في دردشة؟ أكّد ذلك إذن.').waitFor();
  expect(await stands()).toEqual(['ar-EG', 'rtl', true]);
  expect(await page.getByRole('heading').evaluate((head) => getComputedStyle(head).direction)).toBe('rtl');
  expect(await flawsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'نعم، هذا عنواني' }).click();
  await page.getByRole('textbox', { name: 'اكتب رسالة…' }).waitFor();
  await page.getByText('هل تصلحون المقابض؟').waitFor();
  expect(await stands()).toEqual(['ar-EG', 'rtl', true]);
  expect(complaints).toEqual([]);
});

describe('a link in a letter', () => {
  /** Vera wrote twice, her address is proven, and the older conversation is answered. */
  async function answered(): Promise<{ link: string }> {
    const token = await house.visitorToken();
    const ask = async (verb: string, payload: object) => (await house.asVisitor(token, verb, payload)).body;
    const [older, newer] = [id(), id()];
    const { conversation } = await ask('conversations/post', { id: older, body: 'The older question' });
    await ask('conversations/post', { id: newer, start: newer, body: 'The newer question' });
    await ask('notifications/give-address', { email: VERA });
    const { link } = await post.gets(1);
    await fetch(link, { method: 'POST', headers: { origin: house.url } });
    await olgaAnswers(conversation, 'The answer to the older one');
    await pass(6 * MINUTE);
    return post.gets(2);
  }

  test('opens the conversation that was answered, also where another one is newer', async () => {
    const { link } = await answered();
    const { page } = await device(1280);
    await pressed(page, link);
    await chatOf(page).getByText('The answer to the older one').waitFor();
    expect(await chatOf(page).getByText('The newer question').count()).toBe(0);
  });

  test('takes the place of whoever was in that browser: nothing of Otto is left, nor sent as hers', async () => {
    const { link } = await answered();
    const { page } = await device(1280);
    await page.goto(`${house.url}/demo/`);
    await launcherOf(page).click();
    await says(page, 'This is Otto');
    await page.getByRole('textbox', { name: 'Write a message…' }).fill('Half a sentence of Ot');
    await pressed(page, link);
    await chatOf(page).getByText('The answer to the older one').waitFor();
    expect(await page.getByRole('textbox', { name: 'Write a message…' }).inputValue()).toBe('');
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain('Otto');
    await page.goto(`${house.url}/demo/`);
    await launcherOf(page).click();
    await chatOf(page).getByText('The answer to the older one').waitFor();
    expect(await page.getByText('This is Otto').count()).toBe(0);
  });

  test('says so where the server is away, and goes on from there by a button', async () => {
    const { link } = await answered();
    const { page } = await device(360);
    await page.goto(link);
    await page.route('**/api/visitor/sessions', (route) => route.abort());
    await page.getByRole('button', { name: 'Open my conversation' }).click();
    await page.getByText('Your conversation could not be opened').waitFor();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.unroute('**/api/visitor/sessions');
    await page.getByRole('button', { name: 'Try again' }).click();
    await chatOf(page).getByText('The answer to the older one').waitFor();
  });

  test('brings nobody into a stranger’s conversation by an address: the page behind it alone opens nothing', async () => {
    await answered();
    const { page } = await device(1280);
    await page.goto(`${house.url}/mail/chat/${house.site.key}#foyer=p1.somebody&conversation=x`);
    await page.getByText('Nobody’s conversation is open in this browser.').waitFor();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
});

describe('the owner', () => {
  test('reads on the site’s page as whom mail goes out', async () => {
    const olga = await sitDown(browser, house.url, house.olgasCookie, {}, `/inbox/sites/${house.site.id}`);
    contexts.push(olga.context);
    await olga.page
      .getByText(/^Answers that visitors have not read .* as chat@shop\.example by 127\.0\.0\.1/)
      .waitFor();
    expect(await flawsOf(olga.page)).toEqual([]);
  });

  test('reads there that mail is off, and what that means', async () => {
    const quiet = await openHouse();
    const olga = await sitDown(browser, quiet.url, quiet.olgasCookie, {}, `/inbox/sites/${quiet.site.id}`);
    contexts.push(olga.context);
    await olga.page.getByText(/^No mail goes out from here/).waitFor();
    await quiet.close();
  });
});
