import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LIMITS, widened } from '../../server/foundation/limits.ts';
import { type Data, databases } from '../support/databases.ts';
import { openPostOffice, ownAddress, type PostOffice } from '../support/post-office.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';
import { signed } from '../support/signing.ts';

const MINUTE = 60_000;
const VERA = 'vera@home.example';

describe.each(databases)('mail on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let post: PostOffice;
  let now: number;
  let token: string;
  let conversation: string;
  let refusal: (to: string, nth: number) => number | undefined;
  beforeEach(async () => {
    now = Date.now();
    refusal = () => undefined;
    data = await fresh();
    post = await openPostOffice((to, nth) => refusal(to, nth));
    const env = { ...data.env, ...post.env, ...(await ownAddress()), TRUST_PROXY: '127.0.0.1' };
    const { lettersAtAddress, lettersOnSite } = LIMITS;
    const limits = { ...widened(1_000), lettersAtAddress, lettersOnSite: { ...lettersOnSite, burst: 15 } };
    house = await openHouse(env, () => now, false, limits);
    token = await house.visitorToken();
    const visit = { id: id(), url: `${SHOP}/teapots?from=letter`, title: 'Teapots', referrer: '', language: 'en-GB' };
    await house.asVisitor(token, 'people/arrive', { ...visit, timeZone: 'Europe/Vienna' });
    conversation = (await ask('conversations/post', { id: id(), body: 'Is the green one in stock?' })).conversation;
  });
  afterEach(async () => {
    await house.close();
    await post.close();
    await data.remove();
  });

  const ask = async (verb: string, payload: object = {}, by = token): Promise<Answer> =>
    (await house.asVisitor(by, verb, payload)).body;
  const answer = async (body: string, more = {}) => {
    const message = id();
    await house.asStaff(house.olgasCookie, 'conversations/post', { id: message, conversation, body, ...more });
    return message;
  };
  /** Time passes, and whatever is due is done. */
  const pass = async (ms: number) => {
    await house.app.slices.jobs.settle();
    now += ms;
    await house.app.slices.jobs.settle();
  };
  const button = (link: string, form: Record<string, string> = {}, origin = house.url) =>
    fetch(link, { method: 'POST', redirect: 'manual', headers: { origin }, body: new URLSearchParams(form) });
  /** The session that a browser opens by what a link gave it. */
  async function opened(response: Response): Promise<string> {
    const [, pass] = /data-pass="([^"]+)"/.exec(await response.text()) ?? [];
    const headers = { origin: SHOP, authorization: `Bearer ${pass}` };
    return (await house.post('/api/visitor/sessions', { site: house.site.key }, headers)).body.token;
  }
  /** Vera gives her address and says by the link that it is hers. */
  async function proven(): Promise<void> {
    const before = post.letters.length;
    expect(await ask('notifications/give-address', { email: VERA })).toEqual({ ok: true });
    await button((await post.gets(before + 1)).link);
    expect(await ask('notifications/standing')).toEqual({ ok: true, mail: true, email: VERA, verified: true });
  }

  test('an answer that Vera has not read for some minutes goes to her, once, and the link in it brings her to it', async () => {
    await proven();
    await answer('Yes, in <b>two</b> greens & red:\nhttps://shop.example/greens');
    await pass(4 * MINUTE);
    expect(post.letters).toHaveLength(1);
    await pass(2 * MINUTE);
    const letter = await post.gets(2);
    expect(letter.to).toEqual([VERA]);
    expect(letter.headers).toMatchObject({
      from: 'My website <chat@shop.example>',
      'reply-to': 'olga@shop.example',
      subject: 'Olga answered you: My website',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
    expect(letter.text).toMatch(/^To answer, use this link/);
    expect(letter.text).toContain('> Yes, in <b>two</b> greens & red:\n> https://shop.example/greens');
    expect(letter.html).toContain(
      'Yes, in &#60;b&#62;two&#60;/b&#62; greens &#38; red:<br><a href="https://shop.example/greens"',
    );
    await pass(60 * MINUTE);
    expect(post.letters).toHaveLength(2);

    const page = await fetch(letter.link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const response = await button(letter.link);
    expect(response.status).toBe(200);
    // The pass is in the page and in no address, and nobody keeps the page.
    expect(response.headers.get('location')).toBe(null);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.clone().text()).toContain(`data-conversation="${conversation}"`);
    const phone = await opened(response);
    const { messages } = await ask('conversations/sync', { conversation }, phone);
    expect(messages.map(({ body }: Answer) => body)[0]).toBe('Is the green one in stock?');
  });

  test('what she read is not sent, nor while the chat is before her, nor what was taken back', async () => {
    await proven();
    await answer('One');
    await ask('conversations/read', { conversation, seq: 2 });
    await pass(6 * MINUTE);
    expect(post.letters).toHaveLength(1);

    const there = await house.visitor(token);
    await answer('Two');
    await pass(6 * MINUTE);
    expect(post.letters).toHaveLength(1);
    const message = await answer('Three');
    await house.asStaff(house.olgasCookie, 'conversations/take-back', { id: message });
    there.close();
    await vi.waitUntil(() => house.app.opened().connections === 0, { timeout: 10_000 });
    await pass(6 * MINUTE);
    const letter = await post.gets(2);
    expect(letter.text).toContain('> Two');
    expect(letter.text).not.toContain('Three');
    await answer('A note', { note: true });
    await pass(60 * MINUTE);
    expect(post.letters).toHaveLength(2);
  });

  test('answers that follow each other come in one letter; of a stream of them she hears all the same', async () => {
    await proven();
    for (const body of ['One', 'Two', 'Three']) {
      await answer(body);
      await pass(2 * MINUTE);
    }
    await pass(4 * MINUTE);
    const letter = await post.gets(2);
    expect(letter.text).toMatch(/> One[\s\S]*> Two[\s\S]*> Three/);
    for (let nth = 0; nth < 6; nth++) {
      await answer(`More ${nth}`);
      await pass(4 * MINUTE);
    }
    expect((await post.gets(3)).text).toContain('> More 0');
  });

  test('an address that was only typed is shown nothing until its owner says by a button that it is theirs', async () => {
    expect(await ask('notifications/standing')).toEqual({ ok: true, mail: true, email: null, verified: false });
    const asked = await house.post('/api/visitor/welcome', { site: house.site.key }, { origin: SHOP });
    expect(asked.body).toMatchObject({ ok: true, mail: true });
    await ask('notifications/give-address', { email: VERA });
    const question = await post.gets(1);
    expect(question.text).not.toContain('green');
    await answer('A secret.');
    await pass(6 * MINUTE);
    const letter = await post.gets(2);
    expect(`${letter.text}${letter.html}${letter.headers.subject}`).not.toContain('secret');
    // A scanner follows each link, and looks at it with every method but the button's.
    for (const { link } of [question, letter]) for (const method of ['GET', 'HEAD']) await fetch(link, { method });
    expect((await ask('notifications/standing')).verified).toBe(false);
    expect((await button(question.link, {}, 'https://elsewhere.example')).status).toBe(403);
    expect((await ask('notifications/standing')).verified).toBe(false);
    await button(letter.link);
    expect((await ask('notifications/standing')).verified).toBe(true);
    // Staff see it, too.
    const { rows } = (await house.asStaff(house.olgasCookie, 'conversations/list', { view: 'open' })).body;
    expect(rows[0].person).toMatchObject({ kind: 'verified', email: VERA });
  });

  test('a link that asks works once, and for an hour; nobody can make one up', async () => {
    await ask('notifications/give-address', { email: VERA });
    const { link } = await post.gets(1);
    const [token] = link.split('?') as [string];
    for (const wrong of [`${token}x`, token.slice(0, -1), token.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A'))]) {
      expect((await fetch(wrong)).status).toBe(404);
      expect((await button(wrong)).status).toBe(404);
    }
    now += 61 * MINUTE;
    expect((await fetch(link)).status).toBe(410);
    expect((await button(link)).status).toBe(410);
    await ask('notifications/give-address', { email: VERA });
    const second = await post.gets(2);
    expect((await button(second.link)).status).toBe(200);
    // A double click is one use.
    expect((await button(second.link)).status).toBe(200);
    now += MINUTE;
    expect((await button(second.link)).status).toBe(410);
  });

  test('whoever wants no more mail gets none: by the button, and by one click in the mail program', async () => {
    await proven();
    await answer('One');
    await pass(6 * MINUTE);
    const { headers } = await post.gets(2);
    const stop = /<(.*)>/.exec(headers['list-unsubscribe'] as string)?.[1] as string;
    await fetch(stop);
    await answer('Two');
    await pass(6 * MINUTE);
    await post.gets(3);
    // As RFC 8058 says it, as it may be said, too, and as mail programs say it all the same.
    const said = 'List-Unsubscribe=One-Click';
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const bare = { 'content-type': 'application/json' };
    for (const click of [{ body: form }, { body: new URLSearchParams(said) }, { body: said, headers: bare }, {}]) {
      const landed = await fetch(stop, { method: 'POST', ...click });
      expect([landed.status, await landed.text()]).toEqual([200, expect.stringContaining('No more mail')]);
      expect(await (await fetch(stop)).text()).toContain('Send me answers again');
      await button(stop, { again: 'again' });
    }
    await fetch(stop, { method: 'POST', body: form });
    await answer('Three');
    await pass(6 * MINUTE);
    expect(post.letters).toHaveLength(3);
    await button(stop, { again: 'again' });
    await answer('Four');
    await pass(6 * MINUTE);
    expect((await post.gets(4)).text).toContain('> Four');
  });

  test('an address that has asked for no more mail is not given without a word, and can change its mind', async () => {
    await proven();
    await answer('One');
    await pass(6 * MINUTE);
    const [, stop = ''] = /<([^>]+)>/.exec((await post.gets(2)).headers['list-unsubscribe'] as string) ?? [];
    await button(stop);
    const otto = await house.visitorToken();
    const give = () => ask('notifications/give-address', { email: 'Vera@Home.example' }, otto);
    expect(await give()).toMatchObject({ code: 'no_more_mail', final: true });
    expect(await ask('notifications/standing', {}, otto)).toMatchObject({ email: null });
    await pass(0);
    expect(post.letters).toHaveLength(2);
    await button(stop, { again: 'again' });
    expect(await give()).toEqual({ ok: true });
    expect(await post.gets(3)).toMatchObject({ headers: { subject: 'Is this your address? My website' } });
  });

  test('on another device she gets her conversations by mail, and nobody learns whose address is known here', async () => {
    await proven();
    const site = house.site.key;
    const wish = (email: string) =>
      house.post('/api/visitor/notifications/continue', { site, email }, { origin: SHOP });
    const known = await wish('Vera@Home.example');
    const unknown = await wish('otto@home.example');
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const letter = await post.gets(2);
    expect(letter.to).toEqual(['vera@home.example']);
    const phone = await opened(await button(letter.link));
    expect((await ask('conversations/list', {}, phone)).rows).toMatchObject([{ conversation }]);
    for (const email of [VERA, 'otto@home.example']) {
      await wish(email);
      await wish(email);
      expect((await wish(email)).body).toMatchObject({ code: 'too_many', retryAfterMs: 60 * MINUTE });
    }
    await pass(0);
    expect(post.letters.filter(({ to }) => to[0]?.startsWith('otto'))).toEqual([]);
  });

  test('whom her shop vouches for without an address leaves one, reads nothing there before she has said that it is hers, and the shop’s word goes first', async () => {
    const { value } = (await house.asStaff(house.olgasCookie, 'people/make-secret', { site: house.site.id })).body;
    const identify = async (claims: object) => {
      const payload = { site: house.site.key, token: signed(value, { sub: 'u1', name: 'Una', ...claims }, { now }) };
      return (
        await house.post('/api/visitor/people/identify', payload, { origin: SHOP, authorization: `Bearer ${token}` })
      ).body;
    };
    token = (await identify({})).token;
    const standing = () => ask('notifications/standing');
    const UNA = 'una@home.example';
    expect(await standing()).toMatchObject({ email: null, verified: false });
    expect(await ask('notifications/transcript', { conversation })).toMatchObject({ code: 'conflict', field: 'email' });
    expect(await ask('notifications/give-address', { email: UNA })).toEqual({ ok: true });
    expect(await standing()).toMatchObject({ email: UNA, verified: false });
    const question = await post.gets(1);
    expect(question).toMatchObject({ to: [UNA], headers: { subject: 'Is this your address? My website' } });
    const { person } = (await house.asStaff(house.olgasCookie, 'conversations/list', { view: 'open' })).body.rows[0];
    const known = (await house.asStaff(house.olgasCookie, 'people/get', { person: person.id })).body;
    expect(known).toMatchObject({
      person: { name: 'Una', email: null, kind: 'identified' },
      attributes: [{ name: 'email', value: UNA, source: 'form' }],
    });

    await answer('Yes, two of them.');
    await pass(6 * MINUTE);
    expect(await post.gets(2)).toMatchObject({ to: [UNA], text: expect.not.stringContaining('two of them') });
    expect(await ask('notifications/transcript', { conversation })).toMatchObject({ code: 'conflict' });
    const phone = await opened(await button(question.link));
    expect((await ask('conversations/list', {}, phone)).rows).toMatchObject([{ conversation }]);
    expect(await standing()).toMatchObject({ email: UNA, verified: true });
    expect(await ask('notifications/give-address', { email: 'other@home.example' })).toMatchObject({
      code: 'conflict',
    });
    expect(await ask('notifications/give-address', { email: UNA.toUpperCase() })).toEqual({ ok: true });
    await answer('And a third.');
    await pass(6 * MINUTE);
    expect(await post.gets(3)).toMatchObject({ to: [UNA], text: expect.stringContaining('> And a third.') });
    expect(await ask('notifications/transcript', { conversation })).toEqual({ ok: true });
    expect(await post.gets(4)).toMatchObject({ to: [UNA] });
    await house.post('/api/visitor/notifications/continue', { site: house.site.key, email: UNA }, { origin: SHOP });
    const { link } = await post.gets(5);
    expect((await ask('conversations/list', {}, await opened(await button(link)))).rows).toMatchObject([
      { conversation },
    ]);

    await identify({ email: 'una@work.example' });
    expect(await standing()).toMatchObject({ email: 'una@work.example', verified: true });
    expect((await button(question.link)).status).toBe(410);
  });

  test.each([
    {
      who: { name: 'Greta', language: 'de-AT', timeZone: 'Europe/Vienna', tag: 'de-AT ltr' },
      asks: 'Ist das Ihre Adresse? My website',
      answered: 'Antwort von Olga: My website',
      page: ['Hier ist Ihr Gespräch, mit der Antwort.', 'Mein Gespräch öffnen'],
      why: 'weil Sie My website geschrieben und 2 Antworten dort noch nicht gelesen haben.',
      chat: 'Ihr Gespräch öffnet sich hier.',
      stop: [
        'Keine E-Mails mehr von My website?',
        'Keine E-Mails mehr von My website',
        'Sie hören wieder von My website',
      ],
      kept: 'Ihr Gespräch mit My website',
    },
    {
      who: { name: 'Amal', language: 'ar-EG', timeZone: 'Africa/Cairo', tag: 'ar-EG rtl' },
      asks: 'هل هذا عنوانك؟ My website',
      answered: 'ردّ من Olga: My website',
      page: ['محادثتك هنا، ومعها الرد.', 'افتح محادثتي'],
      why: 'لأنك كتبت إلى My website ولم تقرأ ردّين هناك بعد.',
      chat: 'ستُفتح محادثتك هنا.',
      stop: [
        'ألا تريد مزيدًا من الرسائل من My website؟',
        'لا مزيد من الرسائل من My website',
        'ستصلك رسائل My website من جديد',
      ],
      kept: 'محادثتك مع My website',
    },
  ])('$who.name reads letters and the pages behind their links in $who.language', async (p) => {
    const { name, language, timeZone, tag } = p.who;
    const email = `${name.toLowerCase()}@home.example`;
    const by = await house.visitorToken();
    const visit = { id: id(), url: `${SHOP}/`, title: 'Shop', referrer: '', language, timeZone };
    await house.asVisitor(by, 'people/arrive', visit);
    conversation = (await ask('conversations/post', { id: id(), body: 'Hello?' }, by)).conversation;
    /** As it is read: names keep their side by signs that nobody sees. */
    const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');
    const said = async (page: Response) => plain(await page.text()).replace(/&#39;/g, '’');
    const [lang, dir] = tag.split(' ') as [string, string];
    const root = `<html lang="${lang}" dir="${dir}">`;

    await ask('notifications/give-address', { email }, by);
    const question = await post.gets(1);
    expect(plain(question.headers.subject as string)).toBe(p.asks);
    expect(question.headers['content-language']).toBe(lang);
    await button(question.link);
    await answer('In the green one.');
    await answer('And in the blue one.');
    await pass(6 * MINUTE);
    const letter = await post.gets(2);
    expect(plain(letter.headers.subject as string)).toBe(p.answered);
    expect(letter.html).toContain(root);
    expect(letter.html).toContain(`<div lang="${lang}" dir="${dir}"`);
    expect(plain(letter.text)).toContain(p.why);
    const [first] = (await ask('conversations/sync', { conversation }, by)).messages.slice(1);
    const clock = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
    expect(plain(letter.text)).toContain(new Intl.DateTimeFormat(language, clock).format(first.at));

    // Whatever the browser asks for, the pages go on as the letter did.
    const page = await said(await fetch(letter.link, { headers: { 'accept-language': 'fr' } }));
    for (const text of [root, ...p.page]) expect(page).toContain(text);
    const chat = await said(await button(letter.link));
    for (const text of [root, p.chat]) expect(chat).toContain(text);
    const stop = /<(.*)>/.exec(letter.headers['list-unsubscribe'] as string)?.[1] as string;
    expect(await said(await fetch(stop))).toContain(p.stop[0]);
    expect(await said(await button(stop))).toContain(p.stop[1]);
    expect(await said(await button(stop, { again: 'again' }))).toContain(p.stop[2]);

    await ask('notifications/transcript', { conversation }, by);
    expect(plain((await post.gets(3)).headers.subject as string)).toBe(p.kept);
    const wish = { site: house.site.key, email };
    await house.post('/api/visitor/notifications/continue', wish, { origin: SHOP });
    expect((await post.gets(4)).html).toContain(root);
  });

  test('an owner’s own words are in letters, too; whose language is not spoken reads English', async () => {
    const sentences = [
      { language: 'en', name: 'letters.yes', text: 'Yes, mine' },
      { language: 'en', name: 'letters.asked.deeper', text: 'Nonsense' },
    ];
    await house.asStaff(house.olgasCookie, 'sites/update', { site: house.site.id, sentences });
    const by = await house.visitorToken();
    const visit = {
      id: id(),
      url: `${SHOP}/`,
      title: 'Shop',
      referrer: '',
      language: 'sv',
      timeZone: 'Nowhere/At_all',
    };
    await house.asVisitor(by, 'people/arrive', visit);
    await ask('notifications/give-address', { email: VERA }, by);
    const letter = await post.gets(1);
    expect(letter.text).toContain('Yes, mine\nhttp');
    expect(letter.text).toContain('Somebody in a chat with My website asked');
    const page = await fetch(letter.link, { headers: { 'accept-language': 'de' } });
    expect(await page.text()).toMatch(/<html lang="en" dir="ltr">.*Yes, mine/);
  });

  test('letters that ask whether an address is theirs are few', async () => {
    for (let nth = 0; nth < 3; nth++)
      expect(await ask('notifications/give-address', { email: VERA })).toEqual({ ok: true });
    expect(await ask('notifications/give-address', { email: VERA })).toMatchObject({ code: 'too_many' });
    const otto = await house.visitorToken();
    expect(await ask('notifications/give-address', { email: VERA }, otto)).toMatchObject({ code: 'too_many' });
    await pass(0);
    expect(post.letters).toHaveLength(3);
  });

  test('whoever gives one strange address after the other sends ten letters, and a site no more than it ever needs', async () => {
    const give = async (nth: number, from: string) => {
      const headers = { origin: SHOP, 'x-forwarded-for': from };
      const { token } = (await house.post('/api/visitor/sessions', { site: house.site.key }, headers)).body;
      const bearer = { ...headers, authorization: `Bearer ${token}` };
      const email = { email: `victim+${nth}@home.example` };
      return (await house.post('/api/visitor/notifications/give-address', email, bearer)).body;
    };
    const mallory = '192.0.2.66';
    for (let nth = 1; nth <= 10; nth += 1) expect(await give(nth, mallory)).toEqual({ ok: true });
    const wait = { code: 'too_many', final: false, retryAfterMs: 20 * MINUTE };
    expect(await give(11, mallory)).toMatchObject(wait);
    const asked = { site: house.site.key, email: VERA };
    const headers = { origin: SHOP, 'x-forwarded-for': mallory };
    expect((await house.post('/api/visitor/notifications/continue', asked, headers)).body).toMatchObject(wait);
    for (let nth = 12; nth <= 16; nth += 1) expect(await give(nth, `198.51.100.${nth}`)).toEqual({ ok: true });
    expect(await give(17, '203.0.113.7')).toMatchObject({ code: 'too_many' });
    await pass(20 * MINUTE);
    expect(post.letters).toHaveLength(15);
    expect(await give(18, mallory)).toEqual({ ok: true });
  });

  test('a transcript goes to the address that is proven, of one’s own conversation', async () => {
    expect(await ask('notifications/transcript', { conversation })).toMatchObject({ code: 'conflict', field: 'email' });
    await proven();
    await answer('A note', { note: true });
    await answer('Yes.');
    expect(await ask('notifications/transcript', { conversation })).toEqual({ ok: true });
    const letter = await post.gets(2);
    expect(letter.text).toMatch(/You, .*:\n> Is the green one in stock\?[\s\S]*Olga, .*:\n> Yes\./);
    expect(letter.text).not.toContain('A note');
    const otto = await house.visitorToken();
    expect(await ask('notifications/transcript', { conversation }, otto)).toMatchObject({ code: 'not_found' });
    expect(await ask('notifications/transcript', { conversation: id() }, otto)).toMatchObject({ code: 'not_found' });
  });

  test('the phone on which a letter was only opened does not decide how the next one speaks', async () => {
    await proven();
    await house.post('/api/visitor/notifications/continue', { site: house.site.key, email: VERA }, { origin: SHOP });
    const phone = await opened(await button((await post.gets(2)).link));
    now += MINUTE;
    const url = `${house.url}/mail/chat/${house.site.key}?lang=en`;
    const visit = { id: id(), url, title: 'My website', referrer: '', language: 'fr-FR', timeZone: 'Europe/Paris' };
    expect(await ask('people/arrive', visit, phone)).toEqual({ ok: true });
    expect(await ask('notifications/transcript', { conversation }, phone)).toEqual({ ok: true });
    expect((await post.gets(3)).text).toMatch(/You, .*:\n> Is the green one/);
    // On a page of the shop she reads French herself.
    await ask('people/arrive', { ...visit, id: id(), url: `${SHOP}/fr` }, phone);
    now += MINUTE;
    expect(await ask('notifications/transcript', { conversation }, phone)).toEqual({ ok: true });
    expect((await post.gets(4)).text).toMatch(/Vous, .*:\n> Is the green one/);
  });

  test('a transcript is whole where it is long, and there are few within the hour', async () => {
    await proven();
    for (let nth = 1; nth <= 520; nth += 1) await ask('conversations/post', { id: id(), body: `Line ${nth}.` });
    expect(await ask('notifications/transcript', { conversation })).toEqual({ ok: true });
    // Asked again because the answer was lost: it is the same letter.
    expect(await ask('notifications/transcript', { conversation })).toEqual({ ok: true });
    const letter = await post.gets(2);
    expect(letter.text.match(/^> Line \d+\.$/gm)).toHaveLength(520);
    for (let nth = 2; nth <= 5; nth += 1) {
      await pass(MINUTE);
      expect(await ask('notifications/transcript', { conversation })).toEqual({ ok: true });
    }
    await pass(MINUTE);
    const again = await ask('notifications/transcript', { conversation });
    expect(again).toMatchObject({ code: 'too_many', retryAfterMs: 60 * MINUTE });
    await pass(60 * MINUTE);
    expect(await ask('notifications/transcript', { conversation })).toEqual({ ok: true });
    await pass(0);
    expect(post.letters).toHaveLength(7);
  });

  test('while the mail server refuses for now it is tried again; where it refuses for good it is given up, and the owner can see both', async () => {
    refusal = (to, nth) => (to.startsWith('nobody') ? 550 : nth === 1 ? 451 : undefined);
    await ask('notifications/give-address', { email: VERA });
    const troubles = async () => (await house.asStaff(house.olgasCookie, 'notifications/troubles')).body;
    await vi.waitFor(
      async () => expect(await troubles()).toMatchObject({ failing: 1, gaveUp: 0, trouble: 'EENVELOPE' }),
      {
        timeout: 10_000,
      },
    );
    await pass(10_000);
    await post.gets(1);
    await ask('notifications/give-address', { email: 'nobody@home.example' });
    await vi.waitFor(
      async () =>
        expect(await troubles()).toEqual({
          ...{ ok: true, failing: 0, gaveUp: 1, trouble: 'refused' },
          mail: expect.stringMatching(/^chat@shop\.example by 127\.0\.0\.1:/),
        }),
      { timeout: 10_000 },
    );
  });
});

test('without SMTP_URL whoever asks for mail hears that there is none, and what is answered meanwhile is not sent later', async () => {
  const house = await openHouse();
  const vera = await house.visitorToken();
  const ask = async (verb: string, payload: object = {}) => (await house.asVisitor(vera, verb, payload)).body;
  const { conversation } = await ask('conversations/post', { id: id(), body: 'Hello?' });
  expect(await ask('notifications/standing')).toMatchObject({ mail: false });
  const asked = await house.post('/api/visitor/welcome', { site: house.site.key }, { origin: SHOP });
  expect(asked.body).toMatchObject({ ok: true, mail: false });
  expect(await ask('notifications/give-address', { email: VERA })).toMatchObject({ code: 'no_mail' });
  expect(await ask('notifications/transcript', { conversation })).toMatchObject({ code: 'no_mail' });
  expect((await house.asStaff(house.olgasCookie, 'notifications/troubles')).body).toMatchObject({ mail: null });
  await house.close();
});
