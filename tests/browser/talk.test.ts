import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AtDesk, sitDown } from '../support/desk.ts';
import { POINT } from '../support/files.ts';
import type { HostPage } from '../support/hostpage.ts';
import { type Client, type HouseProcess, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** What Vera and Olga can do with the messages between them: she on the shop's page, Olga in the inbox. */
let scene: Scene;
let house: HouseProcess;
let shop: HostPage;
let browser: Browser;
let vera: { context: BrowserContext; page: Page };
let olga: AtDesk | undefined;
/** Olga by the API, where what she sees is not the point. */
let desk: Client;

beforeAll(async () => {
  scene = await openScene();
  ({ house, shop, browser } = scene);
});
afterAll(() => scene.close());
beforeEach(async () => {
  desk = await house.staff();
});
afterEach(async () => {
  desk.close();
  for (const context of [vera.context, ...(olga ? [olga.context] : [])]) await context.close();
});

const log = () => vera.page.getByRole('log');
const composer = () => vera.page.getByRole('textbox', { name: 'Write a message…' });

async function visit(width: number): Promise<void> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width, height: 760 },
    hasTouch: width < 500,
  });
  vera = { context, page: await context.newPage() };
  vera.page.setDefaultTimeout(10_000);
  await vera.page.goto(shop.origin);
  await vera.page.getByRole('button', { name: /^Chat with/ }).click();
  await composer().waitFor();
}

async function write(text: string): Promise<void> {
  await composer().fill(text);
  await composer().press('Enter');
  await log().locator('.state', { hasText: 'Sent' }).last().waitFor();
}

type Changes = {
  conversation: string;
  messages: { id: string; body: string | null; reactions?: object[]; replyTo?: string }[];
}[];
type Event = 'posted' | 'reacted' | 'edited' | 'taken-back';
/** What Olga hears of a message. */
async function heard(
  event: Event,
  body: string | null,
  more: (one: Changes[0]['messages'][0]) => boolean = () => true,
) {
  const fits = (one: Changes[0]['messages'][0]) => one.body === body && more(one);
  const changes: Changes = await desk.hears(`conversations:${event}`, (all: Changes) =>
    all.some(({ messages }) => messages.some(fits)),
  );
  const change = changes.find(({ messages }) => messages.some(fits)) as Changes[0];
  return { conversation: change.conversation, message: change.messages.find(fits) as Changes[0]['messages'][0] };
}
async function answer(conversation: string, body: string, more: object = {}): Promise<string> {
  const message = id();
  await desk.ask('conversations:post', { id: message, conversation, body, ...more });
  return message;
}
const entry = (text: string) => log().locator('.entry', { hasText: text }).last();
/** The menu of a message: by a finger on a phone, by the button beside it elsewhere. */
async function openMenu(text: string, width: number): Promise<void> {
  if (width < 500) {
    const box = (await entry(text).locator('.bubble').boundingBox())!;
    const cdp = await vera.context.newCDPSession(vera.page);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await vera.page.getByRole('menu').waitFor();
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  } else {
    await entry(text).locator('.bubble').hover();
    await entry(text).getByRole('button', { name: 'Message options' }).click();
    await vera.page.getByRole('menu').waitFor();
  }
}
const item = (name: string) => vera.page.getByRole('menuitem', { name, exact: true });
const inSight = (text: string) =>
  log()
    .locator('.entry', { hasText: text })
    .first()
    .evaluate((node) => {
      const [a, b] = [node.getBoundingClientRect(), node.closest('.messages')!.getBoundingClientRect()];
      return a.top >= b.top && a.bottom <= b.bottom;
    });
const focused = () =>
  vera.page.evaluate(() => {
    const inside = document.querySelector('foyer-widget')?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label') ?? inside?.textContent ?? null;
  });

describe.each([360, 1280])('%d px wide', (width) => {
  beforeEach(() => visit(width));

  test('what is written with signs is shown as it is meant, on both sides, and no markup gets in', async () => {
    await write(
      'Is the **green** teapot [here](https://shop.example/teapot)?\n- 1 litre\n- <b onclick=alert(1)>blue</b>',
    );
    await log().locator('strong', { hasText: 'green' }).waitFor();
    olga = await sitDown(browser, house.url, house.olgasCookie);
    await olga.row(/green/).first().click();
    const thread = olga.page.getByRole('log');
    expect(await thread.locator('strong').last().textContent()).toBe('green');
    const link = thread.getByRole('link', { name: 'here' }).last();
    expect(await link.getAttribute('href')).toBe('https://shop.example/teapot');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await thread.locator('ul li').last().textContent()).toBe('<b onclick=alert(1)>blue</b>');
    await olga.says('Yes: `TEA-17`\n> 1 litre');
    await log().locator('code', { hasText: 'TEA-17' }).last().waitFor();
    expect(await log().locator('blockquote').last().textContent()).toBe('1 litre');
    expect(await log().locator('b, [onclick]').count()).toBe(0);
  });

  test('Vera answers one message among several, and both find the way to it', async () => {
    await write('Two questions');
    const { conversation } = await heard('posted', 'Two questions');
    await answer(conversation, 'Ask **the first** one');
    for (let at = 0; at < 12; at++) await answer(conversation, `Meanwhile ${at}`);
    await entry('Meanwhile 11').waitFor();
    await entry('Ask the first one').scrollIntoViewIfNeeded();
    await openMenu('Ask the first one', width);
    await item('Reply').click();
    expect(await focused()).toBe('Write a message…');
    expect(await vera.page.locator('.replying').textContent()).toContain('Your reply to OlgaAsk the first one');
    await write('Does it drip?');
    expect(await vera.page.locator('.replying').count()).toBe(0);
    const { message } = await heard('posted', 'Does it drip?');
    expect(message.replyTo).toBeTruthy();
    const quote = entry('Does it drip?').locator('.quote');
    expect(await quote.textContent()).toBe('OlgaAsk the first one');
    expect(await inSight('Ask the first one')).toBe(false);
    await quote.click();
    await expect.poll(() => inSight('Ask the first one')).toBe(true);
    await answer(conversation, 'Not a drop', { replyTo: message.id });
    await vera.page.getByRole('button', { name: /new message/ }).click();
    await entry('Not a drop').locator('.quote', { hasText: 'You' }).waitFor();
  });

  test('emoji are given, counted, named and taken away, by Vera and by Olga', async () => {
    await write('Shall I buy it?');
    const { conversation } = await heard('posted', 'Shall I buy it?');
    const said = await answer(conversation, 'Yes, do');
    await entry('Yes, do').waitFor();
    await openMenu('Yes, do', width);
    const quick = vera.page.getByRole('group', { name: 'React' }).locator('button');
    const sizes = await quick.evaluateAll((all) => all.map((one) => (one as HTMLElement).offsetWidth));
    expect(sizes).toEqual(Array(7).fill(44));
    await vera.page.getByRole('menuitemcheckbox', { name: '❤️' }).click();
    await heard('reacted', 'Yes, do', ({ reactions }) => reactions?.length === 1);
    await desk.ask('conversations:react', { id: said, emoji: '❤️', on: true });
    const chip = vera.page.getByRole('button', { name: '❤️ You and Olga' });
    await chip.waitFor();
    expect([await chip.textContent(), await chip.getAttribute('aria-pressed')]).toEqual(['❤️2', 'true']);
    await chip.click();
    await vera.page.getByRole('button', { name: '❤️ Olga', pressed: false }).waitFor();
    await heard('reacted', 'Yes, do', ({ reactions }) => reactions?.length === 1);
  });

  test('an emoji is found by its name and goes where she writes; another goes to a message; those are at hand the next time', async () => {
    const { keyboard } = vera.page;
    await composer().fill('I like  it');
    await composer().evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(7, 7));
    await vera.page.getByRole('button', { name: 'Emoji', exact: true }).click();
    const picker = vera.page.getByRole('group', { name: 'Emoji' });
    const field = picker.getByRole('searchbox', { name: 'Search emoji' });
    await picker.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
    // On a phone no keyboard comes up before she wants it.
    expect(await field.evaluate((node) => node.matches(':focus'))).toBe(width > 500);
    // One that every system draws.
    await field.fill('snai');
    await picker.getByText('Found: 1').waitFor();
    await field.press('ArrowDown');
    await expect.poll(focused).toBe('snail');
    await keyboard.press('Enter');
    expect(await composer().inputValue()).toBe('I like 🐌 it');
    await field.fill('no such thing');
    await picker.getByText('There is no such emoji.').waitFor();
    await keyboard.press('Escape');
    await expect.poll(focused).toBe('Write a message…');
    await keyboard.press('Enter');
    await heard('posted', 'I like 🐌 it');
    await log().locator('.state', { hasText: 'Sent' }).last().waitFor();

    await openMenu('I like 🐌 it', width);
    await vera.page.getByRole('menuitem', { name: 'More emoji' }).click();
    await picker.getByRole('tab', { name: 'Used lately', selected: true }).waitFor();
    await picker.getByRole('tab', { name: 'Food and drink' }).click();
    await picker.getByRole('button', { name: 'green apple' }).focus();
    await keyboard.press('ArrowLeft');
    await expect.poll(focused).toBe('red apple');
    await keyboard.press('Enter');
    await heard('reacted', 'I like 🐌 it', ({ reactions }) => reactions?.length === 1);
    await vera.page.getByRole('button', { name: '🍎 You' }).waitFor();
    expect(await picker.count()).toBe(0);
  });

  test('what Vera wrote she changes and takes back while the site lets her; a refusal undoes it with a sentence', async () => {
    await write('Is it gren?');
    await openMenu('Is it gren?', width);
    await item('Edit').click();
    const field = vera.page.getByRole('textbox', { name: 'Your message' });
    await field.fill('Is it green?');
    await field.press('Enter');
    await entry('Is it green?').getByText('edited').waitFor();
    expect(await focused()).toBe('Message options');
    await heard('edited', 'Is it green?');
    await openMenu('Is it green?', width);
    await item('Edit').click();
    await field.fill('No matter');
    await field.press('Escape');
    await entry('Is it green?').waitFor();
    expect(await focused()).toBe('Message options');
    await openMenu('Is it green?', width);
    await item('Take back').click();
    await item('Take it back for everybody?').click();
    await entry('This message was taken back.').waitFor();
    expect(await focused()).toBe('Write a message…');
    await heard('taken-back', null);
    expect(await entry('This message was taken back.').getByRole('button').count()).toBe(0);

    await write('Too late for this');
    await openMenu('Too late for this', width);
    await house.asStaff(house.olgasCookie, 'sites/update', { site: house.site.id, editMinutes: 0 });
    await item('Take back').click();
    await item('Take it back for everybody?').click();
    await entry('Too late for this').getByRole('alert').waitFor();
    expect(await entry('Too late for this').textContent()).toContain('It is too late to change this message.');
    await house.asStaff(house.olgasCookie, 'sites/update', { site: house.site.id, editMinutes: 15 });
  });

  test('what came while she was away begins with a line; nothing moves while she reads; one press leads to the newest', async () => {
    await write('I am away for a moment');
    const { conversation, message } = await heard('posted', 'I am away for a moment');
    await vera.page.keyboard.press('Escape');
    for (let at = 0; at < 24; at++) await answer(conversation, `While she was away ${at}`);
    await expect.poll(() => vera.page.title()).toMatch(/^\(24\)/);
    await vera.page.getByRole('button', { name: /^Chat with/ }).click();
    await log().locator('.fresh').waitFor();
    expect(await entry('While she was away 0').locator('.fresh').textContent()).toBe('New');
    const mark = () =>
      log()
        .locator('.fresh')
        .evaluate((node) => {
          const { top } = node.getBoundingClientRect();
          return Math.round(top - node.closest('.messages')!.getBoundingClientRect().top);
        });
    await expect.poll(mark).toBe(8);
    expect(await inSight('While she was away 23')).toBe(false);
    await answer(conversation, 'One more below');
    await entry('One more below').waitFor({ state: 'attached' });
    expect(await mark()).toBe(8);
    await vera.page.getByRole('button', { name: '25 new messages' }).click();
    await expect.poll(() => inSight('One more below')).toBe(true);
    await vera.page.getByRole('button', { name: /new messages|Newest messages/ }).waitFor({ state: 'detached' });
    expect(await log().locator('.fresh').count()).toBe(1);
    await desk.ask('conversations:read', { conversation, seq: (message as unknown as { seq: number }).seq });
    await entry('I am away for a moment').scrollIntoViewIfNeeded();
    await openMenu('I am away for a moment', width);
    await vera.page.locator('.facts', { hasText: 'Read by Olga' }).waitFor();
  });

  test('what is older comes in above as she scrolls up, and what she reads stays where it is', async () => {
    await write('Which teas are there?');
    const { conversation } = await heard('posted', 'Which teas are there?');
    for (let at = 0; at < 110; at++) await answer(conversation, `Tea ${at}`);
    await vera.page.reload();
    await vera.page.getByRole('button', { name: /^Chat with/ }).click();
    await entry('Tea 109').waitFor();
    const entries = log().locator('.entry');
    // Said one after the other by one person: named at the beginning, and where the news begin.
    expect(await log().locator('.day').allTextContents()).toEqual(['Today']);
    expect(await log().locator('.author').count()).toBeLessThanOrEqual(2);
    for (let shown = await entries.count(); shown < 111; shown = await entries.count()) {
      const read = await log().evaluate((box) => {
        box.scrollTop = 60;
        const { top } = box.getBoundingClientRect();
        const first = [...box.querySelectorAll('.entry')].find((one) => one.getBoundingClientRect().top > top);
        return { id: first?.getAttribute('data-id'), top: (first?.getBoundingClientRect().top ?? 0) - top };
      });
      await expect.poll(() => entries.count()).toBeGreaterThan(shown);
      // Below the upper edge of the log: at 1280 px the panel itself may still be on its way in.
      const top = () =>
        log().evaluate(
          (box, id) =>
            (box.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect().top ?? Number.NaN) -
            box.getBoundingClientRect().top,
          read.id,
        );
      await expect.poll(async () => Math.abs((await top()) - read.top)).toBeLessThan(2);
    }
    await vera.context.setOffline(true);
    for (const text of ['Wait', 'And wait']) {
      await composer().fill(text);
      await composer().press('Enter');
    }
    await expect.poll(() => log().locator('.state', { hasText: 'Sending' }).count()).toBe(2);
    await log().evaluate((box) => {
      box.scrollTop = 200;
    });
    await vera.page.getByRole('button', { name: /new messages|Newest messages/ }).waitFor();
    // What is said above the log, such as that she is offline, moves nothing that she reads.
    const offline = vera.page.getByText('You are offline');
    await offline.waitFor();
    const tea = await entry('Tea 9').evaluate((one) => one.getBoundingClientRect().top);
    await vera.context.setOffline(false);
    await heard('posted', 'And wait');
    await log().locator('.state', { hasText: 'Sent' }).waitFor({ state: 'attached' });
    await offline.waitFor({ state: 'detached' });
    const moved = () => entry('Tea 9').evaluate((one, was) => Math.abs(one.getBoundingClientRect().top - was), tea);
    await expect.poll(moved).toBeLessThan(2);

    await log().evaluate((box) => {
      box.scrollTop = box.scrollHeight;
    });
    await openMenu('And wait', width);
    await item('Edit').click();
    const save = vera.page.getByRole('button', { name: 'Save' });
    const foot = () =>
      save.evaluate(
        (one) => (one.closest('.messages')?.getBoundingClientRect().bottom ?? 0) - one.getBoundingClientRect().bottom,
      );
    await expect.poll(foot).toBeGreaterThan(-1);
  });

  test('a draft that grows and shrinks, and what is put beside it, leave the newest message in sight', async () => {
    for (let nth = 1; nth <= 12; nth++) await write(`Line ${nth}`);
    const below = vera.page.getByRole('button', { name: 'Newest messages' });
    const atEnd = async (): Promise<void> => {
      await expect
        .poll(() => log().evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight))
        .toBeLessThan(2);
      expect(await below.count()).toBe(0);
    };
    await composer().focus();
    for (let nth = 1; nth <= 5; nth++) {
      await vera.page.keyboard.type(`line ${nth}`);
      await vera.page.keyboard.press('Shift+Enter');
      await atEnd();
    }
    // Tall enough to stay as tall: measured anew with each letter.
    for (const letter of 'word') {
      await vera.page.keyboard.type(letter);
      await atEnd();
    }
    const buffer = Buffer.from(POINT, 'base64');
    for (let nth = 1; nth <= 4; nth++) {
      await vera.page.getByRole('button', { name: 'Attach', exact: true }).click();
      const [chooser] = await Promise.all([
        vera.page.waitForEvent('filechooser'),
        vera.page.getByRole('button', { name: 'Photos or files' }).click(),
      ]);
      await chooser.setFiles([
        { name: `${nth}.png`, mimeType: 'image/png', buffer },
        { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
      ]);
      await vera.page.getByText('nothing.txt').first().waitFor();
      await atEnd();
    }
    for (let left = 4; left > 0; left--) {
      await vera.page
        .getByRole('list', { name: 'Attached to your next message' })
        .getByRole('button', { name: /^Remove/ })
        .first()
        .click();
      await atEnd();
    }
    await composer().fill('');
    await atEnd();
  });

  test('the next day begins with a line, and what she writes then stands below it', async () => {
    await write('Until tomorrow');
    await vera.page.clock.setFixedTime(Date.now() + 24 * 60 * 60_000);
    await vera.page.reload();
    await vera.page.getByRole('button', { name: /^Chat with/ }).click();
    await entry('Until tomorrow').waitFor();
    await vera.context.setOffline(true);
    await composer().fill('Good morning');
    await composer().press('Enter');
    await log().getByText('Good morning').waitFor();
    expect(await log().locator('.day').allTextContents()).toEqual(['Yesterday', 'Today']);
    await vera.context.setOffline(false);
  });

  test('by keyboard: into the messages, along them, into a menu, copy, and back', async () => {
    await vera.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: shop.origin });
    await write('First');
    const { conversation } = await heard('posted', 'First');
    await answer(conversation, 'It is `TEA-17`');
    await entry('It is').getByRole('button', { name: 'Message options' }).waitFor();
    await composer().focus();
    const options = () => vera.page.getByRole('button', { name: 'Message options' });
    for (let at = 0; at < 5 && (await focused()) !== 'Message options'; at++)
      await vera.page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Message options');
    await vera.page.keyboard.press('ArrowUp');
    expect(
      await options()
        .first()
        .evaluate((node) => node.matches(':focus')),
    ).toBe(true);
    await vera.page.keyboard.press('ArrowDown');
    await vera.page.keyboard.press('Enter');
    await vera.page.getByRole('menu', { name: 'Message: It is TEA-17' }).waitFor();
    await expect.poll(focused).toBe('👍');
    await vera.page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Message options');
    await vera.page.keyboard.press('Enter');
    await expect.poll(focused).toBe('👍');
    await vera.page.keyboard.press('End');
    expect(await focused()).toBe('Copy text');
    await vera.page.keyboard.press('Enter');
    await log().getByText('Copied.').waitFor();
    expect(await focused()).toBe('Message options');
    // A button that goes when it is pressed leaves her in the chat.
    await vera.page.keyboard.press('Enter');
    await item('Reply').press('Enter');
    await vera.page.getByRole('button', { name: 'Do not reply to it' }).press('Enter');
    await expect.poll(focused).toBe('Write a message…');
    await vera.page.keyboard.press('Escape');
    await expect.poll(() => log().count()).toBe(0);
  });
});
