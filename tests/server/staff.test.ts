import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { type Data, databases } from '../support/databases.ts';
import {
  type Answer,
  type Client,
  connect,
  cookieOf,
  id,
  type OpenHouse,
  openHouse,
  PASSWORD,
  SHOP,
} from '../support/server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each(databases)('staff, on $name', ({ name, fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let later = 0;
  const clock = () => Date.now() + later;
  const opened: App[] = [];

  beforeEach(async () => {
    later = 0;
    data = await fresh();
    house = await openHouse({ ...data.env, TRUST_PROXY: '127.0.0.1' }, clock);
  });
  afterEach(async () => {
    for (const app of opened.splice(0)) await app.close();
    await house.close();
    await data.remove();
  });

  const signIn = (email: string, password = PASSWORD, from = '192.0.2.1') =>
    house.post('/api/staff/sign-in', { email, password }, { 'x-forwarded-for': from });
  const me = (cookie: string) => house.asStaff(cookie, 'staff/me');
  const shop = (role: string) => [{ site: house.site.id, role }];
  const invite = async (email: string, grants = shop('agent')): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, 'staff/invite', { name: 'Ines', email, grants })).body;
  const tokenOf = ({ link }: { link: string }) => link.split('#')[1] as string;
  const join = (token: string) => house.post('/api/staff/join', { token, name: 'Ines', password: PASSWORD });

  /** What is stored, as one text. */
  async function stored(table: string): Promise<string> {
    if ('url' in data.settings) {
      const client = new pg.Client(data.settings.url);
      await client.connect();
      const { rows } = await client.query(`select * from ${table}`);
      await client.end();
      return JSON.stringify(rows);
    }
    await house.app.close();
    const file = new DatabaseSync(data.settings.file, { readOnly: true });
    const rows = file.prepare(`select * from ${table}`).all();
    file.close();
    return JSON.stringify(rows);
  }

  describe('who signs in', () => {
    test('gets a cookie that no script and no other website can use, for what is stored as a hash only', async () => {
      const { headers, body } = await signIn('olga@shop.example');
      expect(body).toMatchObject({ ok: true, member: { name: 'Olga', grants: [{ site: null, role: 'owner' }] } });
      expect(headers.get('set-cookie')).toMatch(
        /^foyer_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
      );
      const token = cookieOf(headers).split('=')[1] as string;
      expect((await me(cookieOf(headers))).body).toMatchObject({ member: { name: 'Olga' } });
      expect(await stored('staff_sessions')).not.toContain(token);
    });

    test('has a password that is kept as argon2id', async () => {
      const text = await stored('staff');
      expect(text).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(text).not.toContain(PASSWORD);
    });

    test('is told the same whether the address or the password is wrong, after the same work', async () => {
      const took = async (email: string) => {
        const began = performance.now();
        const { body } = await signIn(email, 'not the password');
        expect(body).toMatchObject({ code: 'wrong_credentials' });
        return { ms: performance.now() - began, bytes: JSON.stringify(body) };
      };
      const wrong = [await took('olga@shop.example'), await took('olga@shop.example')];
      const unknown = [await took('nobody@shop.example'), await took('nobody@shop.example')];
      expect(new Set([...wrong, ...unknown].map(({ bytes }) => bytes)).size).toBe(1);
      expect(Math.max(...unknown.map(({ ms }) => ms))).toBeGreaterThan(Math.min(...wrong.map(({ ms }) => ms)) / 3);
    });

    test('is signed out on every line of that session, and stays signed in on others', async () => {
      const other = cookieOf((await signIn('OLGA@shop.example ')).headers);
      const [line, otherLine] = [await house.staff(), await house.staff(other)];
      const answer = await house.post('/api/staff/sign-out', {}, { cookie: house.olgasCookie });
      expect(answer.headers.get('set-cookie')).toMatch(/^foyer_staff=; .*Max-Age=0/);
      await line.hears('staff:ended');
      await expect.poll(() => line.socket.connected).toBe(false);
      expect((await me(house.olgasCookie)).body).toMatchObject({ code: 'not_signed_in' });
      expect(otherLine.socket.connected).toBe(true);
      expect((await me(other)).body.ok).toBe(true);
    });

    test('stays signed in while they come back within 30 days, and not beyond', async () => {
      for (let week = 1; week <= 8; week++) {
        later = week * 7 * DAY;
        expect((await me(house.olgasCookie)).status).toBe(200);
      }
      later += 31 * DAY;
      expect((await me(house.olgasCookie)).body).toMatchObject({ code: 'not_signed_in' });
      await expect(house.staff()).rejects.toMatchObject({ problem: { code: 'not_signed_in' } });
    });
  });

  describe('wrong tries', () => {
    const guess = (from: string, email = 'olga@shop.example') => signIn(email, 'not the password', from);

    test('at one account are slowed, from wherever they come, and nobody who is in is put out', async () => {
      const olga = await house.staff();
      for (let n = 1; n <= 5; n++) expect((await guess(`192.0.2.${n}`)).body.code).toBe('wrong_credentials');
      const slowed = await guess('192.0.2.6');
      expect(slowed).toMatchObject({ status: 429, body: { code: 'too_many', final: false } });
      expect(slowed.body.retryAfterMs).toBeLessThanOrEqual(1000);
      expect(slowed.headers.get('retry-after')).toBe('1');
      // The right password has to wait as well, else its answer would tell.
      expect((await signIn('olga@shop.example')).body.code).toBe('too_many');
      expect(await olga.ask('staff:me')).toMatchObject({ ok: true });
      expect((await me(house.olgasCookie)).body).toMatchObject({ ok: true });
      later += 1000;
      expect((await signIn('olga@shop.example')).body.ok).toBe(true);
      for (let n = 1; n <= 5; n++) expect((await guess('192.0.2.9')).body.code).toBe('wrong_credentials');
    });

    test('at many accounts from one address are slowed, and from others not', async () => {
      for (let n = 1; n <= 20; n++) expect((await guess('198.51.100.7', `n${n}@shop.example`)).status).toBe(401);
      expect((await guess('198.51.100.7', 'one-more@shop.example')).body.code).toBe('too_many');
      expect((await signIn('olga@shop.example', PASSWORD, '198.51.100.7')).body.code).toBe('too_many');
      expect((await signIn('olga@shop.example', PASSWORD, '198.51.100.8')).body.ok).toBe(true);
    });

    test('from many addresses of one IPv6 network are slowed together', async () => {
      for (let n = 1; n <= 20; n++) await guess(`2001:db8:0:7::${n.toString(16)}`, `n${n}@shop.example`);
      expect((await guess('2001:db8::7:ffff:0:0:1', 'm@shop.example')).body.code).toBe('too_many');
      expect((await guess('2001:db8:0:8::1', 'm@shop.example')).body.code).toBe('wrong_credentials');
    });

    test('at once are counted before they are looked at', async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(`192.0.2.${n}`)));
      const looked = answers.filter(({ body }) => body.code === 'wrong_credentials');
      expect(looked).toHaveLength(5);
    });

    test('spread out over a day are slowed too', async () => {
      let looked = 0;
      for (let minute = 0; minute < 6 * 60; minute += 3) {
        later = minute * MINUTE;
        if ((await guess(`192.0.2.${minute % 250}`)).body.code === 'wrong_credentials') looked += 1;
      }
      // Five are free, then one comes back every quarter of an hour.
      expect(looked).toBeLessThanOrEqual(5 + 6 * 4 + 8);
      later += 3 * 60 * MINUTE;
      expect((await signIn('olga@shop.example')).body.ok).toBe(true);
    });
  });

  describe('who is invited', () => {
    test('joins once, by a link that is stored nowhere', async () => {
      const invited = await invite('ines@shop.example');
      expect(invited.link).toMatch(/\/inbox\/join#[\w-]{43}$/);
      const token = tokenOf(invited);
      const asked = await house.post('/api/staff/invitation', { token });
      expect(asked.body).toEqual({ ok: true, name: 'Ines', email: 'ines@shop.example' });
      const [one, two] = await Promise.all([join(token), join(token)]);
      expect([one?.status, two?.status].sort()).toEqual([200, 404]);
      expect((await join(token)).body.code).toBe('not_found');
      expect((await house.post('/api/staff/invitation', { token })).body.code).toBe('not_found');
      const { body } = await house.asStaff(house.olgasCookie, 'staff/list');
      expect(body.members.map((member: Answer) => member.email)).toEqual(['olga@shop.example', 'ines@shop.example']);
      expect(body.invitations).toEqual([]);
      expect(await stored('invitations')).not.toContain(token);
    });

    test('finds the link dead after a week, when it is withdrawn, and when a newer one was sent', async () => {
      const old = await invite('ines@shop.example');
      const newer = await invite('ines@shop.example');
      expect((await join(tokenOf(old))).body.code).toBe('not_found');
      await house.asStaff(house.olgasCookie, 'staff/withdraw', { invitation: newer.invitation.id });
      expect((await join(tokenOf(newer))).body.code).toBe('not_found');
      const late = await invite('ines@shop.example');
      later = 7 * DAY - MINUTE;
      expect((await house.post('/api/staff/invitation', { token: tokenOf(late) })).body.ok).toBe(true);
      later = 7 * DAY + MINUTE;
      expect((await join(tokenOf(late))).body.code).toBe('not_found');
    });

    test('by somebody who may not do that any more, finds the link dead', async () => {
      const adam = await house.colleague('Adam', shop('admin'));
      const byAdam = async (email: string) =>
        (await house.asStaff(adam.cookie, 'staff/invite', { name: 'Ines', email, grants: shop('admin') })).body;
      const [one, two] = [await byAdam('one@shop.example'), await byAdam('two@shop.example')];
      const open = async () => (await house.asStaff(house.olgasCookie, 'staff/list')).body.invitations.length;
      expect(await open()).toBe(2);
      await house.asStaff(house.olgasCookie, 'staff/grant', { staff: adam.id, grants: shop('agent') });
      expect(await open()).toBe(0);
      expect((await house.post('/api/staff/invitation', { token: tokenOf(one) })).body.code).toBe('not_found');
      expect((await join(tokenOf(one))).body.code).toBe('not_found');
      await house.asStaff(house.olgasCookie, 'staff/remove', { staff: adam.id });
      expect((await join(tokenOf(two))).body.code).toBe('not_found');
    });

    test('elsewhere by somebody else, finds that link as it was', async () => {
      const { site } = (
        await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: 'https://a.example' })
      ).body;
      const by = async (cookie: string, grants: object) =>
        (await house.asStaff(cookie, 'staff/invite', { name: 'Ines', email: 'ines@shop.example', grants })).body;
      const adam = await house.colleague('Adam', shop('admin'));
      const first = await by(house.olgasCookie, [{ site: site.id, role: 'agent' }]);
      const byAdam = await by(adam.cookie, shop('agent'));
      expect((await house.post('/api/staff/invitation', { token: tokenOf(first) })).body.email).toBe(
        'ines@shop.example',
      );
      await by(adam.cookie, shop('viewer'));
      expect((await house.post('/api/staff/invitation', { token: tokenOf(byAdam) })).body.code).toBe('not_found');
      expect((await join(tokenOf(first))).body.ok).toBe(true);
    });

    test('is not invited twice onto the staff', async () => {
      expect(await invite('OLGA@shop.example')).toMatchObject({ code: 'conflict', field: 'email' });
    });

    test('may do on each site what the role there allows', async () => {
      const { site } = (
        await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: 'https://a.example' })
      ).body;
      const ines = await house.colleague('Ines', [
        { site: house.site.id, role: 'agent' },
        { site: site.id, role: 'viewer' },
      ]);
      const start = async (key: string, origin: string): Promise<string> => {
        const { token } = (await house.post('/api/visitor/sessions', { site: key }, { origin })).body;
        const headers = { authorization: `Bearer ${token}`, origin };
        return (await house.post('/api/visitor/conversations/post', { id: id(), body: 'Hi' }, headers)).body
          .conversation;
      };
      const here = await start(house.site.key, SHOP);
      const there = await start(site.key, 'https://a.example');
      const codes = async (conversation: string) => {
        const ask = async (verb: string, more = {}) =>
          (await house.asStaff(ines.cookie, `conversations/${verb}`, { conversation, ...more })).body.code ?? 'ok';
        return [await ask('sync'), await ask('post', { id: id(), body: 'Hello' }), await ask('close')];
      };
      expect(await codes(here)).toEqual(['ok', 'ok', 'ok']);
      expect(await codes(there)).toEqual(['ok', 'not_found', 'not_found']);
      const give = (grants: object) =>
        house.asStaff(ines.cookie, 'staff/invite', { name: 'X', email: 'x@shop.example', grants });
      expect((await give(shop('viewer'))).body.code).toBe('forbidden');
    });

    test('has what was decided last, and nobody gives by an old list what was taken meanwhile', async () => {
      const { site } = (
        await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: 'https://a.example' })
      ).body;
      const adam = await house.colleague('Adam', shop('admin'));
      const elsewhere = { site: site.id, role: 'admin' };
      const bea = await house.colleague('Bea', [...shop('agent'), elsewhere]);
      const grant = async (cookie: string, grants: object) =>
        (await house.asStaff(cookie, 'staff/grant', { staff: bea.id, grants })).body;
      for (let round = 0; round < 10; round++) {
        await grant(house.olgasCookie, [...shop('agent'), elsewhere]);
        const [taken, given] = await Promise.all([
          grant(house.olgasCookie, shop('agent')),
          grant(adam.cookie, [...shop('viewer'), elsewhere]),
        ]);
        expect(taken.ok).toBe(true);
        expect(['conflict', 'forbidden']).toContain(given.code);
        expect((await house.asStaff(bea.cookie, 'staff/me')).body.member.grants).toEqual(shop('agent'));
      }
    });

    test('gives nobody more than they have, and takes nothing from whoever has more', async () => {
      const adam = await house.colleague('Adam', shop('admin'));
      const ask = async (verb: string, payload: object) =>
        (await house.asStaff(adam.cookie, `staff/${verb}`, payload)).body.code ?? 'ok';
      const someone = { name: 'X', email: 'x@shop.example' };
      expect(await ask('invite', { ...someone, grants: shop('admin') })).toBe('ok');
      expect(await ask('invite', { ...someone, grants: [{ site: null, role: 'viewer' }] })).toBe('forbidden');
      expect(await ask('invite', { ...someone, grants: [{ site: null, role: 'owner' }] })).toBe('forbidden');
      expect(await ask('invite', { ...someone, grants: shop('owner') })).toBe('bad_input');
      const { site } = (
        await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: 'https://a.example' })
      ).body;
      // An agent there is no admin there.
      const both = [...shop('admin'), { site: site.id, role: 'agent' }];
      await house.asStaff(house.olgasCookie, 'staff/grant', { staff: adam.id, grants: both });
      expect(await ask('invite', { ...someone, grants: [{ site: site.id, role: 'agent' }] })).toBe('forbidden');
      const all = await house.colleague('Alma', [{ site: null, role: 'admin' }]);
      const byAlma = (role: string) =>
        house.asStaff(all.cookie, 'staff/invite', { ...someone, grants: [{ site: null, role }] });
      expect((await byAlma('admin')).body.ok).toBe(true);
      expect((await byAlma('owner')).body.code).toBe('forbidden');
      expect(await ask('grant', { staff: house.olgasId, grants: shop('agent') })).toBe('forbidden');
      expect(await ask('remove', { staff: house.olgasId })).toBe('forbidden');
      expect(await ask('grant', { staff: adam.id, grants: [{ site: null, role: 'owner' }] })).toBe('forbidden');
    });
  });

  describe('who is removed', () => {
    const told = async (line: Client) => {
      await line.hears('staff:ended');
      await expect.poll(() => line.socket.connected).toBe(false);
    };

    test('is out at once, on every line, and what they wrote stays under their name', async () => {
      const agnes = await house.colleague('Agnes', shop('agent'));
      const [line, tab] = [await house.staff(agnes.cookie), await house.staff(agnes.cookie)];
      const vera = await house.visitor();
      const { conversation } = await vera.ask('conversations:post', { id: id(), body: 'Hi' });
      await line.ask('conversations:post', { id: id(), conversation, body: 'Hello!' });
      await line.ask('conversations:assign', { conversation, to: agnes.id });
      const olga = await house.staff();
      const unassigned = async () => (await olga.ask('conversations:list', { view: 'unassigned' })).rows.length;
      expect(await unassigned()).toBe(0);
      expect((await house.asStaff(house.olgasCookie, 'staff/remove', { staff: agnes.id })).body.ok).toBe(true);
      await Promise.all([told(line), told(tab)]);
      expect((await me(agnes.cookie)).body).toMatchObject({ code: 'not_signed_in' });
      await expect(house.staff(agnes.cookie)).rejects.toMatchObject({ problem: { code: 'not_signed_in' } });
      expect((await signIn('agnes@shop.example')).body.code).toBe('wrong_credentials');
      const { messages } = await vera.ask('conversations:sync', { conversation });
      expect(messages[1]).toMatchObject({ author: { name: 'Agnes' } });
      // What they had to answer is found where nobody has it, and colleagues hear so.
      expect(await unassigned()).toBe(1);
      await olga.hears('conversations:assigned', ([change]) => change.state.assignee === null);
      const again = await house.colleague('Agnes', shop('viewer'));
      expect(again.id).toBe(agnes.id);
      expect((await me(agnes.cookie)).body).toMatchObject({ code: 'not_signed_in' });
    });

    test('loses with a role what the role allowed, and stays connected', async () => {
      const agnes = await house.colleague('Agnes', shop('agent'));
      const line = await house.staff(agnes.cookie);
      const vera = await house.visitor();
      const { conversation } = await vera.ask('conversations:post', { id: id(), body: 'Hi' });
      await house.asStaff(house.olgasCookie, 'staff/grant', { staff: agnes.id, grants: shop('viewer') });
      const post = () => line.ask('conversations:post', { id: id(), conversation, body: 'Hello!' });
      await expect.poll(async () => (await post()).problem?.code).toBe('forbidden');
      expect(await line.ask('conversations:sync', { conversation })).toMatchObject({ ok: true });
    });

    // SQLite lets no second server near its file.
    if (name === 'PostgreSQL')
      test('by another server on the same database, is out within 5 seconds there too', async () => {
        const agnes = await house.colleague('Agnes', shop('agent'));
        const adam = await house.colleague('Adam', shop('agent'));
        const second = await another();
        const at = (cookie: string) =>
          connect(`${second.url}/staff`, { auth: { protocol: 1 }, extraHeaders: { origin: second.url, cookie } });
        const [line, adams, olgas] = [await at(agnes.cookie), await at(adam.cookie), await at(house.olgasCookie)];
        const ask = (cookie: string) =>
          fetch(`${second.url}/api/staff/staff/me`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', origin: second.url, cookie },
            body: '{}',
          });
        expect((await ask(agnes.cookie)).status).toBe(200);
        const began = Date.now();
        await house.asStaff(house.olgasCookie, 'staff/remove', { staff: agnes.id });
        await house.asStaff(house.olgasCookie, 'staff/grant', { staff: adam.id, grants: shop('viewer') });
        await told(line);
        await expect.poll(async () => (await ask(agnes.cookie)).status, { timeout: 5000 }).toBe(401);
        const close = () => adams.ask('conversations:close', { conversation: id() });
        await expect.poll(async () => (await close()).problem?.code, { timeout: 5000 }).toBe('forbidden');
        expect(Date.now() - began).toBeLessThan(5000);
        expect([adams.socket.connected, olgas.socket.connected]).toEqual([true, true]);
        // A session that ended elsewhere, and a site that was made elsewhere.
        await house.post('/api/staff/sign-out', {}, { cookie: adam.cookie });
        await told(adams);
        olgas.close();
      });

    test('from one of two sites is not seen looking at its conversations any more, and hears no more of them', async () => {
      const { site } = (
        await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: 'https://a.example' })
      ).body;
      const both = [...shop('agent'), { site: site.id, role: 'agent' }];
      const agnes = await house.colleague('Agnes', both);
      const [olga, line] = [await house.staff(), await house.staff(agnes.cookie)];
      const vera = await house.visitor();
      const { conversation } = await vera.ask('conversations:post', { id: id(), body: 'Hi' });
      for (const one of [olga, line]) await one.ask('conversations:look', { conversation });
      const lookers = () =>
        olga.heard.findLast(({ event }) => event === 'conversations:looked')?.payload.lookers.length;
      await expect.poll(lookers).toBe(2);
      // A change that leaves this site alone leaves her there.
      await house.asStaff(house.olgasCookie, 'staff/grant', { staff: agnes.id, grants: [...shop('admin'), both[1]] });
      await vera.ask('conversations:post', { id: id(), body: 'Still there?' });
      await line.hears('conversations:posted', ([change]) => change.messages[0].body === 'Still there?');
      expect(lookers()).toBe(2);
      await olga.ask('conversations:type', { conversation, typing: true });
      await line.hears('conversations:typed');
      await house.asStaff(house.olgasCookie, 'staff/grant', { staff: agnes.id, grants: [both[1]] });
      await expect.poll(lookers).toBe(1);
      const before = line.heard.length;
      await vera.ask('conversations:post', { id: id(), body: 'Bye' });
      await olga.hears('conversations:posted', ([change]) => change.messages[0].body === 'Bye');
      expect(line.heard.length).toBe(before);
    });
  });

  describe('the last owner', () => {
    test('can neither go nor become less, whoever says so', async () => {
      const code = async (verb: string, payload: object, cookie = house.olgasCookie) =>
        (await house.asStaff(cookie, `staff/${verb}`, payload)).body.code ?? 'ok';
      expect(await code('remove', { staff: house.olgasId })).toBe('conflict');
      expect(await code('grant', { staff: house.olgasId, grants: [{ site: null, role: 'admin' }] })).toBe('conflict');
      const second = await house.colleague('Otis', [{ site: null, role: 'owner' }]);
      const [one, two] = await Promise.all([
        code('remove', { staff: second.id }),
        code('remove', { staff: house.olgasId }, second.cookie),
      ]);
      // Both at once: one of them stays.
      expect([one, two].filter((answer) => answer === 'ok')).toHaveLength(1);
    });
  });

  test('who owns everything hears of a site that was made while they were connected', async () => {
    const olga = await house.staff();
    const shop = { name: 'Stall', origin: 'https://stall.example' };
    const { site } = (await house.asStaff(house.olgasCookie, 'sites/create', shop)).body;
    const headers = { origin: shop.origin };
    const { token } = (await house.post('/api/visitor/sessions', { site: site.key }, headers)).body;
    const post = { id: id(), body: 'Is this new?' };
    await house.post('/api/visitor/conversations/post', post, { ...headers, authorization: `Bearer ${token}` });
    await olga.hears('conversations:posted', ([change]) => change.messages[0].body === post.body);
  });

  /** Another server on the same database. */
  async function another(env: Record<string, string> = {}): Promise<App> {
    const app = await open(readSettings({ ...data.env, PORT: '0', ...env }), { logger: false });
    opened.push(app);
    return app;
  }
});

describe.each(databases)('the first owner, on $name', ({ name, fresh }) => {
  let data: Data;
  const opened: App[] = [];
  beforeEach(async () => {
    data = await fresh();
  });
  afterEach(async () => {
    for (const app of opened.splice(0)) await app.close();
    await data.remove();
  });

  async function start(env: Record<string, string> = {}): Promise<App> {
    const app = await open(readSettings({ ...data.env, PORT: '0', ...env }), { logger: false });
    opened.push(app);
    return app;
  }
  async function post({ url }: App, path: string, body: unknown): Promise<Answer> {
    const answer = await fetch(`${url}/api/staff/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(body),
    });
    return answer.json();
  }
  const needsOwner = async ({ url }: App) => (await (await fetch(`${url}/api/staff/start`)).json()).needsOwner;
  const olga = (code: string) => ({ code, name: 'Olga', email: 'olga@shop.example', password: PASSWORD });

  test('is whoever has the code, once', async () => {
    const app = await start();
    const code = app.slices.staff.code() as string;
    expect(code).toMatch(/^([A-Z0-9]{4}-){2}[A-Z0-9]{4}$/);
    expect(await needsOwner(app)).toBe(true);
    expect(await post(app, 'first-owner', olga('AAAA-AAAA-AAAA'))).toMatchObject({ code: 'wrong_code', field: 'code' });
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const answers = await Promise.all([
      post(app, 'first-owner', olga(typed)),
      post(app, 'first-owner', { ...olga(code), email: 'eve@shop.example' }),
    ]);
    expect(answers.map(({ ok, code }) => ok || code).sort()).toEqual([true, 'wrong_code'].sort());
    expect(await needsOwner(app)).toBe(false);
    expect(app.slices.staff.code()).toBeNull();
    expect(await post(app, 'first-owner', olga(code))).toMatchObject({ code: 'wrong_code' });
  });

  test('can be named in the settings, which change nothing later', async () => {
    const settings = { OWNER_EMAIL: 'Olga@shop.example', OWNER_PASSWORD: PASSWORD };
    const apps = name === 'SQLite' ? [await start(settings)] : await Promise.all([start(settings), start(settings)]);
    const [app] = apps as [App];
    expect(app.slices.staff.code()).toBeNull();
    expect(await needsOwner(app)).toBe(false);
    const right = { email: 'olga@shop.example', password: PASSWORD };
    expect(await post(app, 'sign-in', right)).toMatchObject({
      ok: true,
      member: { grants: [{ site: null, role: 'owner' }] },
    });
    for (const one of opened.splice(0)) await one.close();
    const again = await start({ OWNER_EMAIL: 'eve@shop.example', OWNER_PASSWORD: 'another password' });
    expect(await post(again, 'sign-in', { email: 'eve@shop.example', password: 'another password' })).toMatchObject({
      code: 'wrong_credentials',
    });
    expect(await post(again, 'sign-in', right)).toMatchObject({ ok: true });
  });

  test('has settings that are whole, or the start says what to write', () => {
    for (const [env, says] of [
      [{ OWNER_EMAIL: 'olga@shop.example' }, /set both/],
      [{ OWNER_EMAIL: 'olga', OWNER_PASSWORD: PASSWORD }, /not an e-mail address/],
      [{ OWNER_EMAIL: 'olga@shop.example', OWNER_PASSWORD: 'short' }, /10 to 200/],
    ] as const) {
      expect(() => readSettings({ ...data.env, ...env })).toThrow(says);
    }
  });
});
