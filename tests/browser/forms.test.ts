import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Field } from '../../protocol/forms.ts';
import { type AtDesk, flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** What a shop asks before the first message: as a visitor answers it, as staff read it, and as an owner writes it. */
let scene: Scene;
let context: BrowserContext;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
afterEach(() => context.close());

const field = (kind: Field['kind'], label: string, more: Partial<Field> = {}): Field => ({
  ...{ id: id(), kind, label, required: false, options: [] },
  ...more,
});
const FIELDS = [
  field('name', 'Your name'),
  field('email', 'Your e-mail address', { required: true }),
  field('choice', 'What is it about?', { required: true, options: ['An order', 'A return'] }),
  field('long', 'What happened?'),
  field('tick', 'You may keep what I write for a year.', { required: true }),
];
const olga = async (verb: string, payload: object): Promise<Answer> =>
  (await scene.house.asStaff(scene.house.olgasCookie, verb, payload)).body;
const ask = (on: boolean) =>
  olga('forms/set', { site: scene.house.site.id, form: { on, intro: 'A few questions first:', fields: FIELDS } });

const launcher = (page: Page) => page.getByRole('button', { name: /^Chat with/ });
const composer = (page: Page) => page.getByRole('textbox', { name: 'Write a message…' });
const form = (page: Page) => page.getByRole('group', { name: 'Before you write' });
const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = document.querySelector('foyer-widget')?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label') ?? (inside as HTMLInputElement | null)?.labels?.[0]?.textContent ?? null;
  });
/** The conversation whose last message this is, once the server has it. */
const conversationOf = (body: string): Promise<string> =>
  vi.waitUntil(
    async () => {
      const { rows } = await olga('conversations/list', { view: 'open' });
      return rows.find((row: Answer) => row.last?.body === body)?.conversation;
    },
    { timeout: 10_000 },
  );

async function visit(width: number, path = '/strict'): Promise<Page> {
  context = await scene.browser.newContext({ viewport: { width, height: 740 } });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(scene.shop.origin + path);
  const welcomed = page.waitForResponse(/visitor\/welcome/);
  await launcher(page).click();
  await Promise.all([welcomed, composer(page).waitFor()]);
  return page;
}

describe.each([1280, 360])('%i px wide', (width) => {
  test('Vera answers by keyboard alone, is told what lacks, and both arrive together; nobody asks again in that conversation', async () => {
    await ask(true);
    const page = await visit(width);
    await form(page).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    await expect.poll(() => focused(page), { timeout: 8_000 }).toMatch('Your name');
    await page.keyboard.type('Vera');
    await page.keyboard.press('Enter');
    await page.keyboard.type('vera');
    await composer(page).fill('It has a crack.');
    await composer(page).press('Enter');
    // The first that is wrong has the focus and says why; the message is kept.
    await expect.poll(() => focused(page), { timeout: 8_000 }).toMatch('Your e-mail address');
    const email = page.getByLabel('Your e-mail address');
    const reason = await email.evaluate((input) => {
      const root = input.getRootNode() as ShadowRoot;
      return root.getElementById(input.getAttribute('aria-describedby') as string)?.textContent;
    });
    expect(reason).toBe('Please write an e-mail address, such as vera@example.com.');
    expect(await page.getByText('Please choose one.').count()).toBe(1);
    expect(await page.getByText('Please tick this to go on.').count()).toBe(1);
    expect(await flawsOf(page)).toEqual([]);
    expect(await composer(page).inputValue()).toBe('It has a crack.');
    await email.fill('vera@home.example');
    // What she has typed is there after the page is loaded again.
    await page.reload();
    await launcher(page).click();
    await form(page).waitFor();
    expect(await email.inputValue()).toBe('vera@home.example');
    expect(await composer(page).inputValue()).toBe('It has a crack.');
    await page.getByLabel('What is it about?').selectOption('A return');
    await page.getByLabel('You may keep what I write').check();
    await composer(page).press('Enter');
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(await form(page).count()).toBe(0);
    const conversation = await conversationOf('It has a crack.');
    const { answers } = await olga('forms/answers', { conversation });
    expect(answers.map(({ value }: Answer) => value)).toEqual(['Vera', 'vera@home.example', 'A return', 'yes']);
    const { person } = await olga('conversations/sync', { conversation });
    expect(person).toMatchObject({ kind: 'unverified', name: 'Vera', email: 'vera@home.example' });

    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Start a conversation' }).click();
    await form(page).waitFor();
    expect(await email.inputValue()).toBe('vera@home.example');
    expect(await page.getByLabel('You may keep what I write').isChecked()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('what she answers while the line is gone goes with her message once it is back', async () => {
    await ask(true);
    const page = await visit(width);
    await form(page).waitFor();
    await context.setOffline(true);
    await page.getByLabel('Your e-mail address').fill('vera@home.example');
    await page.getByLabel('What is it about?').selectOption('An order');
    await page.getByLabel('What happened?').fill('It never came.\nWhere is it?');
    await page.getByLabel('You may keep what I write').check();
    const text = `Where is my order, ${width}?`;
    await composer(page).fill(text);
    await composer(page).press('Enter');
    await page.getByText('Sending…').waitFor();
    await composer(page).fill(`And another thing, ${width}`);
    await composer(page).press('Enter');
    await page.reload().catch(() => {});
    await context.setOffline(false);
    await page.goto(`${scene.shop.origin}/strict`);
    const conversation = await conversationOf(`And another thing, ${width}`);
    const { messages } = await olga('conversations/sync', { conversation });
    expect(messages.map(({ body }: Answer) => body)).toEqual([text, `And another thing, ${width}`]);
    const { answers } = await olga('forms/answers', { conversation });
    expect(answers.map(({ value }: Answer) => value)).toEqual([
      ...['vera@home.example', 'An order', 'It never came.\nWhere is it?', 'yes'],
    ]);
  });

  test('where nobody asks, nothing is in the way', async () => {
    await ask(false);
    const page = await visit(width);
    await composer(page).fill('Just a question');
    await composer(page).press('Enter');
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(await form(page).count()).toBe(0);
  });
});

describe.each([1280, 360])('an owner at %i px', (width) => {
  async function olgaAt(path: string): Promise<AtDesk> {
    const { house, browser } = scene;
    const olga = await sitDown(...[browser, house.url, house.olgasCookie], { viewport: { width, height: 800 } }, path);
    context = olga.context;
    return olga;
  }

  test('writes the questions, is told what lacks, puts them in order by keyboard, and visitors are asked that', async () => {
    const { site } = scene.house;
    await olga('forms/set', { site: site.id, form: { on: false, intro: '', fields: [] } });
    const { page } = await olgaAt(`/inbox/sites/${site.id}`);
    await page.getByRole('link', { name: 'Questions first' }).click();
    await page.getByText('No questions yet.').waitFor();
    await page.getByLabel('Ask before the first message').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write at least one question, or switch it off.').waitFor();
    const add = page.getByRole('button', { name: 'Add a question' });
    await add.press('Enter');
    const question = (n: number) => page.getByRole('listitem', { name: `Question ${n}` });
    expect(await question(1).getByLabel('Question', { exact: true }).inputValue()).toBe('Your name');
    await add.press('Enter');
    await question(2).getByLabel('Kind of answer').selectOption('Choice');
    await question(2).getByLabel('Question', { exact: true }).fill('What is it about?');
    await question(2).getByLabel('Choices').fill('An order');
    await question(2).getByLabel('Has to be answered').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please write two different choices at least').waitFor();
    await question(2).getByLabel('Choices').fill('An order\n\n A return ');
    await page.getByRole('button', { name: 'Move question 2 up' }).press('Enter');
    await page.getByText('It is question 1 now.').waitFor();
    // Where the button can do no more, the other one takes the focus.
    const held = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await expect.poll(held).toBe('Move question 1 down');
    await page.getByRole('button', { name: 'Remove question 2' }).press('Enter');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await question(2).getByLabel('Question', { exact: true }).inputValue()).toBe('Your name');
    expect(await flawsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    const { form: kept } = await olga('forms/get', { site: site.id });
    expect(kept).toMatchObject({
      on: true,
      fields: [
        { kind: 'choice', label: 'What is it about?', required: true, options: ['An order', 'A return'] },
        { kind: 'name', label: 'Your name', required: false, options: [] },
      ],
    });
  });

  test('reads beside a conversation what was answered before it', async () => {
    await ask(true);
    const token = await scene.house.visitorToken();
    const { form: kept } = await olga('forms/get', { site: scene.house.site.id });
    const [conversation, version] = [id(), await versionAsked()];
    const answers = [
      { field: kept.fields[1].id, label: kept.fields[1].label, value: 'vera@home.example' },
      { field: kept.fields[2].id, label: kept.fields[2].label, value: 'A return' },
      { field: kept.fields[4].id, label: kept.fields[4].label, value: 'yes' },
    ];
    await scene.house.asVisitor(token, 'forms/answer', { conversation, version, answers });
    await scene.house.asVisitor(token, 'conversations/post', { id: id(), start: conversation, body: 'Hello' });
    const { page } = await olgaAt('/inbox/');
    await page.goto(`${scene.house.url}/inbox/conversations/${conversation}`);
    if (width === 360) await page.getByRole('button', { name: 'About this person' }).click();
    await page.getByRole('heading', { name: 'Answered before' }).waitFor();
    const said = page.getByRole('definition');
    await said.filter({ hasText: /^A return$/ }).waitFor();
    await said.filter({ hasText: /^Yes$/ }).waitFor();
  });

  async function versionAsked(): Promise<number> {
    const { house } = scene;
    const welcome = await house.post('/api/visitor/welcome', { site: house.site.key }, { origin: scene.shop.origin });
    return welcome.body.form.version;
  }
});
