import { once } from 'node:events';
import { get } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inkOn } from '../../protocol/ink.ts';
import { FONTS, LAUNCHERS, type Look } from '../../protocol/look.ts';
import { LANGUAGES } from '../../protocol/sites.ts';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

const MINUTE = 60_000;

describe.each(databases)('sites, on $name', ({ name, fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let later = 0;
  beforeEach(async () => {
    later = 0;
    data = await fresh();
    house = await openHouse(data.env, () => Date.now() + later);
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  const ask = async (verb: string, payload: object = {}): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, `sites/${verb}`, payload)).body;
  const update = (changes: object) => ask('update', { site: house.site.id, ...changes });
  const site = async (): Promise<Answer> => (await ask('get', { site: house.site.id })).site;
  const loader = (headers: Record<string, string> = {}, key = house.site.key) =>
    fetch(`${house.url}/foyer/${key}.js`, { headers });
  const settingsIn = (script: string) =>
    new Function(`return ${/\{key:".*\}(?=,Reflect\.get)/s.exec(script)?.[0] ?? 'null'}`)();

  test('a fresh installation has one site, which no page may embed before its address is known', async () => {
    const { sites, snippetBase } = await ask('list');
    expect(sites).toMatchObject([{ key: expect.stringMatching(/^[A-Za-z0-9]{16}$/), seenAt: null, seenOn: null }]);
    expect(snippetBase).toBe(`http://localhost:${house.app.port}`);
    await update({ origins: [] });
    const asked = await house.post('/api/visitor/sessions', { site: house.site.key }, { origin: SHOP });
    expect(asked).toMatchObject({ status: 403, body: { code: 'origin_refused' } });
  });

  test('a new site asks for its address first', async () => {
    expect(await ask('create', { name: 'Stall' })).toMatchObject({ code: 'bad_input', field: 'origin' });
    const made = await ask('create', { name: '  Stall ', origin: 'https://Stall.example:443' });
    expect(made.site).toMatchObject({ name: 'Stall', origins: ['https://stall.example'], seenAt: null });
    expect(made.site.key).not.toBe(house.site.key);
    expect((await ask('list')).sites).toHaveLength(2);
  });

  test('origins are kept as browsers send them', async () => {
    const origins = [
      'https://Shop.Example',
      'https://shop.example:443',
      'http://127.0.0.1:8080',
      'https://bücher.example',
    ];
    const due = ['https://shop.example', 'http://127.0.0.1:8080', 'https://xn--bcher-kva.example'];
    expect((await update({ origins })).site.origins).toEqual(due);
    expect((await site()).origins).toEqual(due);
  });

  test('what is no origin is refused, and the answer says which it was', async () => {
    for (const origin of [
      'shop.example',
      'ftp://shop.example',
      'https://shop.example/',
      'https://shop.example/path',
      'https://*.shop.example',
      'https://vera@shop.example',
      'https://shop.example?x',
      'https://shop example',
      'https://',
      'https://[',
      'https://shop.example:99999',
      'javascript://shop.example',
      'null',
      '*',
    ]) {
      const answer = await update({ origins: [SHOP, origin] });
      expect(answer, origin).toMatchObject({ code: 'bad_input', field: 'origins.1', detail: expect.any(String) });
      expect(await ask('create', { name: 'X', origin }), origin).toMatchObject({ code: 'bad_input', field: 'origin' });
    }
    expect((await site()).origins).toEqual([SHOP]);
  });

  test('what an owner sets is baked into the loader, with a new tag, whatever characters are in it', async () => {
    const before = await loader();
    const greeting = `"name": {"key":"x","css":1} </script><script>alert(1)</script> $& $1 "'\`\\ \u2028 🫖 \${x} __FOYER_SETTINGS__`;
    const changes = { name: 'Tea & Co', accent: '#ffd000', greeting };
    expect((await update(changes)).site).toMatchObject(changes);
    const after = await loader();
    const script = await after.text();
    expect(settingsIn(script)).toEqual({
      ...{ editMinutes: 15, closedRooms: [] },
      ...{ key: house.site.key, name: changes.name, greeting, theme: 'system', launcher: 'own' },
      label: 'Chat with Tea & Co',
      css: expect.stringContaining('--a:#ffd000;--t:#000;'),
      app: expect.stringMatching(/^app-.*\.js$/),
      acts: expect.stringMatching(/^acts-.*\.js$/),
    });
    expect(script).not.toContain('</script');
    expect(() => new Function(script)).not.toThrow();
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(after.headers.get('cache-control')).toMatch(/max-age=60\b.*stale-while-revalidate/);
    expect(after.headers.get('content-type')).toMatch(/^text\/javascript/);
    const known = await loader({ 'if-none-match': after.headers.get('etag') as string });
    expect([known.status, await known.text()]).toEqual([304, '']);
    // What was left out of a change stays.
    expect((await update({ name: 'Tea' })).site).toMatchObject({ ...changes, name: 'Tea' });
  });

  test('owners say it in their own words: sentence by sentence, in each language, until they take them back', async () => {
    const book = async (language: string) =>
      (await fetch(`${house.url}/foyer/${house.site.key}/words/${language}`)).json();
    const fresh = settingsIn(await (await loader()).text());
    expect([fresh.greeting, fresh.own]).toEqual([undefined, undefined]);
    expect(await book('de')).toEqual({});
    const send = { language: 'de', name: 'chat.send', text: 'Ab damit' };
    const many = { language: 'de', name: 'files.refused.many.one', text: 'Nur {count} Datei' };
    const late = { language: 'fr', name: 'chat.send', text: 'C’est parti' };
    expect((await update({ sentences: [send, many] })).site.sentences).toEqual([send, many]);
    expect((await update({ name: 'Tea', sentences: [late] })).site.sentences).toEqual([send, many, late]);
    expect(settingsIn(await (await loader()).text()).own).toBe(1);
    expect(await book('de')).toEqual({
      chat: { send: 'Ab damit' },
      files: { refused: { many: { one: 'Nur {count} Datei' } } },
    });
    // An empty text is Foyer's own again; what is not among the changes stays.
    const later = await update({
      sentences: [
        { ...send, text: ' ' },
        { ...late, text: 'Allons-y' },
      ],
    });
    expect(later.site.sentences).toEqual([many, { ...late, text: 'Allons-y' }]);
    expect((await ask('list')).sites[0].sentences).toEqual(later.site.sentences);
    for (const wrong of [{ language: 'tlh' }, { name: '__proto__.x' }, { name: 'send' }, { text: 'x'.repeat(501) }]) {
      expect(await update({ sentences: [{ ...send, ...wrong }] })).toMatchObject({ code: 'bad_input' });
    }
    const upside = [
      { language: 'it', name: 'chat.send', text: 'A' },
      { language: 'it', name: 'chat.send.deeper', text: 'B' },
      { language: 'it', name: 'constructor.name', text: 'C' },
    ];
    await update({ sentences: upside });
    expect(await book('it')).toEqual({ chat: { send: { deeper: 'B' } }, constructor: { name: 'C' } });
    expect((await fetch(`${house.url}/foyer/${'A'.repeat(16)}/words/de`)).status).toBe(404);
  });

  test('the launcher is called so in the language that the browser asks for, or in the owner’s words', async () => {
    await update({ name: 'Tea $& Co' });
    const labelFor = async (wishes: string) => {
      const answer = await loader({ 'accept-language': wishes });
      expect(answer.headers.get('vary')).toMatch(/accept-language/);
      return settingsIn(await answer.text()).label;
    };
    expect(await labelFor('de-AT,de;q=0.9,en;q=0.8')).toBe('Chat mit Tea $& Co');
    expect(await labelFor('tlh, he;q=0.5')).toBe('צ׳אט עם Tea $& Co');
    expect(await labelFor('*')).toBe('Chat with Tea $& Co');
    await update({ sentences: [{ language: 'de', name: 'chat.dialog', text: 'Fragen an {site}' }] });
    expect(await labelFor('de')).toBe('Fragen an Tea $& Co');
  });

  test('every option of the look is kept, is baked in, and leaves the loader within its 2,200 bytes', async () => {
    const look: Look = {
      ...{ theme: 'dark', accentDark: '#f0a3d1', radius: 16, font: 'humanist', side: 'start', offsetX: 24 },
      ...{ offsetY: 32, launcher: 'dots', selector: '#help' },
    };
    const everything = {
      ...{ name: 'Whitby Tea House & Pottery', accent: '#7a1f5c', look, editMinutes: 60 },
      closedRooms: ['home', 'messages', 'help', 'feedback'],
      greeting:
        'Hello! Ask us anything about our teas, pots and deliveries. Ada, Ben and Mirjam read every message and answer here, most days within an hour.',
      sentences: LANGUAGES.map((language) => ({ language, name: 'chat.send', text: '!' })),
    };
    expect((await update(everything)).site).toMatchObject(everything);
    const settings = settingsIn(await (await loader()).text());
    expect(settings).toMatchObject({ theme: 'dark', launcher: 'own' });
    expect(settings.css).toContain('--a:light-dark(#7a1f5c,#f0a3d1);--t:light-dark(#fff,#000);--i:24px auto;--y:32px;');
    for (const launcher of LAUNCHERS) {
      for (const font of FONTS) {
        await update({ look: { ...look, launcher, font } });
        const script = Buffer.from(await (await loader()).arrayBuffer());
        expect(gzipSync(script, { level: 9 }).length, `${launcher}, ${font}`).toBeLessThanOrEqual(2_200);
      }
    }
    await update({ look: { ...look, launcher: 'page' } });
    expect(settingsIn(await (await loader()).text()).launcher).toBe('#help');
    later += 6_000;
    expect((await site()).look).toEqual({ ...look, launcher: 'page' });
  });

  test('a look that is none is refused, and says where', async () => {
    const { look } = await site();
    for (const [field, value] of [
      ['theme', 'sepia'],
      ['accentDark', 'red'],
      ['radius', 25],
      ['font', 'https://fonts.example/x.woff2'],
      ['side', 'top'],
      ['offsetX', -1],
      ['offsetY', 121],
      ['launcher', '}*{display:none'],
      ['selector', 'x'.repeat(201)],
    ] as const) {
      expect(await update({ look: { ...look, [field]: value } }), field).toMatchObject({
        ...{ code: 'bad_input', field: `look.${field}` },
      });
    }
    expect((await site()).look).toEqual(look);
  });

  test('a key that is not there has no loader', async () => {
    for (const key of [
      'A'.repeat(16),
      '__proto__',
      'constructor',
      house.site.key.toLowerCase() === house.site.key ? 'x' : house.site.key.toLowerCase(),
    ]) {
      expect((await loader({}, key)).status).toBe(404);
    }
    expect((await fetch(`${house.url}/foyer/${house.site.key}`)).status).toBe(404);
  });

  test('the snippet is seen when a page of the list loads it, by its Referer', async () => {
    for (const referer of [
      undefined,
      'https://elsewhere.example/',
      `${house.url}/demo/`,
      'nonsense',
      `${SHOP}.evil.example/`,
    ]) {
      await loader(referer === undefined ? {} : { referer });
    }
    expect(await site()).toMatchObject({ seenAt: null, seenOn: null });
    // Whoever forgot an address reads which one it is.
    const looked = async () => (await house.asStaff(house.olgasCookie, 'sites/get', { site: house.site.id })).body;
    expect((await looked()).refusedOn).toBe(`${SHOP}.evil.example`);
    later = 25 * 60 * MINUTE;
    expect((await looked()).refusedOn).toBeNull();
    later = 0;
    await loader({ referer: `${SHOP}/teapots?utm_source=letter&mail=vera@shop.example#top` });
    const seen = await site();
    expect(seen.seenOn).toBe(`${SHOP}/teapots`);
    expect(Math.abs(seen.seenAt - Date.now())).toBeLessThan(MINUTE);
    // Once a minute is enough.
    await loader({ referer: `${SHOP}/cups` });
    expect((await site()).seenOn).toBe(`${SHOP}/teapots`);
    later = 2 * MINUTE;
    await loader({ referer: `${SHOP}/cups` });
    // It is on disk: what a look finds after the copy in memory has grown old.
    const lookLater = async () => {
      later += 6_000;
      return (await site()).seenOn;
    };
    await expect.poll(lookLater).toBe(`${SHOP}/cups`);
    expect((await update({ name: 'Renamed' })).site.seenOn).toBe(`${SHOP}/cups`);
  });

  test('a change forgets nothing that was seen in between', async () => {
    await loader({ referer: `${SHOP}/` });
    await update({ name: 'Renamed' });
    later = MINUTE;
    await expect.poll(async () => (await site()).seenAt).not.toBeNull();
  });

  test('a Host header that is none breaks nothing', async () => {
    for (const host of ['[', '%%%', 'a b', 'http://x', '']) {
      const request = get(`${house.url}/foyer/${house.site.key}.js`, { headers: { host, referer: `${SHOP}/` } });
      const [response] = await once(request, 'response');
      response.resume();
      expect([200, 400]).toContain(response.statusCode);
    }
  });

  // SQLite lets no second server near its file.
  if (name === 'PostgreSQL')
    test('a change reaches every server on the same database within seconds', async () => {
      const second: App = await open(readSettings({ ...data.env, PORT: '0' }), { logger: false });
      const there = async () => {
        const script = await (await fetch(`${second.url}/foyer/${house.site.key}.js`)).text();
        return settingsIn(script)?.name;
      };
      expect(await there()).toBe(house.site.name);
      await update({ name: 'Renamed' });
      await expect.poll(there, { timeout: 8_000, interval: 200 }).toBe('Renamed');
      await second.close();
    });
});

test('text on any accent reaches the contrast that WCAG asks for', () => {
  const channel = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (color: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(color.slice(at, at + 2), 16) / 255));
    return 0.2126 * (r as number) + 0.7152 * (g as number) + 0.0722 * (b as number);
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const accent = `#${number.toString(16).padStart(6, '0')}`;
      const [light, dark] = [luminance(accent), luminance(inkOn(accent))].sort((a, b) => b - a) as [number, number];
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  );
});
