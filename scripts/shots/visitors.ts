import type { Page } from 'playwright-core';
import { askFirst } from './form.ts';
import { comeIn } from './here.ts';
import { askRatings, askSurvey, closeAfter, decide } from './rate.ts';
import type { Look, Screen } from './screens.ts';
import { openMenu, talkTogether } from './talk.ts';
import { LONG_WORD, said } from './words.ts';

/** What visitors see of the widget. */
export function ofVisitors(): Screen[] {
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
      name: 'widget-ideas',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('open', 'ideas')`);
        await page.locator('foyer-widget .vote').nth(2).click();
        await page.locator('foyer-widget .vote-note:not(:empty)').waitFor();
      },
    },
    {
      name: 'widget-news',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('open', 'ideas')`);
        for (const nth of [0, 1]) {
          const vote = page.locator('foyer-widget .vote').nth(nth);
          if ((await vote.getAttribute('aria-pressed')) === 'false') await vote.click();
        }
        await page.locator('foyer-widget .vote-note:not(:empty)').waitFor();
        await page.evaluate(`Foyer('open', 'conversation')`);
        await say(page, 'Is there a bigger one?');
        await decide(page, url, [`${LONG_WORD}, in spring: we have found somebody who glazes it.`, 'It is here.']);
        await page.locator('foyer-widget .news li').first().waitFor();
      },
    },
    {
      name: 'widget-ideas-none',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('open', 'ideas')`);
        await page.locator('foyer-widget input[type=search]').fill(LONG_WORD);
        await page.getByText(said(look).boards.noneFound).waitFor();
      },
    },
    {
      name: 'widget-ideas-one',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('open', 'ideas')`);
        await page.locator('foyer-widget .idea').first().click();
        await page.locator('foyer-widget .answer').waitFor();
      },
    },
    {
      name: 'widget-ideas-new',
      async show(page, { url, look }) {
        await open(page, url, look);
        await page.evaluate(`Foyer('open', 'ideas')`);
        await page.getByRole('button', { name: said(look).boards.suggest }).click();
        await page.locator('foyer-widget input.field').fill('Handles that are big enough');
        await page.locator('foyer-widget .alike .vote').first().waitFor();
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

function launcher(page: Page) {
  return page.locator('foyer-widget button').last();
}

function composer(page: Page) {
  return page.locator('foyer-widget .composer textarea');
}
