import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { emailOf, PASSWORD } from '../../demo/staff.ts';
import { askFirst, writeQuestions } from './form.ts';
import { chooseFace, comeIn } from './here.ts';
import { ofReaders } from './portal.ts';
import { askRatings, askSurvey, closeAfter } from './rate.ts';
import { openMenu, talkTogether } from './talk.ts';
import { said } from './words.ts';

/** How a screen is looked at. */
export type Look = { width: 1280 | 360; scheme: 'light' | 'dark'; dir: 'ltr' | 'rtl' };

/** A screen that people see. `show` leads a fresh page to it; `url` is where the demo runs. */
export type Screen = { name: string; show(page: Page, o: { url: string; look: Look }): Promise<void> };

const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const MUG = {
  name: 'mug.svg',
  mimeType: 'image/svg+xml',
  buffer: readFileSync(new URL('../../demo/pages/things/mug.svg', import.meta.url)),
};
const LIST = { name: 'glazes.csv', mimeType: 'text/csv', buffer: Buffer.from('Glaze;Price\nCeladon;4\n') };

/** Every screen of both sides: a part that adds one adds it here, empty and overfull, too. */
export const screens: readonly Screen[] = [...ofVisitors(), ...ofReaders(), ...ofStaff()];

function ofVisitors(): Screen[] {
  const shop = async (page: Page, url: string, { dir }: Look) => {
    await page.goto(`${url}/demo/${dir === 'rtl' ? 'ar' : 'teapot'}`);
    await launcher(page).waitFor();
  };
  const open = async (page: Page, url: string, look: Look) => {
    await shop(page, url, look);
    await launcher(page).click();
    await composer(page).waitFor();
  };
  const say = async (page: Page, text: string) => {
    await composer(page).fill(text);
    await composer(page).press('Enter');
  };
  const rate = async (page: Page, url: string, look: Look) => {
    await askRatings(page, url);
    const text = `Thank you! I found it on page ${Date.now()}.`;
    await open(page, url, look);
    await say(page, text);
    await closeAfter(page, url, text);
    await page.locator('.faces').waitFor();
  };
  return [
    { name: 'widget-launcher', show: (page, { url, look }) => shop(page, url, look) },
    { name: 'widget-empty', show: (page, { url, look }) => open(page, url, look) },
    {
      name: 'widget-form',
      async show(page, { url, look }) {
        await askFirst(page);
        await open(page, url, look);
        await page.getByLabel('Your name').waitFor();
        await say(page, 'It has a crack.');
      },
    },
    {
      name: 'widget-asked',
      async show(page, { url, look }) {
        await open(page, url, look);
        await say(page, 'Hi! Does the lid really stay on when I pour the last cup?');
        await page.getByText(said(look).chat.sent, { exact: true }).waitFor();
      },
    },
    {
      name: 'widget-talk',
      async show(page, { url, look }) {
        await open(page, url, look);
        await talkTogether(page, said(look), (text) => say(page, text));
        await openMenu(page, said(look));
        await page.getByRole('menuitem', { name: said(look).talk.reply }).click();
      },
    },
    {
      name: 'widget-menu',
      async show(page, { url, look }) {
        await open(page, url, look);
        await talkTogether(page, said(look), (text) => say(page, text));
        await openMenu(page, said(look));
      },
    },
    {
      name: 'widget-emoji',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.locator('.composer .round.emoji').click();
        await page.locator('.emoji-grid button').nth(20).waitFor();
      },
    },
    {
      name: 'widget-emoji-search',
      async show(page, { url, look }) {
        await open(page, url, look);
        await say(page, 'Do you ship to Norway?');
        await page.locator('.state').waitFor();
        await openMenu(page, said(look));
        await page.locator('.quick .all').click();
        await page.getByRole('searchbox').fill(look.dir === 'rtl' ? 'قلب' : 'heart');
        await page.locator('.emoji-grid button').nth(20).waitFor();
      },
    },
    {
      name: 'widget-home',
      async show(page, { url, look }) {
        await open(page, url, look);
        await say(page, 'Do you ship to Norway?');
        await page.getByText(said(look).chat.sent, { exact: true }).waitFor();
        await page.evaluate(() =>
          (window as unknown as { Foyer(verb: string, where: string): void }).Foyer('open', 'home'),
        );
      },
    },
    {
      name: 'widget-here',
      async show(page, { url, look }) {
        await comeIn(page, url, ['Ada Brandt', 'Jonas Lund', 'Mirjam Levi']);
        await open(page, url, look);
        await page.locator('.head .face').first().waitFor();
      },
    },
    {
      name: 'widget-here-home',
      async show(page, { url, look }) {
        await comeIn(page, url, ['Ada Brandt', 'Jonas Lund', 'Mirjam Levi']);
        await open(page, url, look);
        await page.locator('foyer-widget .back').click();
        await page.locator('.whether .face').nth(2).waitFor();
      },
    },
    {
      name: 'widget-help',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.locator('foyer-widget .back').click();
        await page.locator('foyer-widget .room > .link').first().click();
        await page.locator('foyer-widget .help .card').first().waitFor();
      },
    },
    {
      name: 'widget-search',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.locator('foyer-widget .back').click();
        await page.locator('foyer-widget .room > .link').first().click();
        await page.locator('foyer-widget input[type=search]').fill('brokn parcl');
        await page.locator('foyer-widget mark').first().waitFor();
      },
    },
    {
      name: 'widget-article',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate("Foyer('article', 'when-will-my-parcel-arrive')");
        await page.locator('foyer-widget table').waitFor();
      },
    },
    {
      name: 'widget-judged',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate("Foyer('article', 'tea-stains')");
        await page.getByRole('button', { name: said(look).articles.no, exact: true }).click();
        await page.getByLabel(said(look).articles.missing).fill(LONG_WORD);
      },
    },
    {
      name: 'widget-suggested',
      async show(page, { url, look }) {
        await open(page, url, look);
        await composer(page).fill('Can the pots go into the dishwasher, and when will my parcel arrive? Tea stains');
        await page.locator('foyer-widget .suggest').waitFor();
      },
    },
    {
      name: 'widget-messages',
      async show(page, { url, look }) {
        await open(page, url, look);
        await say(page, 'Do you ship to Norway?');
        await page.getByText(said(look).chat.sent, { exact: true }).waitFor();
        await page.evaluate(() =>
          (window as unknown as { Foyer(verb: string, where: string): void }).Foyer('open', 'messages'),
        );
      },
    },
    {
      name: 'widget-page',
      async show(page, { url, look }) {
        await shop(page, url, look);
        const [key] = /(?<=\/foyer\/)\w+(?=\.js)/.exec(await page.content()) ?? [];
        await page.goto(`${url}/chat/${key}`);
        await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), look.dir);
        await composer(page).waitFor();
        await say(page, 'Do you ship to Norway?');
        await page.getByText('Sent', { exact: true }).waitFor();
      },
    },
    {
      name: 'widget-overfull',
      async show(page, { url, look }) {
        await open(page, url, look);
        for (let n = 1; n <= 12; n++)
          await say(page, `${n}. ${n % 3 === 0 ? LONG_WORD : 'One more thing. '.repeat(n)}`);
        await composer(page).fill(`${LONG_WORD} `.repeat(6));
      },
    },
    {
      name: 'widget-rate',
      show: (page, { url, look }) => rate(page, url, look),
    },
    {
      name: 'widget-rated',
      async show(page, { url, look }) {
        await rate(page, url, look);
        await page.locator('.faces button').nth(3).click();
        await page.locator('.rate .field').fill(`${LONG_WORD} was quick.`);
      },
    },
    {
      name: 'widget-keep',
      async show(page, { url, look }) {
        await open(page, url, look);
        await say(page, 'Do you ship to Norway?');
        await page.getByText(said(look).chat.sent, { exact: true }).waitFor();
        await page.getByRole('button', { name: said(look).chat.keep }).click();
        await page.getByRole('button', { name: said(look).transcript.ways.print }).waitFor();
      },
    },
    {
      name: 'widget-feedback',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('open', 'feedback')`);
        await page.locator('foyer-widget .kinds').waitFor();
      },
    },
    {
      name: 'widget-bug',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('feedback', 'bug')`);
        await page.locator('foyer-widget textarea').fill('The lid does not close.');
      },
    },
    {
      name: 'widget-shot',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('feedback', 'bug')`);
        await page.locator('foyer-widget .shoot button').click();
        const { x, y, width } = (await page.locator('foyer-widget .marking canvas').boundingBox())!;
        await page.mouse.move(x + width / 4, y + 80);
        await page.mouse.down();
        await page.mouse.move(x + width / 2, y + 120);
        await page.mouse.up();
      },
    },
    {
      name: 'widget-survey',
      async show(page, { url, look }) {
        await askSurvey(page, url);
        await open(page, url, look);
        await say(page, 'Do you ship to Norway?');
        await page.getByText(said(look).chat.sent, { exact: true }).waitFor();
        await page.evaluate(`Foyer('open', 'home')`);
        await page.locator('foyer-widget .survey').scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'widget-idea',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('feedback', 'idea')`);
        await page.locator('foyer-widget .telling .primary').click();
      },
    },
    {
      name: 'widget-praise',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('feedback', 'praise')`);
        await page.locator('foyer-widget .faces button').nth(3).click();
        await page.locator('foyer-widget textarea').fill(`${LONG_WORD} was quick.`);
      },
    },
    {
      name: 'widget-offline',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.context().setOffline(true);
        await say(page, 'Are you there?');
      },
    },
  ];
}

function ofStaff(): Screen[] {
  const enter = async (page: Page, url: string, { dir }: Look, path: string) => {
    await page.request.post(`${url}/api/staff/sign-in`, {
      data: { email: emailOf('Ada Brandt'), password: PASSWORD },
      headers: { origin: url },
    });
    await page.addInitScript((dir) => {
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.dir = dir;
      });
    }, dir);
    await page.goto(`${url}/inbox/${path}`);
    await page.getByRole('navigation', { name: 'Inbox' }).waitFor();
  };
  const queue = async (page: Page, url: string, look: Look, nth: number) => {
    await enter(page, url, look, '');
    await page.locator('a.row').nth(nth).click();
    await page.locator('.bubble').first().waitFor();
  };
  const part = async (page: Page, url: string, look: Look, name: string) => {
    await enter(page, url, look, 'sites');
    await page.getByRole('link', { name: /Saltmarsh Pottery/ }).click();
    await page
      .getByRole('navigation', { name: /^Pages of/ })
      .getByRole('link', { name })
      .click();
  };
  return [
    { name: 'inbox-sign-in', show: async (page, { url }) => void (await page.goto(`${url}/inbox/`)) },
    { name: 'inbox-queue', show: (page, { url, look }) => enter(page, url, look, '') },
    { name: 'inbox-thread', show: (page, { url, look }) => queue(page, url, look, 4) },
    {
      name: 'inbox-person',
      async show(page, { url, look }) {
        await enter(page, url, look, '');
        await page.locator('a.row', { hasText: 'Ben Carter' }).click();
        if (look.width === 360) await page.getByRole('button', { name: 'About this person' }).click();
        await page.getByRole('button', { name: 'Separate' }).waitFor();
        await page.locator('.person').evaluate((column) => column.scrollTo(0, column.scrollHeight / 2));
      },
    },
    {
      name: 'inbox-note',
      async show(page, { url, look }) {
        await queue(page, url, look, 2);
        await page.getByRole('button', { name: 'Note', exact: true }).click();
        await page.getByRole('textbox', { name: /^Write/ }).fill(`${LONG_WORD} `.repeat(8));
      },
    },
    {
      name: 'inbox-files',
      async show(page, { url, look }) {
        await queue(page, url, look, 2);
        const attach = page.getByRole('button', { name: 'Attach files' });
        for (const files of [[MUG], [LIST, { ...LIST, name: `${LONG_WORD}.csv` }]]) {
          await attach.click();
          const chooser = page.waitForEvent('filechooser');
          await page.getByRole('button', { name: 'Photos or files' }).click();
          await (await chooser).setFiles(files);
        }
        await page.locator('.staged li').nth(2).waitFor();
        await attach.click();
      },
    },
    {
      name: 'inbox-nothing-found',
      async show(page, { url, look }) {
        await enter(page, url, look, '');
        await page.getByRole('searchbox').fill('nobody wrote this');
        await page.locator('a.row').first().waitFor({ state: 'detached' });
      },
    },
    {
      name: 'inbox-keys',
      async show(page, { url, look }) {
        await enter(page, url, look, '');
        await page.locator('a.row').first().waitFor();
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'inbox-sites', show: (page, { url, look }) => enter(page, url, look, 'sites') },
    {
      name: 'inbox-site',
      async show(page, { url, look }) {
        await enter(page, url, look, 'sites');
        await page.getByRole('link', { name: /Saltmarsh Pottery/ }).click();
      },
    },
    { name: 'inbox-help', show: (page, { url, look }) => part(page, url, look, 'Help on the web') },
    { name: 'inbox-hours', show: (page, { url, look }) => part(page, url, look, 'Opening hours') },
    {
      name: 'inbox-look',
      async show(page, { url, look }) {
        await part(page, url, look, 'Set-up and look');
        await page.getByRole('figure').scrollIntoViewIfNeeded();
      },
    },
    { name: 'inbox-talk', show: (page, { url, look }) => part(page, url, look, 'Conversations') },
    {
      name: 'inbox-articles',
      async show(page, { url, look }) {
        await enter(page, url, look, 'articles');
        await page.getByText('Searched for in vain').waitFor();
      },
    },
    {
      name: 'inbox-article-compared',
      async show(page, { url, look }) {
        await enter(page, url, look, 'articles');
        await page.getByRole('link', { name: 'When will my parcel arrive?' }).click();
        const body = page.getByLabel('Text', { exact: true });
        await body.fill(`${(await body.inputValue()).replace('parcel', 'small parcel')}\n\n${LONG_WORD}`);
        await page.getByRole('button', { name: 'Save the draft' }).click();
        await page.getByText('Earlier texts').click();
        await page.getByRole('button', { name: 'Compare text 1' }).click();
        await page.getByRole('radio', { name: look.scheme === 'dark' ? 'Side by side' : 'In one column' }).check();
        await page.locator('.differences ins').first().scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'inbox-synonyms',
      async show(page, { url, look }) {
        await enter(page, url, look, 'articles/synonyms');
        await page.getByRole('button', { name: 'Add a group' }).click();
        await page.getByRole('textbox', { name: 'Group 2' }).fill('sofa, couch, money');
        await page.getByRole('searchbox').fill('parcels');
        await page.locator('.trial-found mark').first().waitFor();
      },
    },
    {
      name: 'inbox-boards',
      async show(page, { url, look }) {
        await enter(page, url, look, 'boards');
        await page.getByText('Gift cards').waitFor();
      },
    },
    {
      name: 'inbox-boards-waiting',
      async show(page, { url, look }) {
        await enter(page, url, look, 'boards/waiting');
        await page.getByText('A round tray').waitFor();
      },
    },
    {
      name: 'inbox-idea',
      async show(page, { url, look }) {
        await enter(page, url, look, 'boards');
        await page.getByRole('link', { name: 'A lid that stays' }).click();
        await page.getByText('Until now').waitFor();
      },
    },
    {
      name: 'inbox-board-rules',
      async show(page, { url, look }) {
        await enter(page, url, look, 'boards/rules');
        await page.getByText('What has a link').waitFor();
      },
    },
    {
      name: 'inbox-article',
      async show(page, { url, look }) {
        await enter(page, url, look, 'articles');
        await page.getByRole('link', { name: 'When will my parcel arrive?' }).click();
        await page.locator('.article table').waitFor();
      },
    },
    {
      name: 'inbox-surveys',
      async show(page, { url, look }) {
        await enter(page, url, look, `sites/${await askSurvey(page, url)}/surveys`);
        await page.locator('form.survey').waitFor();
      },
    },
    { name: 'inbox-feedback', show: (page, { url, look }) => enter(page, url, look, 'feedback') },
    {
      name: 'inbox-feedback-one',
      async show(page, { url, look }) {
        await enter(page, url, look, 'feedback');
        await page.locator('a.row', { hasText: 'celadon' }).first().click();
        await page.locator('.given pre').waitFor();
      },
    },
    {
      name: 'inbox-feedback-none',
      async show(page, { url, look }) {
        await enter(page, url, look, 'feedback');
        await page.getByRole('searchbox').fill('nobody wrote this');
        await page.locator('a.row').first().waitFor({ state: 'detached' });
      },
    },
    {
      name: 'inbox-tried',
      async show(page, { url, look }) {
        await enter(page, url, look, '');
        await page.locator('a.row', { hasText: 'ended in the sink' }).click();
        if (look.width === 360) await page.getByRole('button', { name: 'About this person' }).click();
        await page.getByRole('heading', { name: 'Before they asked' }).scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'inbox-article-readers',
      async show(page, { url, look }) {
        await enter(page, url, look, 'articles');
        await page.getByRole('link', { name: 'When will my parcel arrive?' }).click();
        await page.getByText('And to Norway?').scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'inbox-form',
      async show(page, { url, look }) {
        await part(page, url, look, 'Questions first');
        await writeQuestions(page);
      },
    },
    {
      name: 'inbox-identity',
      async show(page, { url, look }) {
        await part(page, url, look, 'Who visitors are');
        await page
          .getByRole('button', { name: /^(Make|Revoke)/ })
          .first()
          .waitFor();
      },
    },
    {
      name: 'inbox-sentences',
      async show(page, { url, look }) {
        await enter(page, url, look, 'sites');
        await page.getByRole('link', { name: /Saltmarsh Pottery/ }).click();
        await page.getByRole('link', { name: 'Sentences' }).click();
        await page.getByRole('combobox', { name: 'Language' }).selectOption(look.dir === 'rtl' ? 'ar' : 'pl');
        await page.getByLabel('Write a message…').fill(LONG_WORD);
        await page
          .getByLabel(/^Chat with \{site\}/)
          .last()
          .scrollIntoViewIfNeeded();
      },
    },
    { name: 'inbox-staff', show: (page, { url, look }) => enter(page, url, look, 'staff') },
    {
      name: 'inbox-face',
      async show(page, { url, look }) {
        await enter(page, url, look, 'staff');
        await chooseFace(page);
      },
    },
  ];
}

function launcher(page: Page) {
  return page.locator('foyer-widget button').last();
}

function composer(page: Page) {
  return page.locator('foyer-widget .composer textarea');
}
