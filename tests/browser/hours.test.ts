import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../support/chromium.ts';
import { type AtDesk, flawsOf, sitDown } from '../support/desk.ts';
import { openHostPage } from '../support/hostpage.ts';
import { type OpenHouse, openHouse } from '../support/server.ts';

/** When somebody answers: what an owner says, and what a visitor reads, in real browsers. */
let house: OpenHouse;
/** What the server and the visitors' browsers take for the time; null: the time. */
let clock: number | null = null;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
afterAll(() => browser.close());
beforeEach(async () => {
  clock = null;
  house = await openHouse({}, () => clock ?? Date.now());
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  await house.close();
});

async function olgaAt(part: string, options = {}): Promise<AtDesk> {
  const olga = await sitDown(
    ...[browser, house.url, house.olgasCookie],
    { timezoneId: 'Europe/Vienna', ...options },
    `/inbox/sites/${house.site.id}${part}`,
  );
  contexts.push(olga.context);
  return olga;
}
const kept = async () => (await house.asStaff(house.olgasCookie, 'hours/get', { site: house.site.id })).body.hours;
const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
};

const hour = (time: string, locale: string) =>
  new Date(`2026-01-01T${time}Z`).toLocaleTimeString(locale, { timeStyle: 'short', timeZone: 'UTC' });

describe.each([
  { width: 1280, locale: 'en-GB' },
  { width: 360, locale: 'en-US' },
])('an owner at $width px whose clock is that of $locale', ({ width, locale }) => {
  test('sets the week by keyboard, copies a day, adds a night and a holiday, and reads what that means now', async () => {
    const { page } = await olgaAt('', { viewport: { width, height: 800 }, locale });
    await page.getByRole('link', { name: 'Opening hours' }).click();
    await page.getByLabel('Keep opening hours').focus();
    await page.keyboard.press('Space');
    await page.getByRole('status').filter({ hasText: 'With these hours:' }).waitFor();
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/Vienna');

    const monday = page.getByRole('group', { name: 'Monday, 1' });
    await monday.getByLabel('From').fill('08:30');
    await monday.getByLabel('To', { exact: true }).fill('12:00');
    await page.getByRole('button', { name: 'Add hours on Monday' }).press('Enter');
    await page.getByRole('group', { name: 'Monday, 2' }).getByLabel('To', { exact: true }).fill('18:00');
    await page.getByRole('button', { name: 'Copy the hours of Monday' }).press('Enter');
    await page.getByRole('menuitem', { name: 'To Monday to Friday' }).press('Enter');
    await page.getByText('The hours of Monday were copied.').waitFor();
    await page.getByRole('button', { name: 'Add hours on Saturday' }).press('Enter');
    const night = page.getByRole('group', { name: 'Saturday, 1' });
    await night.getByLabel('From').fill('21:00');
    await night.getByLabel('To', { exact: true }).fill('02:00');
    await night.getByText(`until ${hour('02:00', locale)}, Sunday`).waitFor();

    await page.getByRole('button', { name: 'Add a day' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please give a date.').waitFor();
    await page.getByLabel('Date').fill('2030-12-24');
    await page.getByLabel('Name', { exact: true }).fill('Christmas Eve');
    await save(page);
    const day = [
      { from: '08:30', to: '12:00' },
      { from: '13:00', to: '18:00' },
    ];
    await expect.poll(kept).toEqual({
      ...{ zone: 'Europe/Vienna', week: [day, day, day, day, day, [{ from: '21:00', to: '02:00' }], []] },
      holidays: [{ date: '2030-12-24', name: 'Christmas Eve', spans: [] }],
    });
    expect(await flawsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

describe.each([
  { width: 1280, locale: 'en-GB', nine: '09:00', five: '17:00', six: '18:00', written: '17' },
  { width: 360, locale: 'en-US', nine: '9:00 AM', five: '5:00 PM', six: '6:00 PM', written: '5 pm' },
])('hours that overlap, at $width px', ({ width, locale, nine, five, six, written }) => {
  test('are told at their row at once and not saved; times are written and chosen as the sentences say them, and stand in order', async () => {
    // A Thursday at noon.
    clock = Date.UTC(2026, 10, 26, 11);
    const { page } = await olgaAt('/hours', { viewport: { width, height: 800 }, locale, hasTouch: width === 360 });
    await page.clock.setFixedTime(clock);
    await page.getByLabel('Keep opening hours').check();
    const row = (nth: number, day = 'Thursday') => page.getByRole('group', { name: `${day}, ${nth}` });
    const end = (nth: number, label: string, day?: string) => row(nth, day).getByLabel(label, { exact: true });
    const shows = async (nth: number, day?: string) =>
      (await Promise.all(['From', 'To'].map((label) => end(nth, label, day).inputValue()))).map((shown) =>
        shown.replace('\u202f', ' '),
      );
    expect(await shows(1)).toEqual([nine, five]);
    await page.getByText(`With these hours: open now, until Thursday, ${five}.`).waitFor();

    await page.getByRole('button', { name: 'Add hours on Thursday' }).press('Enter');
    expect(await shows(2)).toEqual([six, hour('22:00', locale).replace('\u202f', ' ')]);
    // The focus is where one goes on.
    await expect.poll(() => end(2, 'From').evaluate((field) => field === document.activeElement)).toBe(true);
    await end(2, 'From').fill('1130');
    await row(2).getByRole('alert').getByText(`These hours overlap with those from ${nine} to ${five}.`).waitFor();
    await page.getByText('What these hours mean is told here once').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => end(2, 'From').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await kept()).toBe(null);
    expect(await flawsOf(page)).toEqual([]);

    // By the list: an arrow opens it where the time is, Esc leaves it as it was.
    await end(1, 'To').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: five, selected: true }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await shows(1)).toEqual([nine, five]);
    await end(1, 'To').click();
    await page.getByRole('option', { name: '11:30', exact: false }).first().click();
    await row(2).getByRole('alert').waitFor({ state: 'detached' });

    // What nobody can read stays, and is asked for.
    await end(2, 'To').fill('late');
    await page.getByRole('button', { name: 'Save' }).click();
    await row(2).getByText(`Please give both times, such as ${nine}.`).waitFor();
    expect((await shows(2))[1]).toBe('late');
    await end(2, 'To').fill(written);
    await end(1, 'From').fill('18');
    await end(1, 'To').fill('24:00');
    await page.getByLabel('Time zone').focus();
    await expect.poll(() => shows(1)).toEqual([hour('11:30', locale).replace('\u202f', ' '), five]);
    expect(await shows(2)).toEqual([six, hour('00:00', locale).replace('\u202f', ' ')]);

    // A night reaches into the next day.
    await end(1, 'From', 'Friday').fill('7');
    await end(2, 'To').fill('8');
    await row(1, 'Friday')
      .getByText(`The hours of Thursday go on until ${hour('08:00', locale)} here.`)
      .waitFor();
    await end(2, 'To').fill('22');
    await row(1, 'Friday').getByRole('alert').waitFor({ state: 'detached' });
    await save(page);
    const hours = await kept();
    expect(hours.week[3]).toEqual([
      { from: '11:30', to: '17:00' },
      { from: '18:00', to: '22:00' },
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

describe('the owner’s page', () => {
  test('keeps what is not saved while one goes elsewhere, and takes it back on request', async () => {
    const { page } = await olgaAt('/hours');
    await page.getByLabel('Keep opening hours').check();
    await page.getByRole('link', { name: 'All sites' }).click();
    await page.getByText('Not saved').waitFor();
    await page.getByRole('link', { name: /My website/ }).click();
    await page.getByRole('link', { name: 'Opening hours' }).click();
    expect(await page.getByLabel('Keep opening hours').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await page.getByLabel('Keep opening hours').isChecked()).toBe(false);
    expect(await kept()).toBe(null);
  });

  test('lets an agent look, and says that they cannot change it', async () => {
    const { cookie } = await house.colleague('Jonas', [{ site: house.site.id, role: 'agent' }]);
    const jonas = await sitDown(browser, house.url, cookie, {}, `/inbox/sites/${house.site.id}/hours`);
    contexts.push(jonas.context);
    await jonas.page.getByText('Your role lets you look at this site.').waitFor();
    expect(await jonas.page.getByLabel('Keep opening hours').isDisabled()).toBe(true);
  });
});

describe.each([1280, 360])('a team with hours of its own, at %i px', (width) => {
  const never = { zone: 'Europe/Vienna', week: [[], [], [], [], [], [], []], holidays: [] };
  const TUESDAY_NOON = Date.UTC(2026, 11, 1, 11);

  test('is made by Olga and is given a conversation, whose visitor reads when that team is back', async () => {
    clock = TUESDAY_NOON;
    const agnes = await house.colleague('Agnes', [{ site: house.site.id, role: 'agent' }]);
    const { page } = await olgaAt('', { viewport: { width, height: 800 } });
    await page.getByRole('link', { name: 'Staff' }).click();
    await page.getByRole('button', { name: 'Make a team' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Returns');
    await page.getByRole('dialog').getByLabel('Agnes').focus();
    await page.keyboard.press('Space');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Returns' });
    await row.getByText('Agnes', { exact: true }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const [team] = (await house.asStaff(house.olgasCookie, 'staff/list')).body.teams;
    expect(team).toMatchObject({ name: 'Returns', members: [agnes.id] });

    // The shop is open whenever it is asked; the team on Mondays.
    await page.getByRole('link', { name: 'Sites' }).click();
    await page.getByRole('link', { name: /My website/ }).click();
    await page.getByRole('link', { name: 'Opening hours' }).click();
    await page.getByLabel('For', { exact: true }).selectOption('The team Returns');
    await page.getByLabel('Hours of its own').check();
    for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
      await page.getByRole('button', { name: new RegExp(`^Remove .* on ${day}`) }).click();
    }
    await save(page);
    const ofTeam = async () =>
      (await house.asStaff(house.olgasCookie, 'hours/get', { site: house.site.id, team: team.id })).body;
    await expect
      .poll(ofTeam)
      .toMatchObject({ hours: { week: [[{}], [], [], [], [], [], []] }, opening: { open: false } });
    expect(await kept()).toBe(null);

    const shop = await openHostPage({ foyer: house.url, key: house.site.key });
    await house.allow(shop.origin);
    const context = await browser.newContext({
      ...{ viewport: { width, height: 740 }, locale: 'en-GB', timezoneId: 'Europe/Vienna' },
    });
    contexts.push(context);
    const vera = await context.newPage();
    vera.setDefaultTimeout(10_000);
    await vera.clock.setFixedTime(TUESDAY_NOON);
    await vera.goto(shop.origin);
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByRole('textbox', { name: 'Write a message…' }).fill('Can I send it back?');
    await vera.keyboard.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();
    expect(await vera.getByText('We are away').count()).toBe(0);

    await page.getByRole('navigation', { name: 'Inbox' }).getByRole('link', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: /Can I send it back/ }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Returns' }).click();
    await vera.getByText('We are away and back on Monday at 9:00.').waitFor();
    if (width === 360) await page.getByRole('link', { name: 'Back to the queue' }).click();
    await page
      .getByRole('link', { name: /Can I send it back/ })
      .getByText('Returns')
      .waitFor();
    await page.getByLabel('Team', { exact: true }).selectOption('Returns');
    await page.getByRole('link', { name: /Can I send it back/ }).waitFor();
    expect(await flawsOf(page)).toEqual([]);

    // The site's own hours do not count there any more, and do again without the team.
    await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours: never });
    await house.asStaff(house.olgasCookie, 'staff/remove-team', { team: team.id });
    await vera.reload();
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByText('Can I send it back?').waitFor();
    await vera.getByText('We are away at the moment.').waitFor();
    shop.close();
  });
});

describe.each([1280, 360])('a visitor in New York at %i px', (width) => {
  const monday = {
    zone: 'Europe/Vienna',
    week: [[{ from: '09:00', to: '17:00' }], [], [], [], [], [], []],
    holidays: [],
  };
  const SUNDAY_EVENING = Date.UTC(2026, 10, 29, 20);
  const MONDAY_MORNING = Date.UTC(2026, 10, 30, 8, 30);

  test('reads at once that somebody is there, and when nobody is, as the owner sets other hours', async () => {
    clock = SUNDAY_EVENING;
    const set = (hours: unknown) => house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours });
    const shop = await openHostPage({ foyer: house.url, key: house.site.key });
    await house.allow(shop.origin);
    const context = await browser.newContext({
      ...{ viewport: { width, height: 740 }, locale: 'en-GB', timezoneId: 'America/New_York' },
    });
    contexts.push(context);
    const vera = await context.newPage();
    vera.setDefaultTimeout(10_000);
    await vera.clock.setFixedTime(SUNDAY_EVENING);
    await vera.goto(shop.origin);
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByRole('textbox', { name: 'Write a message…' }).fill('Do you mend handles?');
    await vera.keyboard.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();
    const away = vera.getByText('We are away');
    expect(await away.count()).toBe(0);
    await set(monday);
    await away.waitFor();
    await set(null);
    await away.waitFor({ state: 'detached' });
    await set(monday);
    await away.waitFor();
    shop.close();
  });

  test('who opened the chat while her net was gone reads it once it is back', async () => {
    clock = SUNDAY_EVENING;
    await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours: monday });
    const shop = await openHostPage({ foyer: house.url, key: house.site.key });
    await house.allow(shop.origin);
    const context = await browser.newContext({ viewport: { width, height: 740 }, locale: 'en-GB' });
    contexts.push(context);
    const vera = await context.newPage();
    vera.setDefaultTimeout(10_000);
    await vera.goto(shop.origin);
    // What the chat is made of came in time; what the site says of itself does not.
    let refused = 0;
    await context.route('**/api/visitor/welcome', (route) => {
      refused += 1;
      return route.abort();
    });
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByRole('textbox', { name: 'Write a message…' }).waitFor();
    await expect.poll(() => refused).toBeGreaterThan(0);
    expect(await vera.getByText('We are away').count()).toBe(0);
    await context.unroute('**/api/visitor/welcome');
    await vera.getByText('We are away').waitFor();
    shop.close();
  });

  test('reads by her own clock when the shop in Vienna is back, and is asked for no address where no mail goes out', async () => {
    clock = SUNDAY_EVENING;
    await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours: monday });
    const shop = await openHostPage({ foyer: house.url, key: house.site.key });
    await house.allow(shop.origin);
    const context = await browser.newContext({
      ...{ viewport: { width, height: 740 }, locale: 'en-GB', timezoneId: 'America/New_York' },
    });
    contexts.push(context);
    const vera = await context.newPage();
    vera.setDefaultTimeout(10_000);
    await vera.clock.setFixedTime(SUNDAY_EVENING);
    const asked: string[] = [];
    vera.on('request', (request) => asked.push(request.url()));
    await vera.goto(shop.origin);
    const launcher = vera.getByRole('button', { name: /^Chat with/ });
    await launcher.hover();
    await expect.poll(() => asked.some((url) => url.includes('/foyer/assets/'))).toBe(true);
    expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);

    await launcher.click();
    await vera.getByText('We are away and back tomorrow at 3:00.').waitFor();
    expect(await vera.getByText(/e-mail/).count()).toBe(0);
    await vera.getByRole('textbox', { name: 'Write a message…' }).fill('Do you mend handles?');
    await vera.keyboard.press('Enter');
    await vera.getByText('Sent', { exact: true }).waitFor();
    await vera.getByRole('button', { name: 'Back' }).click();
    await vera.getByText('We are away and back tomorrow at 3:00.').waitFor();

    clock = MONDAY_MORNING;
    await vera.clock.setFixedTime(MONDAY_MORNING);
    await vera.reload();
    await vera.getByRole('button', { name: /^Chat with/ }).click();
    await vera.getByText('Do you mend handles?').waitFor();
    await vera.getByRole('button', { name: 'Back' }).click();
    // The hours say open, and nobody has the inbox open: so it is said.
    await vera.getByText('Nobody is here right now.').waitFor();
    const desk = await house.staff();
    await vera.getByText('Olga is here now.').waitFor();
    desk.close();
    expect(await vera.getByText('We are away').count()).toBe(0);
    shop.close();
  });
});
