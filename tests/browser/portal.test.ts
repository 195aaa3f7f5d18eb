import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flawsOf, sitDown } from '../support/desk.ts';
import { type Answer, id } from '../support/server.ts';
import { openScene, type Scene } from '../support/shop.ts';

/** The help centre on the web, read in a real browser, most of the time by one that runs no scripts. */
let scene: Scene;
let help: string;
const contexts: BrowserContext[] = [];

/** What must stay text wherever it was written. */
const PAYLOADS = [
  '<img src=x onerror=window.hurt=1>',
  '"><script>window.hurt=1</script>',
  '</style></script><svg onload=window.hurt=1>',
  "'-window.hurt=1-' {{7*7}}",
  '<!-- ]]> &lt;b&gt; &quot;',
  '\u202egnp.exe \u0000',
];
const PARTS = ['size', 'care', 'more'].map((part) => `# About ${part}\n\n${'Iron wants oil. '.repeat(40)}`);
const BODY = `See [the lids](article:lids).\n\n| Pan | Oil |\n|:--|--:|\n| 20 | 1 |\n\n> [!TIP]\n> Little is enough.\n\n${PARTS.join('\n\n')}`;

beforeAll(async () => {
  scene = await openScene();
  help = `${scene.house.url}/help/${scene.house.site.key}`;
  const shelf = id();
  const names = { en: 'Iron & oil', ar: 'الحديد والزيت' };
  const texts = Object.entries(names).map(([language, title]) => ({ language, title, description: '' }));
  await olga('save-collection', { site: site(), collection: shelf, texts });
  const pans = await publish({ title: 'Care of pans', summary: 'Oil, and little else.', body: BODY, shelf });
  await publish({ title: 'العناية بالمقالي', body: BODY, language: 'ar', article: pans });
  await publish({ title: 'Lids', summary: '', body: 'They fit.', shelf });
});
afterAll(() => scene.close());
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const site = () => scene.house.site.id;
const olga = async (verb: string, payload: object): Promise<Answer> =>
  (await scene.house.asStaff(scene.house.olgasCookie, `articles/${verb}`, payload)).body;

type Text = { title: string; body: string; summary?: string; language?: string; article?: string; shelf?: string };
async function publish({ title, body, summary = '', language = 'en', article = id(), shelf }: Text): Promise<string> {
  await olga('save', { site: site(), article, language, edits: 0, title, summary, body });
  if (shelf) await olga('place', { article, collection: shelf });
  const published = await olga('publish', { article, language, at: null });
  expect(published.ok).toBe(true);
  return article;
}

async function read(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await scene.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(help + path);
  return page;
}

test.each([1280, 360])(
  'without scripts, %i px wide: front page, collection, article, outline, search, language',
  async (width) => {
    const page = await read('/en', { javaScriptEnabled: false, viewport: { width, height: 740 } });
    await page.getByRole('link', { name: 'Iron & oil' }).click();
    await page.getByRole('link', { name: 'Care of pans Oil, and little else.' }).click();
    await page.getByRole('heading', { name: 'Care of pans', level: 1 }).waitFor();
    await page.getByRole('navigation', { name: 'In this article' }).getByRole('link', { name: 'About more' }).click();
    expect(new URL(page.url()).hash).toBe('#about-more');
    await expect
      .poll(() =>
        page.getByRole('heading', { name: 'About more' }).evaluate((at) => at.getBoundingClientRect().top < 500),
      )
      .toBe(true);
    await page.getByRole('article').getByRole('link', { name: 'the lids' }).click();
    await page.getByRole('heading', { name: 'Lids', level: 1 }).waitFor();
    await page.getByRole('searchbox', { name: 'Search for help' }).fill('irn pann');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Results for “irn pann”' }).waitFor();
    expect(await page.locator('mark').count()).toBeGreaterThan(0);
    await page
      .getByRole('listitem')
      .getByRole('link', { name: /^Care of pans/ })
      .click();
    await page.getByText('Last changed on').waitFor();
    await page.getByRole('paragraph').getByRole('link', { name: 'العربية' }).click();
    await page.getByRole('heading', { name: 'العناية بالمقالي' }).waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.goto(`${help}/en/articles/not-there`);
    await page.getByRole('searchbox', { name: 'Search for help' }).fill('umbrellas');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nothing about “umbrellas” was found').waitFor();
    await page.getByRole('link', { name: 'All articles' }).click();
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
  },
);

const pages = {
  'the front page': '/en',
  'an article': '/en/articles/care-of-pans',
  'a search': '/en/search?q=pans',
  'a search in vain': '/en/search?q=umbrellas',
  nothing: '/en/articles/not-there',
  'an article from the right': '/ar/articles/care-of-pans',
  'a front page from the right': '/ar',
};
describe.each(Object.entries(pages))('%s', (_name, path) => {
  test('is for everybody: axe in both themes at 360 and 1280 px, nothing sticks out, nothing jumps', async () => {
    const page = await read(path);
    const found: Record<string, unknown> = {};
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [360, 'light'],
      [360, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      await page.goto(help + path);
      await page.locator('foyer-widget').waitFor({ state: 'attached' });
      const name = `${width} px, ${colorScheme}`;
      const flaws = await flawsOf(page);
      if (flaws.length > 0) found[name] = flaws;
      const { wide, shift } = await page.evaluate(async () => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        shift: await new Promise<number>((told) => {
          let sum = 0;
          const watch = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
          });
          watch.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => told(sum)));
        }),
      }));
      if (wide > 0 || shift > 0) found[`${name}, drawn`] = { wide, shift };
    }
    expect(found).toEqual({});
  });
});

test('whoever still has a question has the chat open on the page, and goes to the chat’s own page without scripts', async () => {
  const page = await read('/en/articles/lids');
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.locator('foyer-widget').waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Ask us' }).click();
  await page.getByRole('textbox', { name: 'Write a message…' }).fill('Which one is 24 cm?');
  await page.keyboard.press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
  expect(page.url()).toContain('/en/articles/lids');
  expect(refused).toEqual([]);
  const without = await read('/en/articles/lids', { javaScriptEnabled: false });
  await without.getByRole('link', { name: 'Ask us' }).click();
  await without.waitForURL(`**/chat/${scene.house.site.key}`);
});

test('whatever is written in titles, texts, collections and searches is text', async () => {
  const shelf = id();
  const title = PAYLOADS[0] as string;
  await olga('save-collection', {
    ...{ site: site(), collection: shelf },
    texts: [{ language: 'en', title, description: PAYLOADS[2] }],
  });
  const slugs: string[] = [];
  for (const [at, payload] of PAYLOADS.entries()) {
    const text = payload.replaceAll('\u0000', '');
    const article = await publish({
      title: `${at} ${text}`,
      summary: text,
      body: `${text}\n\n# ${text}\n\n\`${text}\``,
      shelf,
    });
    slugs.push(article);
  }
  const page = await read('/en');
  const hurt = () => page.evaluate(() => (window as unknown as { hurt?: number }).hurt);
  const addresses = [
    ...['', ...slugs.map((article) => `/articles/${article}`)].map((path) => `${help}/en${path}`),
    ...PAYLOADS.map((payload) => `${help}/en/search?q=${encodeURIComponent(payload)}`),
    await page.getByRole('link', { name: title, exact: true }).evaluate((link) => (link as HTMLAnchorElement).href),
  ];
  for (const address of addresses) {
    await page.goto(address);
    await page.locator('foyer-widget').waitFor({ state: 'attached' });
    const made = await page.locator('main :is(script, svg[onload], img, style, iframe)').count();
    expect([await hurt(), made], address).toEqual([undefined, 0]);
  }
  await page.goto(`${help}/en/articles/${slugs[1]}`);
  await page.getByRole('heading', { name: `1 ${PAYLOADS[1]}`, level: 1, exact: true }).waitFor();
  const { '@graph': graph } = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').textContent()) ?? '',
  );
  expect(graph[0].headline).toBe(`1 ${PAYLOADS[1]}`);
});

test('from her desk Olga goes to an article as the web has it', async () => {
  const article = await publish({ title: 'Handles', body: 'Of wood.' });
  const path = `/inbox/articles/${article}/en`;
  const desk = await sitDown(scene.browser, scene.house.url, scene.house.olgasCookie, {}, path);
  contexts.push(desk.context);
  const link = desk.page.getByRole('link', { name: 'Read it on the web' });
  expect(await link.getAttribute('target')).toBe('_blank');
  await desk.page.goto((await link.getAttribute('href')) ?? '');
  await desk.page.getByRole('heading', { name: 'Handles', level: 1 }).waitFor();
});

test.each([1280, 360])(
  'Olga gives it a name and a host name of her own, %i px wide, and switches it off',
  async (width) => {
    const { house } = scene;
    const options: BrowserContextOptions = {
      viewport: { width, height: 800 },
      colorScheme: width === 360 ? 'dark' : 'light',
    };
    const desk = await sitDown(scene.browser, house.url, house.olgasCookie, options, `/inbox/sites/${site()}/help`);
    contexts.push(desk.context);
    const { page } = desk;
    const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByLabel('Short name').fill('Pots & Pans');
    await save();
    await page.getByText('Please take small letters and digits').waitFor();
    await page.getByLabel('Short name').fill('pots');
    await page.getByLabel('Host name of your own').fill(' https://Help.Shop.localhost/ ');
    await save();
    await page.getByRole('link', { name: 'http://help.shop.localhost' }).waitFor();
    expect(await page.getByLabel('Host name of your own').inputValue()).toBe('help.shop.localhost');
    expect(await flawsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

    const reader = await read('/en', { viewport: { width, height: 800 } });
    await reader.goto(`http://help.shop.localhost:${new URL(house.url).port}/`);
    await reader.getByRole('link', { name: 'Iron & oil' }).click();
    await reader.getByRole('link', { name: 'Care of pans Oil, and little else.' }).click();
    expect(new URL(reader.url()).pathname).toBe('/en/articles/care-of-pans');
    await reader.getByRole('button', { name: /^Chat with/ }).click();
    await reader.getByRole('textbox', { name: 'Write a message…' }).waitFor();

    await page.getByRole('checkbox', { name: 'There is a help centre on the web' }).uncheck();
    await save();
    await page.getByText('Nobody finds it at its address.').waitFor();
    expect((await reader.reload())?.status()).toBe(404);
    await house.asStaff(house.olgasCookie, 'sites/update', {
      ...{ site: site(), helpCentre: { open: true, name: null, host: null } },
    });
  },
);

test.each([1280, 360])(
  'Vera reads the board without scripts at %i px, in every look, and asks in the chat',
  async (width) => {
    const ask = (verb: string, payload: object) =>
      scene.house.asStaff(scene.house.olgasCookie, `boards/${verb}`, payload);
    const rules = { open: true, audience: 'public', waits: 'nobody', linksWait: true, mostPerDay: null, words: [] };
    await ask('set-rules', { site: site(), rules });
    const idea = id();
    const title = `${PAYLOADS[0]} ${width}`;
    await ask('save', { site: site(), idea, title, body: PAYLOADS.slice(0, 5).join('\n') });
    await ask('set-status', { idea, status: 'planned', word: PAYLOADS[1] });
    for (const look of [
      { language: 'en', colorScheme: 'light' as const },
      { language: 'ar', colorScheme: 'dark' as const },
    ]) {
      const page = await read(`/${look.language}`, {
        ...{ viewport: { width, height: 800 }, javaScriptEnabled: false, colorScheme: look.colorScheme },
      });
      await page.locator('.to-ideas').click();
      await page.locator('.choices a').nth(2).click();
      await page.locator('.ideas a', { hasText: title }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await page.locator('.idea-answer').textContent()).toContain(PAYLOADS[1]);
      expect(await page.locator('[data-ask]').getAttribute('href')).toContain('/chat/');
    }
    const page = await read(`/en/ideas/${idea}`, { viewport: { width, height: 800 } });
    await page.waitForFunction("typeof Foyer === 'function'");
    expect(await flawsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    await page.getByRole('link', { name: 'Open the chat' }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'Ideas' }).waitFor();
  },
);
