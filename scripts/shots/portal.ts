import type { Page } from 'playwright-core';
import type { Look, Screen } from './screens.ts';

const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** The pages of the help centre. From the right they are those that it has in Arabic. */
export function ofReaders(): Screen[] {
  const help = async (page: Page, url: string, { dir }: Look, path: string) => {
    await page.goto(`${url}/help`);
    await page.goto(`${page.url().replace(/\/\w\w$/, dir === 'rtl' ? '/ar' : '/en')}${path}`);
    await page.locator('main').waitFor();
  };
  const show = (path: string | ((look: Look) => string)) => (page: Page, o: { url: string; look: Look }) =>
    help(page, o.url, o.look, typeof path === 'string' ? path : path(o.look));
  return [
    { name: 'portal-front', show: show('') },
    {
      name: 'portal-collection',
      async show(page, { url, look }) {
        await help(page, url, look, '');
        await page.locator('.shelf h2 a').first().click();
        await page.locator('.cards').waitFor();
      },
    },
    {
      name: 'portal-article',
      async show(page, { url, look }) {
        await help(page, url, look, '');
        await page.locator('.shelf li a').first().click();
        await page.locator('.article table').waitFor();
      },
    },
    {
      name: 'portal-article-end',
      async show(page, { url, look }) {
        await help(page, url, look, '');
        await page.locator('.shelf li a').first().click();
        await page.locator('.article table').waitFor();
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      },
    },
    { name: 'portal-search', show: show(({ dir }) => `/search?q=${dir === 'rtl' ? 'الطرد' : 'brokn parcl'}`) },
    { name: 'portal-nothing', show: show(`/search?q=${LONG_WORD}`) },
    { name: 'portal-ideas', show: show('/ideas') },
    {
      name: 'portal-idea',
      async show(page, { url, look }) {
        await help(page, url, look, '/ideas?status=done');
        await page.locator('.ideas a').first().click();
        await page.locator('.steps').waitFor();
      },
    },
    { name: 'portal-ideas-none', show: show('/ideas?status=declined&after=50') },
    { name: 'portal-missing', show: show('/articles/nothing-here') },
  ];
}
