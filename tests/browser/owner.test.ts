import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { type AtDesk, sitDown } from '../support/desk.ts';
import { type HostPage, openHostPage } from '../support/hostpage.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';

/** The owner's pages in a real browser, and what they do to a real shop's page. */
let house: OpenHouse;
let shop: HostPage;
let browser: Browser;
let olga: AtDesk;
const more: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
afterAll(() => browser.close());
beforeEach(async () => {
  house = await openHouse();
  await house.allow();
  shop = await openHostPage({ foyer: house.url, key: house.site.key });
  olga = await sitDown(browser, house.url, house.olgasCookie, { permissions: ['clipboard-read', 'clipboard-write'] });
});
afterEach(async () => {
  for (const context of [olga.context, ...more.splice(0)]) await context.close();
  shop.close();
  await house.close();
});

async function visit(path = '/') {
  const context = await browser.newContext();
  more.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(shop.origin + path);
  return page;
}

describe('a site', () => {
  test('is led from its address to the snippet to having been seen', async () => {
    const { page } = olga;
    await page.getByRole('link', { name: 'Sites' }).click();
    await page.getByText('Its address is missing').waitFor();
    await page.getByRole('link', { name: /My website/ }).click();
    await page.getByText('Where does this site live?').waitFor();
    await page.getByText('Write the address of the website first.').first().waitFor();
    expect(await (await visit()).getByRole('button', { name: /^Chat with/ }).count()).toBe(1);

    await page.getByLabel('Address 1').fill('no address');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is no address of a website.').waitFor();
    expect(await page.getByLabel('Address 1').inputValue()).toBe('no address');
    await page.getByLabel('Address 1').fill(`${shop.origin}/cart?x=1`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(await page.getByLabel('Address 1').inputValue()).toBe(shop.origin);

    await page.getByText('Not seen yet.').waitFor();
    await page.getByRole('button', { name: /^Copy.*Snippet$/ }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `<script async src="http://localhost:${new URL(house.url).port}/foyer/${house.site.key}.js"></script>`,
    );
    await visit('/second');
    await page.getByText(`${shop.origin}/`).last().waitFor();
    await page.getByText('The chat was last loaded').waitFor();
  });

  test('shows a change of colour, name and greeting at once in the preview, and after saving on the shop’s page', async () => {
    await house.allow(shop.origin);
    const { page } = olga;
    await page.goto(`${house.url}/inbox/sites/${house.site.id}`);
    await page.getByLabel('Accent colour', { exact: true }).fill('#ffcc00');
    await page.getByLabel('Name').fill('The tea shop');
    await page.getByLabel('Greeting').fill('Hello from the shop');
    const preview = page.getByRole('figure');
    await preview.getByText('The tea shop').waitFor();
    await preview.getByText('Hello from the shop').waitFor();
    const colours = (of: Element) => [getComputedStyle(of).backgroundColor, getComputedStyle(of).color];
    expect(await preview.locator('.head').evaluate(colours)).toEqual(['rgb(255, 204, 0)', 'rgb(0, 0, 0)']);
    await page.getByRole('link', { name: 'Staff' }).click();
    await page.getByRole('link', { name: 'Sites' }).click();
    await page.getByRole('link', { name: /My website/ }).click();
    expect(await page.getByLabel('Name').inputValue()).toBe('The tea shop');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    const vera = await visit();
    await vera.getByRole('button', { name: 'Chat with The tea shop' }).click();
    await vera.getByText('Hello from the shop').waitFor();
    expect(await vera.locator('foyer-widget .head').evaluate(colours)).toEqual(['rgb(255, 204, 0)', 'rgb(0, 0, 0)']);
  });

  test('a new one asks for its address first, and takes it as people paste it', async () => {
    const { page } = olga;
    await page.goto(`${house.url}/inbox/sites/new`);
    await page.getByLabel('Name').fill('Second shop');
    await page.getByRole('button', { name: 'Create the site' }).click();
    await page.getByText('Please write the address of the website').waitFor();
    await page.getByLabel('Address of the website').fill('Second.example.com/shop');
    await page.getByRole('button', { name: 'Create the site' }).click();
    await page.getByRole('heading', { name: 'Second shop' }).waitFor();
    expect(await page.getByLabel('Address 1').inputValue()).toBe('https://second.example.com');
    await page.getByRole('link', { name: 'All sites' }).click();
    await page.getByRole('link', { name: /Second shop/ }).waitFor();
  });

  test('is not changed by an agent, and says so', async () => {
    const { cookie } = await house.colleague('Jonas', [{ site: house.site.id, role: 'agent' }]);
    const jonas = await sitDown(browser, house.url, cookie, {}, `/inbox/sites/${house.site.id}`);
    more.push(jonas.context);
    await jonas.page.getByText('Your role lets you look at this site.').waitFor();
    expect(await jonas.page.getByLabel('Name').isDisabled()).toBe(true);
  });
});

describe('the staff', () => {
  test('a colleague is invited with a role on one site, joins by the link, sees that site alone, and is removed', async () => {
    const { page } = olga;
    const other = await house.asStaff(house.olgasCookie, 'sites/create', {
      ...{ name: 'Other shop', origin: 'https://other.example.com' },
    });
    await page.getByRole('link', { name: 'Staff' }).click();
    await page.getByRole('button', { name: 'Invite a colleague' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Nora');
    await dialog.getByLabel('E-mail address').fill('nora');
    await dialog.getByLabel('Where').selectOption({ label: 'Other shop' });
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    await dialog.getByText('Please write an e-mail address').waitFor();
    await dialog.getByLabel('E-mail address').fill('nora@shop.example');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = (await dialog.locator('code').textContent()) as string;
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('nora@shop.example').waitFor();

    const context = await browser.newContext();
    more.push(context);
    const nora = await context.newPage();
    nora.setDefaultTimeout(10_000);
    await nora.goto(link.replace('localhost', '127.0.0.1'));
    await nora.getByLabel('Choose a password').fill('correct horse battery');
    await nora.getByRole('button', { name: 'Join the team' }).click();
    await nora.getByRole('navigation', { name: 'Inbox' }).waitFor();
    await nora.goto(`${house.url}/inbox/sites/${house.site.id}`);
    await nora.getByText('There is no such site').waitFor();
    await nora.goto(`${house.url}/inbox/sites/${other.body.site.id}`);
    await nora.getByRole('heading', { name: 'Other shop' }).waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'What to do with Nora' }).click();
    await page.getByRole('menuitem', { name: 'Change roles' }).click();
    await page.getByRole('dialog').getByLabel('Role').selectOption('admin');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Admin, Other shop').waitFor();
    await nora.getByLabel('Name').waitFor();
    await expect.poll(() => nora.getByLabel('Name').isDisabled()).toBe(false);

    await page.getByRole('button', { name: 'What to do with Nora' }).click();
    await page.getByRole('menuitem', { name: 'Remove from the staff' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove from the staff' }).click();
    await nora.getByText('Your session has ended.').waitFor({ timeout: 5_000 });
    await page.getByText('Nora is not on the staff any more.').waitFor();
  });

  test('an invitation is withdrawn after asking; the last owner stays', async () => {
    const { page } = olga;
    const invited = await house.asStaff(house.olgasCookie, 'staff/invite', {
      ...{ name: 'Nora', email: 'nora@shop.example', grants: [{ site: null, role: 'agent' }] },
    });
    await page.getByRole('link', { name: 'Staff' }).click();
    await page.getByRole('button', { name: 'What to do with Nora' }).click();
    await page.getByRole('menuitem', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('The invitation is withdrawn.').waitFor();
    const late = await (await browser.newContext()).newPage();
    more.push(late.context());
    await late.goto(invited.body.link.replace('localhost', '127.0.0.1'));
    await late.getByText('This invitation does not work any more').waitFor();

    await page.getByRole('button', { name: 'What to do with Olga' }).click();
    expect(await page.getByRole('menuitem', { name: 'Remove from the staff' }).count()).toBe(0);
    await page.getByRole('menuitem', { name: 'Change roles' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This is the last owner:').waitFor();
    await dialog.getByLabel('Role').selectOption('agent');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody has to own everything.').waitFor();
  });
});
