import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { send } from '../support/files.ts';
import { id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';
import { signed } from '../support/signing.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const page = { address: 'https://shop.example/pans?q=1', browser: 'Firefox', language: 'de', width: 1280, height: 720 };

/** Issue 4, number 5: what visitors tell without wanting a chat, and what staff make of it. */
describe.each(databases)('feedback on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let now = Date.UTC(2026, 10, 26, 9);
  beforeEach(async () => {
    data = await fresh();
    house = await openHouse(data.env, () => now++);
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });
  const give = async (token: string, told: object) => (await house.asVisitor(token, 'feedback/give', told)).body;
  const staff = async (verb: string, payload: object = {}, cookie = house.olgasCookie) =>
    (await house.asStaff(cookie, `feedback/${verb}`, payload)).body;
  const bug = (more: object = {}) => ({ id: id(), kind: 'bug', body: 'The lid does not close.', ...more });
  const pictureOf = async (token: string) => {
    const headers = { origin: SHOP, authorization: `Bearer ${token}` };
    const sent = await send({ url: house.url, door: 'visitor', headers }, PIXEL, { name: 'a.png', type: 'image/png' });
    return sent.id;
  };
  const read = (file: string, cookie: string) =>
    fetch(`${house.url}/api/staff/files/${file}/whole`, { headers: { cookie } });

  test('is kept once, whatever is sent again, and never taken for another', async () => {
    const [vera, otto] = [await house.visitorToken(), await house.visitorToken()];
    const told = bug({ page, errors: ['lid is null'] });
    expect(await give(vera, told)).toEqual({ ok: true });
    expect(await give(vera, told)).toEqual({ ok: true });
    expect(await give(vera, { ...told, body: 'Something else' })).toMatchObject({ code: 'conflict' });
    expect(await give(otto, told)).toMatchObject({ code: 'conflict' });
    const { rows, counts } = await staff('list');
    expect(rows).toMatchObject([
      { id: told.id, kind: 'bug', status: 'new', opening: told.body, files: 0, owner: null },
    ]);
    expect(counts).toEqual({ new: 1, open: 0, done: 0, declined: 0 });
    const { feedback } = await staff('get', { feedback: told.id });
    expect(feedback).toMatchObject({ body: told.body, page, errors: ['lid is null'], files: [] });
  });

  test('says what it lacks', async () => {
    const vera = await house.visitorToken();
    const lacks = async (told: object) => (await give(vera, { id: id(), body: '', ...told })).field;
    expect(await lacks({ kind: 'bug' })).toBe('body');
    expect(await lacks({ kind: 'idea', body: 'Because.' })).toBe('title');
    expect(await lacks({ kind: 'praise' })).toBe('score');
    expect(await lacks({ kind: 'bug', files: [id()] })).toBe('files');
    const others = await pictureOf(await house.visitorToken());
    expect(await lacks({ kind: 'bug', files: [others] })).toBe('files');
    expect((await staff('list')).rows).toEqual([]);
  });

  test('has its picture for staff of the site alone, for as long as it is there', async () => {
    const vera = await house.visitorToken();
    const picture = await pictureOf(vera);
    const told = bug({ body: '', files: [picture] });
    expect(await give(vera, told)).toEqual({ ok: true });
    expect(await give(vera, bug({ files: [picture] }))).toMatchObject({ code: 'conflict' });
    const { feedback } = await staff('get', { feedback: told.id });
    expect(feedback.files).toMatchObject([{ id: picture, type: 'image/png', width: 1 }]);
    const other = (
      await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: 'https://a.example' })
    ).body.site;
    const elsa = await house.colleague('Elsa', [{ site: other.id, role: 'admin' }]);
    expect((await read(picture, house.olgasCookie)).status).toBe(200);
    expect((await read(picture, elsa.cookie)).status).toBe(404);
    expect((await staff('list', {}, elsa.cookie)).rows).toEqual([]);
    now += 48 * 3_600_000;
    await house.app.slices.files.sweepOnce();
    expect((await read(picture, house.olgasCookie)).status).toBe(200);
  });

  test('is found by what it is, how it stands, whose it is, by tags and by words, a page at a time', async () => {
    const vera = await house.visitorToken();
    const idea = { id: id(), kind: 'idea', title: 'Größere Töpfe', body: '100% больше' };
    const praise = { id: id(), kind: 'praise', score: 5, body: '' };
    for (const told of [bug(), idea, praise]) await give(vera, told);
    const agnes = await house.colleague('Agnes', [{ site: house.site.id, role: 'agent' }]);
    const changed = await staff('change', {
      feedback: idea.id,
      status: 'open',
      owner: agnes.id,
      tags: ['pots', 'new'],
    });
    expect(changed.feedback).toMatchObject({
      status: 'open',
      owner: agnes.id,
      tags: ['new', 'pots'],
      title: idea.title,
    });
    const found = async (p: object) => (await staff('list', p)).rows.map(({ kind }: { kind: string }) => kind);
    expect(await found({})).toEqual(['praise', 'idea', 'bug']);
    expect(await found({ kind: 'bug' })).toEqual(['bug']);
    expect(await found({ status: 'new' })).toEqual(['praise', 'bug']);
    expect(await found({ owner: agnes.id })).toEqual(['idea']);
    expect(await found({ owner: 'none' })).toEqual(['praise', 'bug']);
    expect(await found({ tag: 'pots' })).toEqual(['idea']);
    expect(await found({ words: 'größere' })).toEqual(['idea']);
    expect(await found({ words: '0% Больше' })).toEqual(['idea']);
    expect((await staff('list')).tags).toEqual(['new', 'pots']);
    await staff('change', { feedback: idea.id, owner: null, tags: [] });
    expect(await found({ owner: 'none' })).toEqual(['praise', 'idea', 'bug']);
    for (let at = 0; at < 50; at++) await give(vera, bug());
    const first = await staff('list');
    const second = await staff('list', { after: first.next });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 3, null]);
  });

  test('is answered in a conversation that shows what was told, once', async () => {
    const token = await house.visitorToken();
    const vera = await house.visitor(token);
    const picture = await pictureOf(token);
    const told = bug({ files: [picture] });
    await give(token, told);
    const agnes = await house.colleague('Agnes', [{ site: house.site.id, role: 'agent' }]);
    const answer = { feedback: told.id, id: id(), body: 'We send you another lid.' };
    const first = await staff('answer', answer, agnes.cookie);
    expect(first.feedback).toMatchObject({ status: 'open', owner: agnes.id, conversation: first.conversation });
    expect(await staff('answer', answer, agnes.cookie)).toMatchObject({ conversation: first.conversation });
    const { messages } = await vera.ask('conversations:sync', { conversation: first.conversation });
    expect(messages).toMatchObject([
      { by: 'visitor', body: told.body, files: [{ id: picture }] },
      { by: 'staff', body: answer.body, replyTo: told.id },
    ]);
    // What the visitor takes back there stays where it was given.
    await vera.ask('conversations:take-back', { id: told.id });
    expect((await read(picture, agnes.cookie)).status).toBe(200);
    const praise = { id: id(), kind: 'praise', score: 4, body: 'Quick!' };
    await give(token, praise);
    await staff('answer', { feedback: praise.id, id: id(), body: 'Thank you!' });
    const later = await vera.ask('conversations:sync', { conversation: first.conversation });
    expect(later.messages.at(-2).body).toBe('🙂 Quick!');
  });

  test('goes along when its person turns out to be somebody known, and can still be answered', async () => {
    const { value } = (await house.asStaff(house.olgasCookie, 'people/make-secret', { site: house.site.id })).body;
    const known = signed(value, { sub: 'customer-7', name: 'Alice', exp: 9_999_999_999 });
    await house.post('/api/visitor/people/identify', { site: house.site.key, token: known }, { origin: SHOP });
    const guest = await house.visitorToken();
    const told = bug({ body: '', files: [await pictureOf(guest)] });
    await give(guest, told);
    const by = { origin: SHOP, authorization: `Bearer ${guest}` };
    await house.post('/api/visitor/people/identify', { site: house.site.key, token: known }, by);
    expect((await staff('list')).rows).toMatchObject([{ id: told.id, person: { name: 'Alice', kind: 'identified' } }]);
    expect(await staff('answer', { feedback: told.id, id: id(), body: 'Seen.' })).toMatchObject({ ok: true });
  });
});
