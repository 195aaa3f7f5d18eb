import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDisk } from '../../server/files/disk.ts';
import { databases } from '../support/databases.ts';
import { ask, put, type Sender, send } from '../support/files.ts';
import { type Answer, type Client, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

const HOUR = 3_600_000;

/** A phone's photo, lying on its side, with the place where it was taken. */
async function photo(width = 60, height = 40): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c04020' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Cam' }, IFD3: { GPSLatitude: '47/1 12/1 0/1', GPSLongitude: '9/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** Issue 3, number 3: a file is part of its message, and keeps the same promise. */
describe.each(databases)('files on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  let hours = 0;
  let folder: string;
  let olga: Client;
  let token: string;
  let vera: Client;
  let asVera: Sender;
  let asOlga: Sender;
  beforeAll(async () => {
    const data = await fresh();
    remove = data.remove;
    folder = join(data.env.DATA_DIR as string, 'files');
    house = await openHouse(data.env, () => Date.now() + hours * HOUR);
    olga = await house.staff();
    asOlga = { url: house.url, door: 'staff', headers: { origin: house.url, cookie: house.olgasCookie } };
  });
  afterAll(async () => {
    await house.close();
    await remove();
  });
  beforeEach(async () => {
    token = await house.visitorToken();
    vera = await house.visitor(token);
    asVera = sender(token);
  });

  const sender = (token: string): Sender => ({
    ...{ url: house.url, door: 'visitor', headers: { authorization: `Bearer ${token}`, origin: SHOP } },
  });
  const read = (address: string, headers: Record<string, string> = {}) => fetch(`${house.url}/${address}`, { headers });
  const onDisk = (file: string) => {
    const place = join(folder, file.slice(-2));
    return existsSync(place) ? readdirSync(place).filter((name) => name.startsWith(file)) : [];
  };
  const messagesOf = async (client: Client, conversation: string): Promise<Answer[]> =>
    (await client.ask('conversations:sync', { conversation })).messages;

  test('a photo comes with its message, upright, small, and without the place where it was taken', async () => {
    const bytes = await photo();
    expect(await sharp(bytes).metadata()).toMatchObject({ orientation: 6, exif: expect.anything() });
    const { id: file, finished } = await send(asVera, bytes, { name: 'IMG_2041.JPG', type: 'image/jpeg' });
    const facts = { id: file, name: 'IMG_2041.JPG', type: 'image/jpeg', width: 40, height: 60, durationMs: null };
    expect(finished.file).toMatchObject(facts);

    const tab = await house.visitor(token);
    const posted = await vera.ask('conversations:post', { id: id(), body: '', files: [file] });
    expect(posted).toMatchObject({ ok: true, seq: 1 });
    const [told] = await olga.hears('conversations:posted', ([change]) => change.conversation === posted.conversation);
    const address = `api/staff/files/${file}/whole`;
    expect(told.messages[0]).toMatchObject({ body: '', files: [{ ...facts, address }] });
    const [heard] = await tab.hears('conversations:posted');
    expect(heard.messages[0].files).toEqual([{ ...told.messages[0].files[0], address: null, thumbnail: null }]);

    const [message] = await messagesOf(vera, posted.conversation);
    const shown = await read(message.files[0].address);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    const picture = Buffer.from(await shown.arrayBuffer());
    expect(await sharp(picture).metadata()).toMatchObject({ width: 40, height: 60 });
    expect((await sharp(picture).metadata()).exif).toBeUndefined();
    expect(picture.includes('GPS') || picture.includes('Cam')).toBe(false);
    expect((await read(message.files[0].thumbnail)).headers.get('content-type')).toBe('image/webp');
    expect((await read(address, { cookie: house.olgasCookie })).status).toBe(200);
    expect(onDisk(file).sort()).toEqual([`${file}.thumbnail`, `${file}.whole`]);
  });

  test('what is no picture comes down under its own name, and a browser does nothing with it', async () => {
    const html = '<!doctype html><script>alert(document.cookie)</script>';
    const { id: file, finished } = await send(asVera, `Name;Price\n${html}`, { name: 'Prices “2026”, ä.csv' });
    expect(finished.file).toMatchObject({ type: 'text/plain', name: 'Prices “2026”, ä.csv', width: null });
    const posted = await vera.ask('conversations:post', { id: id(), body: 'My list', files: [file] });
    const [message] = await messagesOf(vera, posted.conversation);
    for (const [address, headers] of [
      [message.files[0].address, {}],
      [`api/staff/files/${file}/whole`, { cookie: house.olgasCookie }],
    ] as const) {
      const answer = await read(address, headers);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="Prices _2026_, _.csv"; filename*=UTF-8''Prices%20%E2%80%9C2026%E2%80%9D%2C%20%C3%A4.csv`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': address.includes('staff') ? 'same-origin' : 'cross-origin',
      });
      expect(await answer.text()).toBe(`Name;Price\n${html}`);
    }
    expect(message.files[0].thumbnail).toBeNull();
  });

  test('cut in the middle, it goes on from what has arrived', async () => {
    const bytes = Buffer.alloc(300_000, 'a line of text\n');
    const file = id();
    const announced = { id: file, name: 'long.txt', type: 'text/plain', size: bytes.length };
    expect(await ask(asVera, 'begin', announced)).toEqual({ ok: true, received: 0, file: null });
    const line = request(`${house.url}/api/visitor/files/${file}`, {
      method: 'PUT',
      headers: {
        ...{ 'content-type': 'application/octet-stream', 'content-length': bytes.length, 'upload-offset': 0 },
        ...asVera.headers,
      },
    });
    line.on('error', () => {});
    await new Promise((sent) => line.write(bytes.subarray(0, 120_000), sent));
    await expect.poll(async () => (await ask(asVera, 'begin', announced)).received).toBe(120_000);
    const closed = new Promise((closed) => line.once('close', closed));
    line.destroy();
    await closed;
    expect(await ask(asVera, 'finish', { id: file })).toMatchObject({ problem: { code: 'conflict' } });
    expect(await put(asVera, file, bytes.subarray(120_000, 200_000), 120_000)).toEqual({ ok: true, received: 200_000 });
    expect(await put(asVera, file, bytes.subarray(200_000), 200_000)).toEqual({ ok: true, received: 300_000 });
    const finished = await ask(asVera, 'finish', { id: file });
    expect(finished).toMatchObject({ ok: true, file: { size: 300_000 } });
    expect(await ask(asVera, 'finish', { id: file })).toEqual(finished);
    expect(await ask(asVera, 'begin', announced)).toEqual({ ok: true, received: 300_000, file: finished.file });
    expect(readFileSync(join(folder, file.slice(-2), `${file}.whole`)).equals(bytes)).toBe(true);
  });

  test('a retry of the message gets the same answer; another message cannot take its files', async () => {
    const [one, two] = [(await send(asVera, 'One')).id, (await send(asVera, 'Two')).id];
    const post = { id: id(), body: 'Both', files: [one, two] };
    const answers = await Promise.all([
      vera.ask('conversations:post', post),
      house.asVisitor(token, 'conversations/post', post).then(({ body }) => body),
      vera.ask('conversations:post', post),
    ]);
    for (const answer of answers) expect(answer).toEqual({ ...answers[0], ok: true });
    const conflict = { ok: false, problem: expect.objectContaining({ code: 'conflict' }) };
    expect(await vera.ask('conversations:post', { ...post, files: [one] })).toEqual(conflict);
    expect(await vera.ask('conversations:post', { id: post.id, body: 'Both' })).toEqual(conflict);
    expect(await vera.ask('conversations:post', { ...post, id: id() })).toEqual(conflict);
    const [first, second] = await Promise.all(
      ['Left', 'Right'].map(async (body) => ({ id: id(), body, files: [(await send(asVera, body)).id] })),
    ).then(async ([left, right]) => [left, { ...right, files: left!.files }]);
    const both = await Promise.all([first, second].map((one) => vera.ask('conversations:post', one)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const messages = await messagesOf(vera, answers[0]!.conversation);
    expect(messages.map(({ files }: Answer) => files?.length)).toEqual([2, 1]);
  });

  test("somebody else's file, one that is not finished and one of nobody are the same bad input", async () => {
    const otto = sender(await house.visitorToken());
    const theirs = (await send(otto, 'Mine')).id;
    const coming = id();
    await ask(asVera, 'begin', { id: coming, name: 'x.txt', type: '', size: 10 });
    const staffs = await vera.ask('conversations:post', { id: id(), body: 'Hello' });
    const olgas = (await send(asOlga, 'Offer', { conversation: staffs.conversation })).id;
    const posts = [[theirs], [coming], [olgas], [id()]].map((files) =>
      vera.ask('conversations:post', { id: id(), body: 'Look', files }),
    );
    const bytes = new Set((await Promise.all(posts)).map((one) => JSON.stringify(one)));
    expect(bytes.size).toBe(1);
    expect(JSON.parse([...bytes][0] as string)).toMatchObject({ problem: { code: 'bad_input', field: 'files' } });
    expect(await vera.ask('conversations:post', { id: id(), body: '' })).toMatchObject({ problem: { field: 'body' } });
  });

  test("a note's file is for staff alone", async () => {
    const { conversation } = await vera.ask('conversations:post', { id: id(), body: 'Hello' });
    const file = (await send(asOlga, 'Credit rating: poor', { conversation })).id;
    await olga.ask('conversations:post', { id: id(), conversation, body: '', note: true, files: [file] });
    expect(await ask(asVera, 'addresses', { files: [file] })).toEqual({ ok: true, files: [] });
    expect((await read(`api/staff/files/${file}/whole`, { cookie: house.olgasCookie })).status).toBe(200);
    expect(JSON.stringify(await messagesOf(vera, conversation))).not.toContain(file);
  });

  test('a taken-back message loses its files, at once and everywhere', async () => {
    const { id: file } = await send(asVera, await photo(), { name: 'oops.jpg', type: 'image/jpeg' });
    const message = id();
    const stored = await vera.ask('conversations:post', { id: message, body: 'Look', files: [file] });
    const { conversation } = stored;
    const [{ files }] = await messagesOf(vera, conversation);
    await vera.ask('conversations:take-back', { id: message });
    expect((await read(files[0].address)).status).toBe(404);
    expect((await read(files[0].thumbnail)).status).toBe(404);
    expect((await read(`api/staff/files/${file}/whole`, { cookie: house.olgasCookie })).status).toBe(404);
    const [gone] = await messagesOf(olga, conversation);
    expect(gone).toMatchObject({ body: null });
    expect(gone.files).toBeUndefined();
    await expect.poll(() => onDisk(file)).toEqual([]);
    expect(await vera.ask('conversations:post', { id: message, body: 'Look', files: [] })).toMatchObject({ ok: false });
    // Another tab, whose ack was lost, sends it again: it hears what the first time came to, and somebody else nothing.
    expect(await vera.ask('conversations:post', { id: message, body: 'Look', files: [file] })).toEqual(stored);
    const otto = await house.visitor();
    expect(await otto.ask('conversations:post', { id: message, body: 'Look', files: [file] })).toMatchObject({
      problem: { code: 'bad_input', field: 'files' },
    });
    expect(await messagesOf(olga, conversation)).toEqual([gone]);
    otto.close();
  });

  test('what no message took is gone after a day, what one has stays', async () => {
    const [left, coming, kept] = [(await send(asVera, 'Left')).id, id(), (await send(asVera, 'Kept')).id];
    await ask(asVera, 'begin', { id: coming, name: 'x.txt', type: '', size: 10 });
    await put(asVera, coming, 'Half', 0);
    const post = { id: id(), body: 'Kept', files: [kept] };
    const answer = await vera.ask('conversations:post', post);
    // Of these nothing is known any more: the server went down in the middle of removing them.
    const strays = ['whole', 'coming'].map((form) => {
      const stray = id();
      mkdirSync(join(folder, stray.slice(-2)), { recursive: true });
      const path = join(folder, stray.slice(-2), `${stray}.${form}`);
      writeFileSync(path, 'Gone');
      const at = Date.now() / 1_000 + hours * 3_600;
      utimesSync(path, at, at);
      return stray;
    });
    hours += 23.5;
    await house.app.slices.files.sweepOnce('all');
    expect([left, coming, kept, ...strays].map((file) => onDisk(file).length)).toEqual([1, 1, 1, 1, 1]);
    expect(await vera.ask('conversations:post', { id: id(), body: 'Late', files: [left] })).toMatchObject({
      problem: { code: 'bad_input', field: 'files' },
    });
    hours += 1;
    await house.app.slices.files.sweepOnce('all');
    expect([left, coming, kept, ...strays].map((file) => onDisk(file).length)).toEqual([0, 0, 1, 0, 0]);
    // What lies there of other data stays, whatever these data know of it.
    expect(openDisk(dirname(folder)).isOf('other data')).toBe(false);
    expect(await ask(asVera, 'finish', { id: left })).toMatchObject({ problem: { code: 'not_found' } });
    // Whoever slept over the answer still gets it.
    expect(await vera.ask('conversations:post', post)).toEqual(answer);
  });

  test('the owner says what is taken, and what is not is refused before a byte of it is sent', async () => {
    const rules = { site: house.site.id, kinds: ['image'], maxBytes: 100_000 };
    expect(await ask(asOlga, 'set-rules', rules)).toEqual({ ok: true, kinds: ['image'], maxBytes: 100_000 });
    const shown = await house.post('/api/visitor/files/rules', { site: house.site.key }, { origin: SHOP });
    expect(shown.body).toEqual({ ok: true, kinds: ['image'], maxBytes: 100_000 });
    const begin = (more: object) => ask(asVera, 'begin', { id: id(), name: 'x', type: '', size: 10, ...more });
    expect(await begin({ type: 'video/mp4' })).toMatchObject({ problem: { code: 'kind_refused', final: true } });
    expect(await begin({ size: 100_001 })).toMatchObject({ problem: { code: 'too_large', final: true } });
    // A name and a type that lie get no further than the bytes.
    const lie = await send(asVera, 'I am a text', { name: 'cat.jpg', type: 'image/jpeg' });
    expect(lie.finished).toMatchObject({ problem: { code: 'kind_refused' } });
    expect(await ask(asVera, 'finish', { id: lie.id })).toEqual(lie.finished);
    expect(onDisk(lie.id)).toEqual([]);
    await ask(asOlga, 'set-rules', { ...rules, kinds: [] });
    expect(await begin({ type: 'image/png' })).toMatchObject({ problem: { code: 'kind_refused' } });
    await ask(asOlga, 'set-rules', { ...rules, kinds: ['image', 'audio', 'video', 'document'], maxBytes: 20_000_000 });
  });

  test('an address is for one file, one session and an hour; a fresh one can be asked for', async () => {
    const { id: file } = await send(asVera, 'Secret');
    const posted = await vera.ask('conversations:post', { id: id(), body: 'Look', files: [file] });
    const [{ files }] = await messagesOf(vera, posted.conversation);
    const { address } = files[0] as { address: string };
    const statusOf = async (at: string, headers = {}) => (await read(at, headers)).status;
    expect(await statusOf(address)).toBe(200);
    const other = (await send(asVera, 'Other')).id;
    await vera.ask('conversations:post', { id: id(), body: 'Too', files: [other] });
    expect(await statusOf(address.replace(file, other))).toBe(404);
    const signed = new URL(`${house.url}/${address}`).searchParams.get('for') as string;
    const [session, until, signature] = signed.split('.') as [string, string, string];
    const later = (Number.parseInt(until, 36) + HOUR).toString(36);
    for (const forged of [
      `${session}.${later}.${signature}`,
      `${id()}.${until}.${signature}`,
      session,
      '',
      'a.b.c.d',
    ]) {
      expect(await statusOf(`api/visitor/files/${file}/whole?for=${forged}`)).toBe(404);
    }
    expect(await statusOf(`api/visitor/files/${file}/whole`, asVera.headers)).toBe(404);
    expect(await statusOf(`api/staff/files/${file}/whole`, asVera.headers)).toBe(403);
    expect(await statusOf(`api/staff/files/${file}/whole`)).toBe(401);
    hours += 1.01;
    expect(await statusOf(address)).toBe(404);
    const again = await ask(asVera, 'addresses', { files: [file, other, id()] });
    expect(again.files.map((one: Answer) => one.id).sort()).toEqual([file, other].sort());
    expect(await statusOf(again.files.find((one: Answer) => one.id === file).address)).toBe(200);
    const otto = sender(await house.visitorToken());
    expect(await ask(otto, 'addresses', { files: [file] })).toEqual({ ok: true, files: [] });
  });

  test('staff see files of their sites alone, as long as they are signed in', async () => {
    const { id: file } = await send(asVera, 'For the shop');
    await vera.ask('conversations:post', { id: id(), body: 'Look', files: [file] });
    const { site } = (await house.asStaff(house.olgasCookie, 'sites/create', { name: 'B', origin: 'http://b.example' }))
      .body;
    const elsa = await house.colleague(`Elsa-${id()}`, [{ site: site.id, role: 'admin' }]);
    const vito = await house.colleague(`Vito-${id()}`, [{ site: house.site.id, role: 'viewer' }]);
    const at = `api/staff/files/${file}/whole`;
    const headersOf = ({ cookie }: { cookie: string }) => ({ cookie });
    expect((await read(at, headersOf(elsa))).status).toBe(404);
    const seen = await read(at, headersOf(vito));
    expect(seen.status).toBe(200);
    const etag = seen.headers.get('etag') as string;
    expect((await read(at, { ...headersOf(vito), 'if-none-match': etag, 'cache-control': 'max-age=0' })).status).toBe(
      304,
    );
    expect((await read(at, { ...headersOf(vito), 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    await house.asStaff(house.olgasCookie, 'staff/remove', { staff: vito.id });
    expect((await read(at, { ...headersOf(vito), 'if-none-match': etag })).status).toBe(401);
  });
});
