import type { Page } from 'playwright-core';

const id = (n: number) => `0199f3c2-7a10-7c3e-9b1d-5f0e6a4c2b7${n}`;

/** Visitors of this page are asked first, whatever the demo's owner has set. */
export async function askFirst(page: Page): Promise<void> {
  const field = (n: number, kind: string, label: string, required: boolean, options: string[] = []) => ({
    ...{ id: id(n), kind, label, required, options },
  });
  const fields = [
    field(1, 'name', 'Your name', false),
    field(2, 'email', 'Your e-mail address', true),
    field(3, 'choice', 'What is it about?', true, ['An order', 'A return']),
    field(4, 'long', 'What happened?', false),
    field(5, 'tick', 'You may keep what I write for a year.', true),
  ];
  await page.route('**/api/visitor/welcome', async (route) => {
    const response = await route.fetch();
    const form = { version: 1, intro: 'So that we can help you at once:', fields };
    await route.fulfill({ response, json: { ...(await response.json()), form } });
  });
}

/** An owner writes questions, and saves nothing. */
export async function writeQuestions(page: Page): Promise<void> {
  await page.getByLabel('Ask before the first message').check();
  await page.getByLabel('What stands above the questions').fill('So that we can help you at once:');
  const add = page.getByRole('button', { name: 'Add a question' });
  for (const kind of ['Name', 'E-mail address', 'Choice', 'Box to tick']) {
    await add.click();
    const last = page.getByRole('listitem', { name: /^Question \d+$/ }).last();
    await last.getByLabel('Kind of answer').selectOption(kind);
    if (kind !== 'Choice') continue;
    await last.getByRole('textbox', { name: 'Question' }).fill('What is it about?');
    await last.getByLabel('Choices').fill('An order\nA return\nSomething else');
  }
}
