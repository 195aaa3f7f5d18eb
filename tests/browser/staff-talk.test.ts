import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf } from '../support/desk.ts';
import { openPair, type Pair } from '../support/pair.ts';
import type { Answer } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** Issue 3, number 2, from the inbox: what Olga does with single messages, while Vera looks on. */
const SOON = { timeout: 10_000 };
let scene: Scene;
let pair: Pair;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach(() => pair.close());

const page = () => pair.olga.page;
const log = () => page().getByRole('log');
const message = (text: string) => log().getByRole('article').filter({ hasText: text }).last();
const menuOf = (text: string) => message(text).getByRole('button', { name: 'What to do with this message' });
const choose = async (text: string, what: string) => {
  await message(text).hover();
  await menuOf(text).click();
  await page().getByRole('menuitem', { name: what, exact: true }).click();
};
const hasFocus = (name: string) =>
  expect.poll(() => page().evaluate(() => document.activeElement?.ariaLabel), SOON).toContain(name);
/** The conversation as staff get it fresh. */
const stored = async (): Promise<Answer[]> =>
  (await scene.house.asStaff(scene.house.olgasCookie, 'conversations/sync', { conversation: pair.conversation })).body
    .messages;
const isStored = (fits: (all: Answer[]) => boolean) => expect.poll(async () => fits(await stored()), SOON).toBe(true);

describe.each([360, 1280])('Olga at %i px', (width) => {
  const viewport = { width, height: 740 };

  test('answers one message of several, and finds the way from the answer to it', async () => {
    pair = await openPair(scene, `Is the lid glazed, at ${width}?`, { viewport });
    await pair.asks('And is it *heavy*?', 'heavy');
    for (let n = 1; n <= 12; n++) await pair.olga.says(`One moment, ${n}`);
    await choose('And is it heavy?', 'Reply to this');
    await expect.poll(() => page().evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    expect(await page().locator('.answers').textContent()).toContain('And is it heavy?');
    expect(await flawsOf(page())).toEqual([]);
    await page().reload();
    await pair.olga.says('Not at all');
    await pair.said('Not at all').waitFor();
    await isStored((all) => all.at(-1).replyTo === all[1].id && all[1].body === 'And is it *heavy*?');
    expect(await page().locator('.answers').count()).toBe(0);

    await log().evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await message('Not at all')
      .getByRole('button', { name: /And is it heavy\?/ })
      .click();
    await expect
      .poll(() => page().evaluate(() => document.activeElement?.closest('article')?.textContent))
      .toContain('And is it heavy?');
    await expect
      .poll(() => message('And is it heavy?').evaluate((one) => one.getBoundingClientRect().top))
      .toBeGreaterThan(0);
    expect(await page().evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('a note that answers is a note, too, and one that is answered stays one', async () => {
    pair = await openPair(scene, `Who has a key, at ${width}?`, { viewport });
    await page().getByRole('button', { name: 'Note', exact: true }).click();
    await pair.olga.says('Jonas has one');
    await log().getByText('Note: only staff see this').first().waitFor();
    await page().getByRole('button', { name: 'Reply', exact: true }).click();
    await choose('Jonas has one', 'Reply to this');
    await page().getByRole('textbox', { name: 'Write a note for your colleagues…' }).waitFor();
    await pair.olga.says('Since Monday');
    await isStored((all) => all.at(-1).note === true && all.at(-1).replyTo === all.at(-2).id);
    await choose('Jonas has one', 'Reply to this');
    await page().getByRole('button', { name: 'Reply', exact: true }).click();
    expect(await page().locator('.answers').count()).toBe(0);
    await pair.olga.says('Olga has');
    await pair.said('Olga has').waitFor();
    expect(await pair.vera.getByText('Jonas has one').count()).toBe(0);
  });

  test('reacts by a press and takes it away again; Vera’s is shown beside it', async () => {
    pair = await openPair(scene, `It came in one piece, at ${width}!`, { viewport });
    const opening = `It came in one piece, at ${width}!`;
    await message(opening).hover();
    await menuOf(opening).click();
    expect(await flawsOf(page())).toEqual([]);
    await page().getByRole('menuitemcheckbox', { name: 'React with 🎉' }).click();
    const chip = log().getByRole('button', { name: /^🎉 by/ });
    await chip.waitFor();
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    await isStored((all) => all[0].reactions?.[0]?.emoji === '🎉');
    await chip.click();
    await expect.poll(() => chip.count(), SOON).toBe(0);
    await isStored((all) => all[0].reactions === undefined);
    const [first] = await stored();
    const token = await pair.vera.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.endsWith(':session')) as string;
      return (JSON.parse(localStorage.getItem(key) as string) as { token: string }).token;
    });
    await fetch(`${scene.house.url}/api/visitor/conversations/react`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, origin: scene.shop.origin },
      body: JSON.stringify({ id: first.id, emoji: '❤️', on: true }),
    });
    const hers = log().getByRole('button', { name: /^❤️ by/ });
    await hers.waitFor();
    await hers.click();
    await expect.poll(() => hers.textContent()).toMatch(/2/);
    expect(await hers.getAttribute('aria-label')).toMatch(/, you$/);
  });

  test('finds an emoji by its name, where she is writing and for a reaction', async () => {
    pair = await openPair(scene, `Does it fly, at ${width}?`, { viewport });
    const { keyboard } = page();
    await pair.olga.composer().fill('Like a !');
    await pair.olga.composer().press('ArrowLeft');
    await page().getByRole('button', { name: 'Emoji', exact: true }).click();
    const search = page().getByRole('searchbox', { name: 'Search emoji' });
    await page().getByRole('button', { name: 'grinning face', exact: true }).waitFor();
    expect(await flawsOf(page())).toEqual([]);
    await search.fill('xqj');
    await page().getByText('There is no such emoji.').waitFor();
    await search.fill('hedgehog');
    await page()
      .getByText(/^Found: /)
      .waitFor();
    await search.press('ArrowDown');
    await hasFocus('hedgehog');
    // A letter there is none of the desk's keys.
    await keyboard.press('e');
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    expect(await pair.olga.composer().inputValue()).toBe('Like a 🦔!');
    await expect.poll(() => page().evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await keyboard.press('Enter');
    await pair.said('Like a 🦔!').waitFor();

    await message('Does it fly').hover();
    await menuOf('Does it fly').click();
    await page().getByRole('menuitem', { name: 'React with another emoji' }).click();
    await page().getByRole('dialog').getByRole('searchbox').fill('octopus');
    await page().getByRole('dialog').getByRole('button', { name: 'octopus' }).waitFor();
    expect(await flawsOf(page())).toEqual([]);
    expect(await page().evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await keyboard.press('Enter');
    await isStored((all) => all[0].reactions?.[0]?.emoji === '🐙');
    await expect.poll(() => page().getByRole('dialog').count()).toBe(0);
    await hasFocus('What to do with this message');
  });

  test('changes what she wrote and takes it back; Vera sees both', async () => {
    pair = await openPair(scene, `When do you open, at ${width}?`, { viewport });
    await pair.olga.says('At ten');
    await pair.said('At ten').waitFor();
    await pair.olga.says('Or at elven');
    await pair.said('Or at elven').waitFor();
    await pair.olga.composer().press('ArrowUp');
    const editor = page().getByRole('textbox', { name: 'Edit your message' });
    await editor.fill('Or at eleven');
    await editor.press('Enter');
    await pair.said('Or at eleven').waitFor();
    expect(await message('Or at eleven').textContent()).toContain('edited');
    await choose('At ten', 'Take back');
    await page().getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await expect.poll(() => pair.said('At ten').count(), SOON).toBe(0);
    expect(await log().getByText('At ten').count()).toBe(0);
  });
});

describe('Olga, by keys and when it is refused', () => {
  test('goes from message to message by arrows, into the menu, along the emoji, and back', async () => {
    pair = await openPair(scene, 'By keys alone');
    await pair.olga.says('The first');
    await pair.olga.says('The second');
    await isStored((all) => all.length === 3);
    await menuOf('The second').focus();
    const { keyboard } = page();
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await hasFocus('React with 👍');
    await keyboard.press('ArrowRight');
    await hasFocus('React with ❤️');
    await keyboard.press('Enter');
    await isStored((all) => all[0].reactions?.[0]?.emoji === '❤️');
    await keyboard.press('Enter');
    await hasFocus('React with 👍');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => page().locator('.answers').textContent()).toContain('By keys alone');
    await hasFocus('Write to ');
    await keyboard.type('Answered by keys');
    await keyboard.press('Enter');
    await pair.said('Answered by keys').waitFor();
  });

  test('what the server refuses is undone, with a sentence, and what she typed is there again', async () => {
    pair = await openPair(scene, 'Refuse me');
    const { house } = scene;
    const [{ id: opening }] = await stored();
    for (const emoji of ['🫖', '🌧️', '🍋', '🌿', '🧵']) {
      await house.asStaff(house.olgasCookie, 'conversations/react', { id: opening, emoji, on: true });
    }
    await log()
      .getByRole('button', { name: /^🧵 by/ })
      .waitFor();
    await message('Refuse me').hover();
    await menuOf('Refuse me').click();
    await page().getByRole('menuitemcheckbox', { name: 'React with 👍' }).click();
    await page().getByText('Five reactions of one person are enough.').waitFor();
    await expect
      .poll(
        () =>
          log()
            .getByRole('button', { name: /^👍 by/ })
            .count(),
        SOON,
      )
      .toBe(0);

    await pair.olga.says('A mistake');
    await pair.said('A mistake').waitFor();
    const own = (await stored()).at(-1).id;
    await pair.olga.composer().press('ArrowUp');
    const editor = page().getByRole('textbox', { name: 'Edit your message' });
    await editor.fill('No mistake');
    await pair.olga.context.setOffline(true);
    await editor.press('Enter');
    await page().getByText('The line to the server is down.').waitFor({ timeout: 20_000 });
    await expect.poll(() => editor.inputValue()).toBe('No mistake');
    await pair.olga.context.setOffline(false);
    await isStored((all) => all.at(-1).id === own && all.at(-1).body === 'A mistake');
  });
});
