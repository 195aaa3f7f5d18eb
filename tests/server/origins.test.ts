import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { rawLine } from '../support/rawline.ts';
import { connect, id, type OpenHouse, openHouse, PASSWORD, SHOP } from '../support/server.ts';

const OTHER_SHOP = 'http://other-shop.example';
const EVIL = 'http://evil.example';

describe('From which pages', () => {
  let house: OpenHouse;
  let token: string;
  let otherKey: string;
  beforeAll(async () => {
    house = await openHouse();
    token = await house.visitorToken();
    const other = { name: 'Other shop', origin: OTHER_SHOP };
    otherKey = (await house.asStaff(house.olgasCookie, 'sites/create', other)).body.site.key;
  });
  afterAll(() => house.close());

  const cookie = () => house.olgasCookie;
  const search = () => `&site=${house.site.key}`;

  test.each([
    ['an allowed shop with its site', () => ({ origin: SHOP, search: search() }), 'in'],
    ['an allowed shop in capitals', () => ({ origin: SHOP.toUpperCase(), search: search() }), 'in'],
    ['our own pages', () => ({ origin: house.url }), 'in'],
    ['a program without Origin and cookie', () => ({ search: search() }), 'in'],
    ['an allowed shop that names no site', () => ({ origin: SHOP }), 'refused'],
    ['an allowed shop with the key of another site', () => ({ origin: SHOP, search: `&site=${otherKey}` }), 'refused'],
    ['another shop', () => ({ origin: EVIL, search: search() }), 'refused'],
    ['a shop that only begins alike', () => ({ origin: `${SHOP}.evil.example`, search: search() }), 'refused'],
    ['a sandboxed frame', () => ({ origin: 'null', search: search() }), 'refused'],
    ['a cookie without Origin', () => ({ cookie: cookie() }), 'refused'],
    ['a cookie without Origin beside a site', () => ({ cookie: cookie(), search: search() }), 'refused'],
    ['a site that is not there', () => ({ origin: SHOP, search: '&site=nonsense' }), 'refused'],
  ])('a websocket of %s', async (_who, options, due) => {
    const came = await rawLine(house.url, options()).then(
      (line) => line.close().then(() => 'in'),
      () => 'refused',
    );
    expect(came).toBe(due);
  });

  test('a line that an allowed shop opened does not reach the staff door, with the cookie of an owner either', async () => {
    const line = await rawLine(house.url, { origin: SHOP, cookie: cookie(), search: search() });
    expect(await line.enter('staff', '{"protocol":1}')).toMatchObject({ code: 'origin_refused' });
    await line.close();
  });

  test('a program without Origin reaches the staff door with nothing', async () => {
    const line = await rawLine(house.url, {});
    expect(await line.enter('staff', JSON.stringify({ protocol: 1, token }))).toMatchObject({ code: 'origin_refused' });
    await line.close();
  });

  test('a token of one site enters from the pages of that site alone', async () => {
    const from = (origin: string, key: string) =>
      connect(`${house.url}/visitor`, {
        auth: { protocol: 1, site: key, token },
        query: { site: key },
        extraHeaders: { origin },
      });
    await expect(from(OTHER_SHOP, otherKey)).rejects.toMatchObject({ problem: { code: 'token_invalid' } });
    await expect(from(EVIL, house.site.key)).rejects.toThrow();
    (await from(SHOP, house.site.key)).close();
  });

  test('an allowed page that names its own site in the address and another in the handshake gets nothing', async () => {
    const line = await rawLine(house.url, { origin: OTHER_SHOP, search: `&site=${otherKey}` });
    const handshake = JSON.stringify({ protocol: 1, site: house.site.key, token });
    expect(await line.enter('visitor', handshake)).toMatchObject({ code: 'origin_refused' });
    await line.close();
  });

  test.each([
    ['another website', { origin: EVIL }],
    ['an allowed shop', { origin: SHOP }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page without Origin', {}],
    ['a page that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling subdomain', { 'sec-fetch-site': 'same-site' }],
  ])('a POST of %s with the cookie of an owner changes nothing', async (_who, headers) => {
    const before = (await house.asStaff(cookie(), 'sites/list')).body;
    for (const [path, body] of [
      ['/api/staff/sites/update', { site: house.site.id, name: 'Stolen' }],
      ['/api/staff/staff/me', {}],
      ['/api/staff/sign-out', {}],
      ['/api/staff/sign-in', { email: 'olga@shop.example', password: PASSWORD }],
    ] as const) {
      const answer = await fetch(`${house.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: cookie(), ...headers } as Record<string, string>,
        body: JSON.stringify(body),
      });
      expect([path, answer.status, (await answer.json()).code]).toEqual([path, 403, 'origin_refused']);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await house.asStaff(cookie(), 'sites/list')).body).toEqual(before);
  });

  test('a form cannot post: its types are refused before anybody is asked who they are', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await fetch(`${house.url}/api/staff/sites/update`, {
        method: 'POST',
        headers: { 'content-type': type, cookie: cookie(), origin: house.url },
        body: JSON.stringify({ site: house.site.id, name: 'Stolen' }),
      });
      expect(await answer.json()).toMatchObject({ code: 'bad_input', field: 'content-type' });
    }
  });

  test('what visitors are answered is for allowed pages to read, and nothing of the staff for any', async () => {
    const allowed = async (path: string, origin: string, method = 'OPTIONS') =>
      (await fetch(`${house.url}${path}`, { method, headers: { origin } })).headers.get('access-control-allow-origin');
    const post = '/api/visitor/conversations/post';
    expect(await allowed(post, SHOP)).toBe(SHOP);
    expect(await allowed(post, OTHER_SHOP)).toBe(OTHER_SHOP);
    expect(await allowed(post, 'null')).toBeNull();
    // A page that is not on the list may ask and read that it is refused, and no more than that.
    const answered = (path: string, payload: object, more = {}) =>
      fetch(`${house.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: EVIL, ...more },
        body: JSON.stringify(payload),
      });
    const refused = await answered('/api/visitor/sessions', { site: house.site.key });
    expect([refused.headers.get('access-control-allow-origin'), (await refused.json()).code]).toEqual([
      EVIL,
      'origin_refused',
    ]);
    const told = await answered('/api/visitor/conversations/list', {}, { authorization: `Bearer ${token}` });
    expect((await told.json()).code).toBe('origin_refused');
    const nothing = await answered(post, {});
    expect(nothing.headers.get('access-control-allow-origin')).toBeNull();
    for (const path of ['/api/staff/staff/me', '/api/staff/start', '/api/openapi.json'])
      for (const method of ['OPTIONS', 'GET', 'POST']) expect(await allowed(path, SHOP, method)).toBeNull();
    const answer = await fetch(`${house.url}${post}`, { method: 'OPTIONS', headers: { origin: SHOP } });
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toMatch(/origin/i);
  });

  test('a token is renewed for the pages of its site alone', async () => {
    const renew = async (origin: string | undefined) => {
      const answer = await fetch(`${house.url}/api/visitor/sessions/renew`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...(origin === undefined ? {} : { origin }) },
      });
      return (await answer.json()).code ?? 'ok';
    };
    expect(await Promise.all([SHOP, undefined, house.url].map(renew))).toEqual(['ok', 'ok', 'ok']);
    const refused = ['null', EVIL, OTHER_SHOP].map(renew);
    expect(await Promise.all(refused)).toEqual(['origin_refused', 'origin_refused', 'origin_refused']);
  });

  test('a site that takes an origin from its list refuses it at once', async () => {
    await house.allow(SHOP, 'http://second.example');
    const asked = () =>
      house.post('/api/visitor/sessions', { site: house.site.key }, { origin: 'http://second.example' });
    expect((await asked()).status).toBe(200);
    const line = await connect(`${house.url}/visitor`, {
      auth: { protocol: 1, site: house.site.key, token },
      query: { site: house.site.key },
      extraHeaders: { origin: 'http://second.example' },
    });
    const cut = new Promise((resolve) => line.socket.once('disconnect', resolve));
    await house.allow(SHOP);
    expect((await asked()).body.code).toBe('origin_refused');
    expect(await cut).toBe('transport close');
    line.close();
    expect((await house.asVisitor(token, 'conversations/post', { id: id(), body: 'Still here' })).body.ok).toBe(true);
  });
});

describe('Behind https', () => {
  const OURS = 'https://chat.shop.example';
  let app: App;
  let folder: string;
  let session: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-'));
    const env = { DATA_DIR: folder, PORT: '0', PUBLIC_URL: OURS, OWNER_EMAIL: 'olga@shop.example' };
    app = await open(readSettings({ ...env, OWNER_PASSWORD: PASSWORD }), { logger: false });
    const signedIn = await post('sign-in', { email: 'olga@shop.example', password: PASSWORD }, {});
    session = signedIn.headers.get('set-cookie') ?? '';
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${app.url}/api/staff/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: OURS, ...headers },
      body: JSON.stringify(body),
    });

  test('the cookie is one that no sibling subdomain can set', async () => {
    expect(session).toMatch(/^__Host-foyer_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
    const token = session.slice(session.indexOf('=') + 1, session.indexOf(';'));
    expect((await post('staff/me', {}, { cookie: `__Host-foyer_staff=${token}` })).status).toBe(200);
    for (const name of ['foyer_staff', '__Secure-foyer_staff', '__host-foyer_staff', 'x__Host-foyer_staff']) {
      expect((await post('staff/me', {}, { cookie: `${name}=${token}` })).status).toBe(401);
      const line = await rawLine(app.url, { origin: OURS, cookie: `${name}=${token}` });
      expect(await line.enter('staff', '{"protocol":1}')).toMatchObject({ code: 'not_signed_in' });
      await line.close();
    }
  });

  test('our own pages are those of PUBLIC_URL, whatever the Host header says', async () => {
    expect((await post('staff/me', {}, { origin: app.url, cookie: session.split(';')[0] as string })).status).toBe(403);
    expect((await post('staff/me', {}, { origin: 'http://chat.shop.example', cookie: session })).status).toBe(403);
    await expect(rawLine(app.url, { origin: app.url, cookie: session })).rejects.toThrow('400');
  });
});

describe('Behind a proxy', () => {
  const HOST = 'chat.shop.example';
  let app: App;
  let folder: string;
  const start = async (env: Record<string, string>) => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-'));
    const owner = { OWNER_EMAIL: 'olga@shop.example', OWNER_PASSWORD: PASSWORD };
    app = await open(readSettings({ DATA_DIR: folder, PORT: '0', ...owner, ...env }), { logger: false });
  };
  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  /** What the proxy passes on for a browser that said `headers`; fetch cannot say Host. */
  async function signIn(headers: Record<string, string>): Promise<{ status: number; cookie: string }> {
    const body = JSON.stringify({ email: 'olga@shop.example', password: PASSWORD });
    const asked = request(`${app.url}/api/staff/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: HOST, ...headers },
    }).end(body);
    const [response] = await once(asked, 'response');
    response.resume();
    return { status: response.statusCode, cookie: response.headers['set-cookie']?.[0] ?? '' };
  }

  test('that is trusted, https is known and the cookie is for https alone', async () => {
    await start({ TRUST_PROXY: '127.0.0.0/8, ::1' });
    const over = (proto: string, origin: string) => signIn({ origin, 'x-forwarded-proto': proto });
    expect((await over('https', `https://${HOST}`)).cookie).toMatch(/^__Host-foyer_staff=.*; Secure$/);
    expect((await over('http', `http://${HOST}`)).cookie).toMatch(/^foyer_staff=(?!.*Secure)/);
    expect((await over('https', 'https://other.example')).status).toBe(403);
  });

  test('that is not trusted, what it forwards means nothing', async () => {
    await start({});
    const asked = await signIn({ origin: `https://${HOST}`, 'x-forwarded-proto': 'https' });
    expect(asked.cookie).toMatch(/^foyer_staff=(?!.*Secure)/);
    // Addresses that anybody could make up do not spread guesses.
    for (let n = 0; n < 25; n++) {
      const headers = { 'content-type': 'application/json', origin: app.url, 'x-forwarded-for': `192.0.2.${n}` };
      const body = JSON.stringify({ email: `n${n}@shop.example`, password: 'not the password' });
      const { status } = await fetch(`${app.url}/api/staff/sign-in`, { method: 'POST', headers, body });
      expect(status).toBe(n < 20 ? 401 : 429);
    }
  });
});
