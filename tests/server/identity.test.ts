import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { ask as askFiles, put, send } from '../support/files.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';
import { type Claims, signed } from '../support/signing.ts';

/** Who visitors are: what their shop vouches for, what a page says, and that nobody sees what is another's. */
describe.each(databases)('identity, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let secret: string;
  let late = 0;
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env, () => Date.now() + late);
    secret = (await ask('people/make-secret', { site: house.site.id })).value;
  });
  afterAll(async () => {
    await house.close();
    await data.remove();
  });
  beforeEach(() => {
    late = 0;
  });

  const ask = async (verb: string, payload: object): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, verb, payload)).body;
  const page = async (verb: string, payload: object, bearer?: string | null): Promise<Answer> => {
    const headers = { origin: SHOP, ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) };
    return (await house.post(`/api/visitor/people/${verb}`, { site: house.site.key, ...payload }, headers)).body;
  };
  const identify = (claims: Claims, bearer?: string | null, by = secret) =>
    page('identify', { token: signed(by, claims) }, bearer);
  const post = async (token: string, body: string, more = {}) =>
    (await house.asVisitor(token, 'conversations/post', { id: id(), body, ...more })).body;
  const list = async (token: string) => (await house.asVisitor(token, 'conversations/list')).body;
  const session = async (bearer: string) =>
    (
      await house.post(
        '/api/visitor/sessions',
        { site: house.site.key },
        { origin: SHOP, authorization: `Bearer ${bearer}` },
      )
    ).body;
  const someone = () => `customer-${id()}`;

  test('Alice is known by her shop’s token before she acts, and writes as herself', async () => {
    const sub = someone();
    const known = await identify({
      sub,
      name: 'Alice',
      email: 'alice@shop.example',
      attributes: { plan: 'gold', seats: 3 },
    });
    expect(known).toMatchObject({
      ...{ ok: true, session: 'none', waiting: { unread: 0, open: false } },
      person: { kind: 'identified', name: 'Alice', email: 'alice@shop.example' },
    });
    const opened = await session(known.token);
    expect(opened.person).toBe(known.person.id);
    const { conversation } = await post(opened.token, 'Where is my order?');
    expect(await ask('people/get', { person: known.person.id })).toMatchObject({
      ...{ person: known.person, sub },
      attributes: [
        { name: 'plan', value: 'gold', source: 'signed' },
        { name: 'seats', value: 3, source: 'signed' },
      ],
      conversations: [{ conversation, opening: 'Where is my order?' }],
    });
    await ask('conversations/post', { id: id(), conversation, body: 'On its way.' });
    const elsewhere = await identify({ sub });
    expect(elsewhere).toMatchObject({ person: known.person, waiting: { unread: 1, open: true } });
    // The token tells anew what it speaks of, and only that.
    await identify({ sub, attributes: { plan: 'silver' } });
    expect((await ask('people/get', { person: known.person.id })).attributes).toMatchObject([
      { name: 'plan', value: 'silver' },
    ]);
  });

  test('what she wrote before she signed in is hers, and whoever copied the old session has nothing', async () => {
    const olga = await house.staff();
    const before = await house.visitorToken();
    const first = { id: id(), body: 'Do you ship to Malta?' };
    const { conversation } = (await house.asVisitor(before, 'conversations/post', first)).body;
    await page('track', { event: 'Looked at a teapot', properties: [{ name: 'price', value: 40 }] }, before);
    const copied = await house.visitor(before);
    const known = await identify({ sub: someone(), name: 'Alice' }, before);
    expect(known).toMatchObject({ session: 'moved', person: { kind: 'identified' }, waiting: { open: true } });
    expect(await list(known.token)).toMatchObject({ rows: [{ conversation }] });
    const told = await olga.hears('people:changed', ({ person }) => person.id === known.person.id);
    expect(told).toMatchObject({ person: { name: 'Alice' }, was: expect.any(String) });
    // A retry of what was under way is answered as before; editing it works as before.
    expect((await house.asVisitor(known.token, 'conversations/post', first)).body).toMatchObject({ ok: true, seq: 1 });
    const edited = await house.asVisitor(known.token, 'conversations/edit', { id: first.id, body: 'To Gozo?' });
    expect(edited.body).toMatchObject({ ok: true });
    expect(await ask('people/get', { person: told.was })).toMatchObject({
      ...{ person: known.person, conversations: [{ conversation }], tracked: [{ event: 'Looked at a teapot' }] },
    });

    expect((await list(before)).code).toBe('token_invalid');
    expect((await house.asVisitor(before, 'conversations/post', { id: id(), body: 'x' })).body.code).toBe(
      'token_invalid',
    );
    expect((await copied.ask('conversations:sync', { conversation })).problem.code).toBe('not_found');
    expect(await copied.ask('conversations:list')).toMatchObject({ rows: [] });
    // Not refused for good: her own tab may have had it under way.
    const late = { id: id(), body: 'And by when?' };
    expect((await copied.ask('conversations:post', late)).problem).toMatchObject({
      code: 'token_invalid',
      final: false,
    });
    expect((await copied.ask('conversations:post', { ...late, conversation })).problem).toMatchObject({ final: false });
    await ask('conversations/post', { id: id(), conversation, body: 'Yes, we do.' });
    await copied.hears('visitor:ended');
    expect(copied.heard.map(({ event }) => event)).toEqual(['visitor:ended']);
    olga.close();
  });

  test('a file on its way when somebody becomes known is sent on, and its message is taken', async () => {
    const before = await house.visitorToken();
    await post(before, 'Here comes my list');
    const sender = {
      url: house.url,
      door: 'visitor' as const,
      headers: { authorization: `Bearer ${before}`, origin: house.url },
    };
    const begun = id();
    expect(await askFiles(sender, 'begin', { id: begun, name: 'list.txt', type: '', size: 4 })).toMatchObject({
      ok: true,
    });
    const whole = await send(sender, 'tea');
    const sent = { id: id(), body: 'My cup', files: [(await send(sender, 'cup')).id] };
    const stored = await house.asVisitor(before, 'conversations/post', sent);
    const alice = await identify({ sub: someone(), name: 'Alice' }, before);
    const bearer = alice.token ?? before;
    const known = { ...sender, headers: { ...sender.headers, authorization: `Bearer ${bearer}` } };
    expect(await put(known, begun, 'list')).toMatchObject({ ok: true });
    expect(await askFiles(known, 'finish', { id: begun })).toMatchObject({ ok: true });
    const tab = await house.visitor(bearer);
    expect(await tab.ask('conversations:post', { id: id(), body: 'Both', files: [begun, whole.id] })).toMatchObject({
      ok: true,
    });
    expect(await tab.ask('conversations:post', sent)).toEqual(stored.body);
    tab.close();
  });

  describe('somebody became another person by mistake', () => {
    const unmerge = (merge: string) => ask('people/unmerge', { merge });
    const profile = (person: string) => ask('people/get', { person });

    test('both are somebody of their own again: conversations, visits, what they did and what is told of them', async () => {
      const olga = await house.staff();
      const before = await house.visitorToken();
      const { conversation } = await post(before, 'Do you ship to Malta?');
      await page('track', { event: 'Looked at a teapot' }, before);
      await page('update', { name: 'V.', attributes: [{ name: 'size', value: 'large' }] }, before);
      const alice = await identify({ sub: someone(), name: 'Alice', attributes: { plan: 'gold' } }, before);
      const hers = await post(alice.token, 'Another thing', { start: id() });
      await post(alice.token, 'Written since then', { conversation });
      const tab = await house.visitor(alice.token);
      const [merge] = (await profile(alice.person.id)).merges;
      expect(merge).toMatchObject({ person: { kind: 'unverified', name: 'V.' }, conversations: 1 });

      const parted = await unmerge(merge.id);
      expect(parted).toMatchObject({ ok: true, person: merge.person });
      const told = await olga.hears('people:changed', (one) => one.conversations !== undefined);
      expect(told).toEqual({ person: merge.person, was: null, conversations: [conversation] });
      expect(await profile(merge.person.id)).toMatchObject({
        ...{ person: merge.person, sub: null, tracked: [{ event: 'Looked at a teapot' }] },
        attributes: [{ name: 'size', value: 'large', source: 'page' }],
        conversations: [{ conversation }],
      });
      expect(await profile(alice.person.id)).toMatchObject({
        ...{ person: alice.person, merges: [], tracked: [] },
        attributes: [{ name: 'plan', value: 'gold' }],
        conversations: [{ conversation: hers.conversation }],
      });
      const { person, messages } = await ask('conversations/sync', { conversation });
      expect([person, messages.length]).toEqual([merge.person, 2]);
      // Her browser is hers, and shows nothing of the other one any more.
      expect((await list(alice.token)).rows.map((row: Answer) => row.conversation)).toEqual([hers.conversation]);
      expect((await house.asVisitor(alice.token, 'conversations/sync', { conversation })).body.code).toBe('not_found');
      tab.heard.length = 0;
      await ask('conversations/post', { id: id(), conversation, body: 'To Malta, too.' });
      await ask('conversations/post', { id: id(), conversation: hers.conversation, body: 'Yes?' });
      expect(JSON.stringify(tab.heard)).not.toContain('To Malta');

      expect(await unmerge(merge.id)).toEqual(parted);
      olga.close();
      tab.close();
    });

    test('of two such mistakes about the same person each is undone by itself, and what was told anew stays', async () => {
      const sub = someone();
      const [one, two] = [await house.visitorToken(), await house.visitorToken()];
      const first = await post(one, 'From the laptop');
      const second = await post(two, 'From the phone');
      await page('update', { attributes: [{ name: 'size', value: 'small' }] }, one);
      const alice = await identify({ sub }, one);
      await identify({ sub }, two);
      await page('update', { attributes: [{ name: 'size', value: 'huge' }] }, alice.token);
      const { merges } = await profile(alice.person.id);
      expect(merges).toHaveLength(2);
      const of = async (merge: Answer) => (await profile(merge.person.id)).conversations[0].conversation;
      await unmerge(merges[1].id);
      expect(await of(merges[1])).toBe(first.conversation);
      expect(await profile(alice.person.id)).toMatchObject({
        merges: [{ id: merges[0].id }],
        conversations: [{ conversation: second.conversation }],
      });
      await unmerge(merges[0].id);
      expect(await of(merges[0])).toBe(second.conversation);
    });

    test('somebody who signs in again at another browser is not taken for them again', async () => {
      const sub = someone();
      const before = await house.visitorToken();
      const { conversation } = await post(before, 'Hello?');
      const alice = await identify({ sub }, before);
      const [merge] = (await profile(alice.person.id)).merges;
      await unmerge(merge.id);
      expect(await identify({ sub }, alice.token)).toMatchObject({ session: 'kept', person: alice.person });
      expect((await profile(alice.person.id)).conversations).toEqual([]);
      expect((await profile(merge.person.id)).conversations).toMatchObject([{ conversation }]);
    });
  });

  test('a pass absorbs as a session does, and ends with it', async () => {
    const nobody = await page('track', { event: 'Put into the basket' });
    expect(nobody).toMatchObject({ session: 'none', person: { kind: 'unknown' } });
    const known = await identify({ sub: someone() }, nobody.token);
    expect(known.session).toBe('none');
    expect((await ask('people/get', { person: known.person.id })).tracked).toMatchObject([
      { event: 'Put into the basket' },
    ]);
    expect((await session(nobody.token)).person).not.toBe(known.person.id);
    late = 25 * 3_600_000;
    expect((await session(known.token)).person).not.toBe(known.person.id);
  });

  test('Bob signs in at Alice’s browser: her session is over, his has nothing of hers', async () => {
    const alice = await identify({ sub: someone(), name: 'Alice' }, await house.visitorToken());
    await post(alice.token, 'My card ends in 4242');
    const tab = await house.visitor(alice.token);
    const bob = await identify({ sub: someone(), name: 'Bob' }, alice.token);
    expect(bob).toMatchObject({ session: 'ended', person: { name: 'Bob' }, waiting: { unread: 0, open: false } });
    await tab.hears('visitor:ended');
    expect((await list(alice.token)).code).toBe('token_invalid');
    expect(await list((await session(bob.token)).token)).toMatchObject({ rows: [] });
    expect((await ask('people/get', { person: bob.person.id })).conversations).toEqual([]);
  });

  test('a token that proves nothing leaves an anonymous visitor, and an identified one only if it is about them', async () => {
    const vera = await house.visitorToken();
    await post(vera, 'Hello?');
    expect((await page('identify', { token: 'nonsense' }, vera)).code).toBe('identity_wrong');
    expect((await page('identify', { token: '' }, vera)).code).toBe('identity_missing');
    expect(await list(vera)).toMatchObject({ rows: [{ unread: 0 }] });

    const sub = someone();
    const alice = await identify({ sub }, await house.visitorToken());
    expect((await identify({ sub, exp: 1 }, alice.token)).code).toBe('identity_expired');
    expect(await list(alice.token)).toMatchObject({ ok: true });
    expect((await identify({ sub: someone() }, alice.token, 'another secret')).code).toBe('identity_wrong');
    expect((await list(alice.token)).code).toBe('token_invalid');
    const again = await identify({ sub }, await house.visitorToken());
    expect((await page('identify', { token: '' }, again.token)).code).toBe('identity_missing');
    expect((await list(again.token)).code).toBe('token_invalid');
  });

  test('logout ends the session and its sockets, and nothing else of hers', async () => {
    const sub = someone();
    const laptop = await identify({ sub }, await house.visitorToken());
    const phone = await identify({ sub }, await house.visitorToken());
    const tab = await house.visitor(laptop.token);
    const other = await house.visitor(phone.token);
    expect(await page('logout', {}, laptop.token)).toMatchObject({ code: 'bad_input' });
    expect(
      (await house.post('/api/visitor/people/logout', {}, { origin: SHOP, authorization: `Bearer ${laptop.token}` }))
        .body,
    ).toEqual({
      ok: true,
    });
    await tab.hears('visitor:ended');
    expect((await list(laptop.token)).code).toBe('token_invalid');
    const renewed = await house.asVisitor(laptop.token, 'sessions/renew');
    expect(renewed.body.code).toBe('token_invalid');
    expect(await other.ask('conversations:list')).toMatchObject({ ok: true });
  });

  describe('attacks', () => {
    const forged = {
      'without an algorithm': (sub: string) => signed('', { sub }, { header: { alg: 'none' } }).replace(/[^.]*$/, ''),
      'without an algorithm, but signed': (sub: string) => signed(secret, { sub }, { header: { alg: 'none' } }),
      'by another algorithm': (sub: string) => signed(secret, { sub }, { header: { alg: 'HS512' } }),
      'by an empty secret': (sub: string) => signed('', { sub }),
      'by the public key of the site': (sub: string) => signed(house.site.key, { sub }),
      'with other claims under a real signature': (sub: string) => {
        const [head, , signature] = signed(secret, { sub: 'somebody' }).split('.');
        return [head, signed(secret, { sub }).split('.')[1], signature].join('.');
      },
      'with a key in its head': (sub: string) =>
        signed('mine', { sub }, { header: { jwk: { kty: 'oct', k: Buffer.from('mine').toString('base64url') } } }),
      'with a critical extension': (sub: string) => signed(secret, { sub }, { header: { crit: ['exp'], exp: 1 } }),
      'that never ends': (sub: string) => signed(secret, { sub, exp: undefined }),
      'that ends as a text': (sub: string) => signed(secret, { sub, exp: '9999999999' }),
      'that is not valid yet': (sub: string) => signed(secret, { sub, nbf: Math.floor(Date.now() / 1000) + 3600 }),
      'about nobody': () => signed(secret, {}),
      'about an empty name': () => signed(secret, { sub: '' }),
      'about a number': () => signed(secret, { sub: 7 }),
      'about a list': (sub: string) => signed(secret, { sub: [sub] }),
      'with a huge name': (sub: string) => signed(secret, { sub, name: 'A'.repeat(101) }),
      'with a huge subject': () => signed(secret, { sub: 'a'.repeat(201) }),
      'with an address that is none': (sub: string) => signed(secret, { sub, email: 'alice' }),
      'with too many attributes': (sub: string) =>
        signed(secret, { sub, attributes: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${n}`, 1])) }),
      'with attributes of objects': (sub: string) => signed(secret, { sub, attributes: { deep: { er: 1 } } }),
      'with NUL in it': (sub: string) => signed(secret, { sub: `${sub}\0` }),
      'with half of a pair in it': (sub: string) => signed(secret, { sub, name: 'A\ud800' }),
    };
    test.each(Object.entries(forged))('a token %s proves nothing', async (_, forge) => {
      const sub = someone();
      const alice = await identify({ sub, name: 'Alice' });
      const tried = await page('identify', { token: forge(sub) });
      expect(tried).toMatchObject({ code: 'identity_wrong', status: 401, final: true });
      expect(tried).not.toHaveProperty('person');
      expect((await ask('people/get', { person: alice.person.id })).person).toEqual(alice.person);
    });

    test('a token that is larger than any is not read', async () => {
      expect(await page('identify', { token: 'A'.repeat(8001) })).toMatchObject({ code: 'bad_input', field: 'token' });
      const huge = signed(secret, { sub: someone(), more: 'x'.repeat(5_000) });
      expect(await page('identify', { token: huge })).toMatchObject({ ok: true });
    });

    test('a token counts until it runs out, however often it comes, and half a minute longer for clocks that differ', async () => {
      const sub = someone();
      const token = signed(secret, { sub });
      expect(await page('identify', { token })).toMatchObject({ ok: true });
      expect(await page('identify', { token })).toMatchObject({ ok: true });
      late = 3_600_000 + 20_000;
      expect(await page('identify', { token })).toMatchObject({ ok: true });
      late = 3_600_000 + 32_000;
      expect(await page('identify', { token })).toMatchObject({ code: 'identity_expired' });
    });

    test('a token of another site is none here, and the same name there is somebody else', async () => {
      const origin = 'http://atelier.example';
      const made = (await ask('sites/create', { name: 'Atelier', origin })).site;
      const theirs = (await ask('people/make-secret', { site: made.id })).value;
      const sub = someone();
      expect((await identify({ sub }, null, theirs)).code).toBe('identity_wrong');
      const here = await identify({ sub }, await house.visitorToken());
      const there = (
        await house.post(
          '/api/visitor/people/identify',
          { site: made.key, token: signed(theirs, { sub }) },
          { origin, authorization: `Bearer ${here.token}` },
        )
      ).body;
      expect(there).toMatchObject({ ok: true, session: 'none' });
      expect(there.person.id).not.toBe(here.person.id);
      expect(await list(here.token)).toMatchObject({ ok: true });
      const pass = { origin: SHOP, authorization: `Bearer ${there.token}` };
      const opened = (await house.post('/api/visitor/sessions', { site: house.site.key }, pass)).body;
      expect(opened.person).not.toBe(there.person.id);
    });

    test('a page cannot say that somebody proven has another address', async () => {
      const alice = await identify({ sub: someone(), email: 'alice@shop.example' });
      const told = await page('update', { name: 'Mallory', email: 'mallory@evil.example' }, alice.token);
      expect(told.person).toEqual(alice.person);
      expect((await ask('people/get', { person: alice.person.id })).attributes).toMatchObject([
        { name: 'email', value: 'mallory@evil.example', source: 'page' },
        { name: 'name', value: 'Mallory', source: 'page' },
      ]);
    });
  });

  test('two secrets are valid while one is exchanged for the other, and a retired one proves nothing', async () => {
    const site = (await ask('sites/create', { name: 'Kiosk', origin: 'http://kiosk.example' })).site;
    const identifyThere = async (by: string) =>
      (await house.post('/api/visitor/people/identify', { site: site.key, token: signed(by, { sub: 'k' }) })).body;
    expect((await identifyThere('x')).detail).toBe('this site has no secret yet');
    const old = await ask('people/make-secret', { site: site.id });
    const next = await ask('people/make-secret', { site: site.id });
    expect(await ask('people/make-secret', { site: site.id })).toMatchObject({ code: 'conflict' });
    expect([await identifyThere(old.value), await identifyThere(next.value)]).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
    const { secrets } = await ask('people/secrets', { site: site.id });
    expect(secrets).toMatchObject([
      { id: old.secret.id, ending: old.value.slice(-4), usedAt: expect.any(Number) },
      { id: next.secret.id },
    ]);
    expect(JSON.stringify(secrets)).not.toContain(old.value);
    expect(await ask('people/retire-secret', { site: site.id, secret: old.secret.id })).toEqual({ ok: true });
    expect((await identifyThere(old.value)).code).toBe('identity_wrong');
    expect(await identifyThere(next.value)).toMatchObject({ ok: true });
  });

  test('what a page says is unverified, what the shop signs is not, and both are bounded', async () => {
    const guest = await page('update', {
      name: 'Vera',
      email: 'vera@post.example',
      attributes: [{ name: 'plan', value: 'free' }],
    });
    expect(guest.person).toMatchObject({ kind: 'unverified', name: 'Vera', email: 'vera@post.example' });
    const sub = someone();
    const alice = await identify({ sub, name: 'Alice' }, guest.token);
    expect(alice.person).toMatchObject({ kind: 'identified', name: 'Alice', email: null });
    const update = (claims: Claims) => page('update', { token: signed(secret, claims) }, alice.token);
    expect(await update({ sub, email: 'alice@shop.example', attributes: { plan: 'gold' } })).toMatchObject({
      person: { email: 'alice@shop.example', name: 'Alice' },
    });
    expect((await update({ sub: someone() })).code).toBe('conflict');
    expect((await ask('people/get', { person: alice.person.id })).attributes).toMatchObject([
      { name: 'plan', value: 'gold', source: 'signed' },
      { name: 'plan', value: 'free', source: 'page' },
    ]);
    const many = Array.from({ length: 49 }, (_, n) => ({ name: `a${n}`, value: n }));
    expect(await page('update', { attributes: many }, alice.token)).toMatchObject({ ok: true });
    const more = await page('update', { attributes: [{ name: 'one more', value: 1 }] }, alice.token);
    expect(more).toMatchObject({ code: 'bad_input', field: 'attributes' });
    await page(
      'update',
      { attributes: [...many.map(({ name }) => ({ name, value: null })), { name: 'plan', value: null }] },
      alice.token,
    );
    expect((await ask('people/get', { person: alice.person.id })).attributes).toHaveLength(1);
  });

  test('of what somebody did the newest two hundred stay', async () => {
    const vera = await page('track', { event: 'Step 0' });
    for (let n = 1; n <= 205; n++) {
      late = n;
      await page('track', { event: `Step ${n}` }, vera.token);
    }
    const { tracked } = await ask('people/get', { person: vera.person.id });
    expect(tracked).toHaveLength(20);
    expect(tracked[0].event).toBe('Step 205');
  });

  test('nothing that one person wrote is ever shown to another, whoever signs in where and in what order', async () => {
    const browser = fc.constantFrom('library', 'phone');
    const who = fc.constantFrom('Alice', 'Bob');
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), browser }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('identify' as const), browser, who }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('identify wrongly' as const), browser, who }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('logout' as const), browser }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14, size: 'max' }), async (steps) => {
        const world = id();
        type Browser = { session: string | null; pass: string | null; who: string };
        const browsers: Record<string, Browser> = {};
        /** By text: whose it is. What nobody proven wrote becomes theirs who sign in at that browser next. */
        const owners = new Map<string, string>();
        const everySession: { token: string; who: string }[] = [];
        let guests = 0;
        for (const name of ['library', 'phone'])
          browsers[name] = { session: null, pass: null, who: `guest ${guests++}` };
        for (const [n, { browser, ...act }] of steps.entries()) {
          const at = browsers[browser] as Browser;
          if (act.do === 'write') {
            at.session ??= (await session(at.pass ?? '')).token as string;
            at.pass = null;
            const text = `${n} in ${world}`;
            expect(await post(at.session, text)).toMatchObject({ ok: true });
            owners.set(text, at.who);
          } else if (act.do === 'logout') {
            await house.post(
              '/api/visitor/people/logout',
              {},
              { authorization: `Bearer ${at.session ?? at.pass ?? 'x'}` },
            );
            browsers[browser] = { session: null, pass: null, who: `guest ${guests++}` };
          } else {
            const sub = `${act.who} of ${world}`;
            const by = act.do === 'identify' ? secret : 'wrong';
            const answer = await identify({ sub }, at.session ?? at.pass, by);
            if (!answer.ok) {
              // A guest stays, and so does whoever the token speaks of.
              if (at.session && !at.who.startsWith('guest') && at.who !== sub)
                browsers[browser] = { session: null, pass: null, who: `guest ${guests++}` };
              continue;
            }
            if (at.who.startsWith('guest')) {
              for (const [text, owner] of owners) if (owner === at.who) owners.set(text, sub);
            }
            at.who = sub;
            if (answer.session === 'moved') at.session = answer.token;
            if (answer.session === 'none' || answer.session === 'ended') {
              at.session = null;
              at.pass = answer.token;
            }
          }
          if (at.session) everySession.push({ token: at.session, who: at.who });
        }
        for (const { token, who } of everySession) {
          const theirs = [...owners].filter(([, owner]) => owner === who).map(([text]) => text);
          const seen: string[] = [];
          const listed = await list(token);
          for (const { conversation } of listed.rows ?? []) {
            const synced = (await house.asVisitor(token, 'conversations/sync', { conversation })).body;
            seen.push(...synced.messages.map((message: { body: string }) => message.body));
          }
          if (listed.ok) expect(seen.sort()).toEqual(theirs.sort());
          else expect(listed.code).toBe('token_invalid');
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
