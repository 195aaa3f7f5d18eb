import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Proof } from '../../protocol/people.ts';
import { LIMITS } from '../../server/foundation/limits.ts';
import { firstWord } from '../../widget/work/sha256.ts';
import { solve } from '../../widget/work/solve.ts';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

const SECOND = 1_000;

describe.each(databases)('limits, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let passed: number;
  const began = Date.now();
  const open = async (limits = {}) => {
    house = await openHouse({ ...data.env, TRUST_PROXY: '127.0.0.1' }, () => began + passed, false, {
      ...LIMITS,
      ...limits,
    });
  };
  beforeEach(async () => {
    passed = 0;
    data = await fresh();
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  const begin = async (from: string, proof?: Proof, site = house.site.key): Promise<Answer> =>
    (await house.post('/api/visitor/sessions', { site, proof }, { origin: SHOP, 'x-forwarded-for': from })).body;
  const say = async ({ token }: Answer, from: string, body = 'Hello'): Promise<Answer> =>
    (
      await house.post(
        '/api/visitor/conversations/post',
        { id: id(), body },
        { origin: SHOP, authorization: `Bearer ${token}`, 'x-forwarded-for': from },
      )
    ).body;
  const sayMany = async (who: Answer, from: string, many: number) => {
    const answers: Answer[] = [];
    for (let n = 0; n < many; n++) answers.push(await say(who, from, `${n}`));
    return answers;
  };

  test('who writes without a pause is told when to go on, does then, and nobody else hears of it', async () => {
    await open();
    const [vera, otto] = [await begin('192.0.2.1'), await begin('192.0.2.1')];
    const answers = await sayMany(vera, '192.0.2.1', LIMITS.visitor.burst);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const refused = await say(vera, '192.0.2.1');
    expect(refused).toMatchObject({ code: 'too_many', final: false, retryAfterMs: 20 * SECOND });
    expect(await say(otto, '192.0.2.1')).toMatchObject({ ok: true });
    passed = 20 * SECOND;
    expect((await sayMany(vera, '192.0.2.1', 10)).every(({ ok }) => ok)).toBe(true);
    expect(await say(vera, '192.0.2.1')).toMatchObject({ code: 'too_many' });
    // A clock that is set back keeps nobody waiting.
    passed = -3_600 * SECOND;
    expect(await say(vera, '192.0.2.1')).toMatchObject({ ok: true });
  });

  test('changing, taking back and reacting count as well, over the socket, too', async () => {
    await open({ visitor: { burst: 4, everyMs: 2 * SECOND } });
    const vera = await house.visitor(await house.visitorToken());
    const message = id();
    expect(await vera.ask('conversations:post', { id: message, body: 'Helo' })).toMatchObject({ ok: true });
    expect(await vera.ask('conversations:edit', { id: message, body: 'Hello' })).toMatchObject({ ok: true });
    const react = (on: boolean) => vera.ask('conversations:react', { id: message, emoji: '👍', on });
    expect([(await react(true)).ok, (await react(false)).ok]).toEqual([true, true]);
    const refused = { ok: false, problem: { code: 'too_many' } };
    expect(await react(true)).toMatchObject(refused);
    expect(await vera.ask('conversations:take-back', { id: message })).toMatchObject(refused);
    // Reading is free.
    expect(await vera.ask('conversations:list')).toMatchObject({ ok: true });
  });

  test('an address and a site have limits of their own', async () => {
    await open({ address: { burst: 3, everyMs: SECOND }, site: { burst: 5, everyMs: SECOND } });
    const [vera, otto, nils] = [await begin('192.0.2.1'), await begin('192.0.2.1'), await begin('198.51.100.7')];
    for (const who of [vera, otto, vera]) expect(await say(who, '192.0.2.1')).toMatchObject({ ok: true });
    expect(await say(otto, '192.0.2.1')).toMatchObject({ code: 'too_many', retryAfterMs: SECOND });
    expect((await sayMany(nils, '198.51.100.7', 2)).every(({ ok }) => ok)).toBe(true);
    expect(await say(nils, '198.51.100.7')).toMatchObject({ code: 'too_many' });
    passed = 5 * SECOND;
    for (const who of [vera, otto]) expect(await say(who, '192.0.2.1')).toMatchObject({ ok: true });
  });

  test('one address announces a gigabyte of files an hour; others and staff announce on', async () => {
    await open();
    const announce = async (who: Answer, from: string) =>
      (
        await house.post(
          '/api/visitor/files/begin',
          { id: id(), name: 'a.txt', type: 'text/plain', size: 20_000_000 },
          { origin: SHOP, authorization: `Bearer ${who.token}`, 'x-forwarded-for': from },
        )
      ).body;
    const [vera, otto, mia] = [await begin('192.0.2.1'), await begin('192.0.2.1'), await begin('192.0.2.1')];
    for (const who of [vera, otto])
      for (let n = 0; n < 25; n++) expect((await announce(who, '192.0.2.1')).ok).toBe(true);
    expect(await announce(mia, '192.0.2.1')).toMatchObject({ code: 'too_many', final: false });
    expect((await announce(await begin('192.0.2.2'), '192.0.2.2')).ok).toBe(true);
    const { conversation } = await say(vera, '192.0.2.1');
    const file = { id: id(), conversation, name: 'a.txt', type: 'text/plain', size: 20_000_000 };
    expect((await house.asStaff(house.olgasCookie, 'files/begin', file)).body.ok).toBe(true);
  });

  test('who arrives without end, tells of people who did nothing, or gives one address after another is told when to go on', async () => {
    await open();
    const vera = await begin('192.0.2.1');
    const ask = async (what: string, payload: object, headers: Record<string, string> = {}): Promise<Answer> =>
      (await house.post(`/api/visitor/${what}`, payload, { origin: SHOP, 'x-forwarded-for': '192.0.2.1', ...headers }))
        .body;
    const asVera = { authorization: `Bearer ${vera.token}` };
    const visit = () => ({
      ...{ id: id(), url: `${SHOP}/`, title: 'Shop', referrer: '' },
      ...{ language: 'en', timeZone: 'Europe/Vienna' },
    });
    const first = visit();
    for (const one of [first, ...Array.from({ length: 59 }, visit)])
      expect(await ask('people/arrive', one, asVera)).toEqual({ ok: true });
    expect(await ask('people/arrive', visit(), asVera)).toMatchObject({ code: 'too_many' });
    expect(await ask('people/arrive', { ...first, url: `${SHOP}/pots` }, asVera)).toEqual({ ok: true });
    const tell = () => ask('people/update', { site: house.site.key, name: 'Somebody' });
    for (let n = 0; n < LIMITS.toldAtAddress.burst; n++) expect((await tell()).ok).toBe(true);
    expect(await tell()).toMatchObject({ code: 'too_many' });
    const introduce = (n: number) => ask('people/introduce', { email: `v${n}@home.example` }, asVera);
    for (let n = 0; n < LIMITS.visitor.burst; n++) expect((await introduce(n)).ok).toBe(true);
    expect(await introduce(99)).toMatchObject({ code: 'too_many' });
  });

  test('a burst of new visitors has to be worked for, each once; who is there already goes on', async () => {
    await open({ freshOnSite: { burst: 3, everyMs: SECOND } });
    const vera = await begin('192.0.2.1');
    for (const n of [2, 3]) expect(await begin(`192.0.2.${n}`)).toMatchObject({ ok: true });
    const wanted = await begin('192.0.2.4');
    expect(wanted).toMatchObject({ code: 'work_wanted', final: false, status: 428 });

    const proof = await solve(wanted.work);
    expect(await begin('192.0.2.4', { ...proof, nonces: proof.nonces.map((one) => one + 1) })).toMatchObject({
      code: 'work_wanted',
    });
    expect(await begin('192.0.2.4', { ...proof, nonces: proof.nonces.slice(1) })).toMatchObject({
      code: 'work_wanted',
    });
    const invented = `c1.${id()}.${'x'.repeat(9)}.${wanted.work.challenge.slice(-43)}`;
    expect(await begin('192.0.2.4', { ...proof, challenge: invented })).toMatchObject({ code: 'work_wanted' });
    const otto = await begin('192.0.2.4', proof);
    expect(otto).toMatchObject({ ok: true });
    expect(await begin('192.0.2.5', proof)).toMatchObject({ code: 'work_wanted' });

    for (const who of [vera, otto]) expect(await say(who, '192.0.2.1')).toMatchObject({ ok: true });
    const bearer = { origin: SHOP, authorization: `Bearer ${vera.token}` };
    expect((await house.post('/api/visitor/sessions/renew', {}, bearer)).body).toMatchObject({ ok: true });

    const late = (await begin('192.0.2.6')).work;
    const found = await solve(late);
    passed = 6 * 60 * SECOND;
    const flood = await Promise.all(Array.from({ length: 3 }, (_, n) => begin(`203.0.113.${n}`)));
    expect(flood.every(({ ok }) => ok)).toBe(true);
    expect(await begin('192.0.2.6', found)).toMatchObject({ code: 'work_wanted' });
  });

  test('an office behind one address works for it, too, and a site that is flooded all the same says when it goes on', async () => {
    await open({ freshAtAddress: { burst: 2, everyMs: SECOND }, mostOnSite: { burst: 3, everyMs: 4 * SECOND } });
    for (const _ of [1, 2]) expect(await begin('192.0.2.1')).toMatchObject({ ok: true });
    const { work } = await begin('192.0.2.1');
    expect(await begin('192.0.2.1', await solve(work))).toMatchObject({ ok: true });
    expect(await begin('198.51.100.7')).toMatchObject({ code: 'too_many', retryAfterMs: 4 * SECOND });
    passed = 4 * SECOND;
    expect(await begin('198.51.100.7')).toMatchObject({ ok: true });
  });

  test('what a site has for all is not used up from one address, however much it works', async () => {
    const tight = {
      freshAtAddress: { burst: 1, everyMs: 60 * SECOND },
      workedAtAddress: { burst: 2, everyMs: SECOND },
    };
    await open({ ...tight, mostOnSite: { burst: 5, everyMs: 60 * SECOND } });
    const mallory = '192.0.2.66';
    expect(await begin(mallory)).toMatchObject({ ok: true });
    const works = [await begin(mallory), await begin(mallory), await begin(mallory)].map(({ work }) => work);
    const proofs = await Promise.all(works.map((work) => solve(work)));
    for (const proof of proofs.slice(0, 2)) expect(await begin(mallory, proof)).toMatchObject({ ok: true });
    expect(await begin(mallory, proofs[2])).toMatchObject({ code: 'too_many', retryAfterMs: expect.any(Number) });
    expect(await begin(mallory)).toMatchObject({ code: 'too_many' });
    expect(await begin('198.51.100.7')).toMatchObject({ ok: true });
    passed = 2 * SECOND;
    expect(await begin(mallory, proofs[2])).toMatchObject({ ok: true });
  });
});

describe('the work', () => {
  const work = { challenge: `c1.${'0'.repeat(36)}.abc.${'s'.repeat(43)}`, rounds: 24, bits: 10 };

  test.each(['', 'abc', 'x'.repeat(55), 'Ab_-9.23.4711'])('hashes %j as everybody does', (text) => {
    expect(firstWord(text)).toBe(createHash('sha256').update(text).digest().readUInt32BE());
  });

  test('lets the page go on after 6 ms at most and a few hashes, however slow the machine is', async () => {
    // A machine whose clock goes on by a millisecond with each look: 32 hashes in a millisecond are slower than any phone.
    let time = 0;
    let since = 0;
    const slices: number[] = [];
    const rest = async () => {
      slices.push(time - since);
      since = time;
    };
    const { nonces } = await solve(work, rest, () => ++time);
    expect(nonces).toHaveLength(24);
    expect(slices.length).toBeGreaterThan(40);
    expect(Math.max(...slices)).toBeLessThanOrEqual(8);
  });
});
