import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get as ask } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse } from '../support/server.ts';

/** The help centre on the web, as browsers, proxies and search engines ask for it. */
describe.each(databases)('the help centre of a shop, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let site: string;
  let root: string;
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env);
    site = house.site.id;
    root = `/help/${house.site.key}`;
  });
  afterAll(async () => {
    await house.close();
    await data.remove();
  });

  const olga = async (verb: string, payload: object = {}, at = 'articles'): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, `${at}/${verb}`, payload)).body;
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(house.url + path, { method, redirect: 'manual', headers });
  const text = async (path: string) => (await get(root + path)).text();
  const leadsTo = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await get(path, headers);
    return `${answer.status} ${answer.headers.get('location')}`;
  };

  type Text = { title: string; body?: string; summary?: string; language?: string; article?: string; at?: string };
  async function write({ title, body = 'Words.', summary = '', language = 'en', article = id(), at = site }: Text) {
    await olga('save', { site: at, article, language, edits: 0, title, summary, body });
    return article;
  }
  async function publish(said: Text, slug?: string): Promise<string> {
    const article = await write(said);
    await olga('publish', { article, language: said.language ?? 'en', at: null, ...(slug ? { slug } : {}) });
    return article;
  }

  test('before anything is written there is a page that says so, in the language that is asked for', async () => {
    expect(await leadsTo('/help')).toBe(`302 ${root}`);
    expect(await leadsTo('/help/')).toBe(`302 ${root}`);
    expect(await leadsTo(root, { 'accept-language': 'pl,en;q=0.5' })).toBe(`302 ${root}/pl`);
    expect(await text('/pl')).toContain('Tu jeszcze nic nie ma.');
    expect((await get(`${root}/en/search?q=lids`)).status).toBe(200);
  });

  test('what is published is on the front page, in its collection, and on a page of its own', async () => {
    const shelf = id();
    const texts = [
      { language: 'en', title: 'Pots & pans', description: 'All of them' },
      { language: 'de', title: 'Töpfe', description: '' },
    ];
    await olga('save-collection', { site, collection: shelf, texts });
    const article = await publish({
      title: 'Which lid fits?',
      summary: 'Measure it.',
      body: '# By size\n\nThe **big** one.',
    });
    await olga('place', { article, collection: shelf });
    const front = await text('/en');
    expect(front).toContain(`href="${root}/en/articles/which-lid-fits"`);
    const [, collection = ''] = /href="([^"]+\/collections\/pots-pans-[^"]+)"/.exec(front) ?? [];
    expect(await (await get(collection)).text()).toMatch(/Pots &amp; pans[\s\S]+Which lid fits\?/);
    const page = await text('/en/articles/which-lid-fits');
    expect(page).toMatch(/<h2 id="by-size"[^>]*>By size<\/h2><p[^>]*>The <strong>big<\/strong> one\.<\/p>/);
    expect(page).toContain('<meta name="description" content="Measure it."/>');
    // A collection that is called something else is found by its old address.
    await olga('save-collection', {
      ...{ site, collection: shelf },
      texts: [{ language: 'en', title: 'Pans', description: '' }],
    });
    expect(await leadsTo(collection)).toMatch(/^301 .*\/collections\/pans-\w{8}$/);
  });

  test('earlier names, ids and other languages lead on; what is nowhere says so, with a search', async () => {
    const article = await publish({ title: 'Care of pans' }, 'old-name');
    await olga('publish', { article, language: 'en', at: null, slug: 'new-name' });
    const here = `${root}/en/articles/new-name`;
    expect(await leadsTo(`${root}/en/articles/old-name`)).toBe(`301 ${here}`);
    expect(await leadsTo(`${root}/en/articles/${article}`)).toBe(`301 ${here}`);
    expect(await leadsTo(`${here}/`)).toBe(`301 ${here}`);
    expect(await leadsTo(`${root}/EN/articles/new-name`)).toBe(`302 ${here}`);
    await publish({ title: 'Pfannen pflegen', language: 'de', article });
    expect(await leadsTo(`${root}/de/articles/new-name`)).toBe(`301 ${root}/de/articles/pfannen-pflegen`);
    await publish({ title: 'Nur deutsch', language: 'de' });
    expect(await leadsTo(`${root}/en/articles/nur-deutsch`)).toBe(`302 ${root}/de/articles/nur-deutsch`);
    expect(await leadsTo(root, { 'accept-language': 'de-AT' })).toBe(`302 ${root}/de`);
    expect(await leadsTo(root, { 'accept-language': 'sw' })).toMatch(/^302 .*\/(de|en)$/);
    const gone = await get(`${root}/en/articles/nothing-like-it`);
    expect(gone.status).toBe(404);
    expect(await gone.text()).toMatch(/noindex[\s\S]+This page is not here[\s\S]+<form action="[^"]+\/en\/search"/);
    for (const path of [`/help/${'A'.repeat(16)}`, `/help/${'A'.repeat(16)}/en/articles/new-name`, `/help/${site}`]) {
      const nowhere = await get(path);
      expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    }
  });

  test.each(['%00', '%E0%A4%A', 'a'.repeat(300), '%ED%A0%80', '..%2f..%2fetc', "'%20or%201=1", '%2e%2e', '<script>'])(
    'an address with %s in it is nowhere, and nothing breaks',
    async (part) => {
      for (const path of [`/en/articles/${part}`, `/en/collections/${part}`, `/${part}`, `/en/${part}/x`]) {
        const answer = await get(root + path);
        expect([301, 302, 404]).toContain(answer.status);
        expect(await answer.text()).not.toContain('<script>alert');
      }
      expect((await get(`${root}/en/search?q=${part}&q=twice`)).status).toBeLessThan(500);
      expect((await get(`${root}/en/search?q=${part}`)).status).toBeLessThan(500);
    },
  );

  test('drafts, plans, what is for staff, what was taken away and what is another site’s are nowhere', async () => {
    const other = await olga('create', { name: 'Atelier', origin: 'https://atelier.example' }, 'sites');
    const hidden = {
      draft: await write({ title: 'A secret draft' }),
      internal: await publish({ title: 'A secret of staff' }),
      offline: await publish({ title: 'A secret of before' }),
      removed: await publish({ title: 'A secret that is removed' }),
      planned: await write({ title: 'A secret of tomorrow' }),
      "another site's": await publish({ title: 'A secret of theirs', at: other.site.id }),
    };
    await olga('place', { article: hidden.internal, audience: 'internal' });
    await olga('unpublish', { article: hidden.offline, language: 'en' });
    await olga('remove', { article: hidden.removed });
    await olga('publish', { article: hidden.planned, language: 'en', at: Date.now() + 86_400_000 });
    const names = Object.values(hidden);
    const slugs = ['draft', 'of-staff', 'of-before', 'that-is-removed', 'of-tomorrow', 'of-theirs'].map(
      (end) => `a-secret-${end}`,
    );
    for (const name of [...names, ...slugs]) {
      expect(`${name} ${(await get(`${root}/en/articles/${name}`)).status}`).toBe(`${name} 404`);
    }
    for (const path of ['/en', '/de', '/en/search?q=secret', '/en/collections/more', '/sitemap.xml', '/en/feed.xml']) {
      expect(await text(path), path).not.toMatch(/>[^<]*a secret [dot]/i);
      expect(await text(path), path).not.toMatch(/\/a-secret/);
    }
    expect(await (await get(`/help/${other.site.key}/en`)).text()).toContain('A secret of theirs');
  });

  test('browsers and proxies ask whether it is still so; what was changed shows at once', async () => {
    const article = await publish({ title: 'How long does it bake?', body: 'An hour.' });
    const path = `${root}/en/articles/how-long-does-it-bake`;
    const first = await get(path, { 'accept-encoding': 'br' });
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    expect(first.headers.get('vary')).toBe('accept-encoding');
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(path, { 'if-none-match': known });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    const head = await get(path, {}, 'HEAD');
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    const { edits } = await olga('get', { article, language: 'en' });
    await olga('save', {
      site,
      article,
      language: 'en',
      edits,
      title: 'How long does it bake?',
      summary: '',
      body: 'Two hours.',
    });
    await olga('publish', { article, language: 'en', at: null });
    const changed = await get(path, { 'if-none-match': etag });
    expect([changed.status, /Two hours\./.test(await changed.text())]).toEqual([200, true]);
  });

  test('its policy lets nothing run or load but what the page holds, and the snippet', async () => {
    const answer = await get(`${root}/en/articles/which-lid-fits`);
    const page = await answer.text();
    const hashOf = (part: string) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
    const policy = answer.headers.get('content-security-policy') ?? '';
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const scripts = [...page.matchAll(/<script(?: type="[^"]+")?>([\s\S]*?)<\/script>/g)].map(
      ([, script]) => script ?? '',
    );
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(policy).toContain(`style-src ${hashOf(style)};`);
    expect(policy).toContain(`script-src ${scripts.map(hashOf).join(' ')} ${house.url};`);
    expect(page).not.toMatch(/ (style|on\w+)="/);
  });

  test('search engines learn what it is, where it is, and in which languages; readers of feeds what is new', async () => {
    const page = await text('/en/articles/new-name');
    const at = house.url + root;
    expect(page).toContain(`<link rel="canonical" href="${at}/en/articles/new-name"/>`);
    expect(page).toContain(`<link rel="alternate" hreflang="de" href="${at}/de/articles/pfannen-pflegen"/>`);
    expect(page).toContain('<meta property="og:title" content="Care of pans"/>');
    const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [article, crumbs] = JSON.parse(json)['@graph'];
    expect(article).toMatchObject({ '@type': 'Article', headline: 'Care of pans', inLanguage: 'en' });
    expect(crumbs.itemListElement.at(-1)).toMatchObject({ item: `${at}/en/articles/new-name` });
    expect(await text('/en/search?q=pans')).toContain('<meta name="robots" content="noindex"/>');

    const map = await text('/sitemap.xml');
    expect(map).toContain(`<loc>${at}/en/articles/new-name</loc>`);
    expect(map).toContain(`hreflang="de" href="${at}/de/articles/pfannen-pflegen"`);
    expect(await text('/robots.txt')).toBe(`User-agent: *\nDisallow: ${root}/*/search\nSitemap: ${at}/sitemap.xml\n`);
    const feed = await text('/de/feed.xml');
    expect([...feed.matchAll(/<item><title>([^<]+)/g)].map(([, title]) => title)).toEqual([
      'Nur deutsch',
      'Pfannen pflegen',
    ]);
    expect((await get(`${root}/fr/feed.xml`)).status).toBe(404);
  });

  test('it has a short name, and a host name of the owner’s, which search engines hear of; or is switched off', async () => {
    await publish({ title: 'Handles' }, 'handles');
    const set = (helpCentre: object, at = site) => olga('update', { site: at, helpCentre }, 'sites');
    const alone = { open: true, name: 'pots', host: null };
    expect(await set(alone)).toMatchObject({ ok: true, site: { helpCentre: alone } });
    expect(await (await get('/help/pots/en/articles/handles')).text()).toContain(
      `<link rel="canonical" href="${house.url}/help/pots/en/articles/handles"/>`,
    );
    expect(await text('/en/articles/handles')).toContain(`href="${house.url}/help/pots/en/articles/handles"`);

    const { site: other } = await olga('create', { name: 'Stall', origin: 'https://stall.example' }, 'sites');
    expect(await set(alone, other.id)).toMatchObject({ code: 'conflict', field: 'helpCentre.name' });
    for (const wrong of ['Pots', '-pots', 'pots--pans', 'a'.repeat(41), '', '../x']) {
      expect(await set({ ...alone, name: wrong })).toMatchObject({ code: 'bad_input', field: 'helpCentre.name' });
    }
    for (const wrong of ['shop', '127.0.0.1', 'help.shop.example:80', 'https://help.shop.example', 'a..example', '']) {
      expect(await set({ ...alone, host: wrong })).toMatchObject({ code: 'bad_input', field: 'helpCentre.host' });
    }

    const owned = { ...alone, host: 'help.shop.example' };
    await set(owned);
    expect(await set({ ...owned, name: null }, other.id)).toMatchObject({ code: 'conflict', field: 'helpCentre.host' });
    const at = (path: string, host = `Help.Shop.Example:${house.app.port}`) => askAt(house.url, path, host);
    expect(await at('/')).toMatchObject({ status: 302, location: '/en' });
    const page = await at('/en/articles/handles');
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('action="/en/search"') });
    expect(page.body).toContain('<link rel="canonical" href="http://help.shop.example/en/articles/handles"/>');
    expect((await at('/sitemap.xml')).body).toContain('<loc>http://help.shop.example/en/articles/handles</loc>');
    expect((await at('/robots.txt')).body).toContain('Sitemap: http://help.shop.example/sitemap.xml');
    expect(await text('/en/articles/handles')).toContain('href="http://help.shop.example/en/articles/handles"');
    // Nobody is led elsewhere by an address that begins as one of another host does.
    for (const path of ['//evil.example/', '/\\\\evil.example/', '/%5Cevil.example/', '//evil.example/%2f/']) {
      expect((await at(path)).location ?? '/').toMatch(/^\/[^/\\]*/);
      expect((await at(path)).location ?? '').not.toMatch(/^[/\\]{2}|:/);
    }
    expect((await at('/health')).status).toBe(200);
    expect((await at('/en', 'elsewhere.example')).status).toBe(404);
    // What the page loads comes from there as well.
    expect((await at(`/foyer/${house.site.key}.js`)).status).toBe(200);
    const from = { origin: 'http://help.shop.example' };
    expect((await house.post('/api/visitor/sessions', { site: house.site.key }, from)).status).toBe(200);

    await set({ ...owned, open: false });
    expect((await get('/help/pots/en')).status).toBe(404);
    expect((await get(`${root}/en`)).status).toBe(404);
    expect((await at('/en')).status).toBe(404);
    expect((await house.post('/api/visitor/sessions', { site: house.site.key }, from)).status).toBe(403);
    await set({ open: true, name: null, host: null });
  });

  test('a first view of 200 articles is small', async () => {
    const shelf = id();
    await olga('save-collection', {
      site,
      collection: shelf,
      texts: [{ language: 'en', title: 'Many', description: '' }],
    });
    const body = Array.from({ length: 30 }, (_, n) => `# Part ${n}\n\n${`Word ${n * 7919} of many. `.repeat(20)}`).join(
      '\n\n',
    );
    for (let n = 0; n < 200; n++) {
      const article = await publish({
        title: `Question ${n} about pans`,
        summary: 'What it says.',
        body: n === 0 ? body : 'Words.',
      });
      await olga('place', { article, collection: shelf });
    }
    const [, collection = ''] = /href="[^"]+(\/en\/collections\/many-[^"]+)"/.exec(await text('/en')) ?? [];
    for (const path of ['/en', collection, '/en/articles/question-0-about-pans', '/en/search?q=pans']) {
      const { size, whole } = await onTheWire(house.url + root + path);
      expect(whole).toContain('Question 0 about pans');
      expect(size, path).toBeLessThan(50_000);
    }
  });

  test('a public board has pages by votes and by status, an idea tells its story; what is not for everybody is nowhere', async () => {
    const rules = { open: true, audience: 'public', waits: 'nobody', linksWait: true, mostPerDay: null, words: [] };
    const board = (verb: string, payload: object) => olga(verb, payload, 'boards');
    const setRules = (some: object) => board('set-rules', { site, rules: { ...rules, ...some } });
    await setRules({});
    const wish = async (title: string, body = ''): Promise<string> => {
      const idea = id();
      await board('save', { site, idea, title, body });
      return idea;
    };
    const [glass, wood] = [await wish('Lids of <glass>', 'One sees what cooks.'), await wish('Lids of wood')];
    await board('set-status', { idea: glass, status: 'planned', word: 'In spring & not before.' });
    await board('set-status', { idea: glass, status: 'done', word: 'It is here.' });

    const all = await text('/en/ideas');
    expect(all).toContain('Lids of &lt;glass>');
    expect(all).toContain('Lids of wood');
    const done = await text('/en/ideas?status=done');
    expect(done).toContain('Lids of &lt;glass>');
    expect(done).not.toContain('Lids of wood');
    expect(await text('/en/ideas?status=nothing&after=x')).toContain('Lids of wood');
    expect(await text('/en/ideas?after=2')).not.toContain('Lids of wood');

    const story = await text(`/en/ideas/${glass}`);
    for (const said of ['One sees what cooks.', 'It is here.', 'In spring &amp; not before.', 'Planned', 'Done'])
      expect(story).toContain(said);
    await board('merge', { idea: wood, into: glass });
    expect(await leadsTo(`${root}/en/ideas/${wood}`)).toBe(`302 ${root}/en/ideas/${glass}`);
    for (const nowhere of [id(), 'nothing']) expect((await get(`${root}/en/ideas/${nowhere}`)).status).toBe(404);

    const gone = await wish('Taken away');
    await board('remove', { idea: gone });
    expect((await get(`${root}/en/ideas/${gone}`)).status).toBe(404);
    for (const closed of [{ audience: 'proven' }, { open: false }]) {
      await setRules(closed);
      for (const path of ['/en/ideas', `/en/ideas/${glass}`]) expect((await get(root + path)).status).toBe(404);
      expect(await text('/en')).not.toContain('/en/ideas');
    }
    expect(await text('/sitemap.xml')).not.toContain('/en/ideas');
    await setRules({});
    expect(await text('/en')).toContain('/en/ideas');
    expect(await text('/sitemap.xml')).toContain('/en/ideas<');
  });
});

/** As many bytes as a browser gets. */
async function onTheWire(address: string): Promise<{ size: number; whole: string }> {
  const { request } = await import('node:http');
  const packed = await new Promise<Buffer>((resolve, reject) => {
    request(address, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
    })
      .on('error', reject)
      .end();
  });
  return { size: packed.length, whole: brotliDecompressSync(packed).toString() };
}

/** What a browser gets that reached us by a name: `fetch` does not let one say which. */
async function askAt(url: string, path: string, host: string) {
  const { hostname, port } = new URL(url);
  const [answer] = await once(ask({ hostname, port, path, headers: { host } }), 'response');
  let body = '';
  for await (const part of answer.setEncoding('utf8')) body += part;
  return { status: answer.statusCode as number, location: answer.headers.location as string | undefined, body };
}
