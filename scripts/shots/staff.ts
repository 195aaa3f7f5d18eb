import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { emailOf, PASSWORD } from '../../demo/staff.ts';
import { writeQuestions } from './form.ts';
import { chooseFace } from './here.ts';
import { askSurvey } from './rate.ts';
import type { Look, Screen } from './screens.ts';
import { LONG_WORD } from './words.ts';

const MUG = {
  name: 'mug.svg',
  mimeType: 'image/svg+xml',
  buffer: readFileSync(new URL('../../demo/pages/things/mug.svg', import.meta.url)),
};
const LIST = { name: 'glazes.csv', mimeType: 'text/csv', buffer: Buffer.from('Glaze;Price\nCeladon;4\n') };

/** What staff see: the inbox. */
export function ofStaff(): Screen[] {
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
      name: 'inbox-idea-from',
      async show(page, { url, look }) {
        await queue(page, url, look, 2);
        await page.getByRole('log').focus();
        await page.keyboard.press('i');
        await page.getByRole('dialog').getByRole('textbox').fill('Mugs with bigger handles');
        await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      },
    },
    {
      name: 'inbox-shelf',
      async show(page, { url, look }) {
        await enter(page, url, look, 'articles');
        await page
          .getByRole('button', { name: /^Change / })
          .first()
          .click();
        await page.getByRole('dialog').waitFor();
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
    {
      name: 'inbox-rising',
      async show(page, { url, look }) {
        await enter(page, url, look, 'feedback');
        await page.locator('a[href$="/feedback/rising"]').click();
        await page.locator('.rising summary').first().click();
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
