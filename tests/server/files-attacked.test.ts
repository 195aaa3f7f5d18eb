import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tidyName } from '../../server/files/names.ts';
import { openTurns } from '../../server/files/turns.ts';
import { ask, put, type Sender, send } from '../support/files.ts';
import { type Answer, type Client, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** Mallory sends what is made to harm: nothing of it is run, believed, or unpacked, and the server goes on. */
let house: OpenHouse;
let mallory: Sender;
let line: Client;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = house.app.slices.files.root;
  const token = await house.visitorToken();
  mallory = { url: house.url, door: 'visitor', headers: { authorization: `Bearer ${token}`, origin: SHOP } };
  line = await house.visitor(token);
});
afterAll(async () => {
  expect((await fetch(`${house.url}/health`)).status).toBe(200);
  await house.close();
});

const onDisk = (file: string) => {
  const place = join(folder, file.slice(-2));
  return existsSync(place) ? readdirSync(place).filter((name) => name.startsWith(file)) : [];
};

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture of one colour that says it is so large: a few kilobytes for gigabytes of pixels. */
function hugePng(side: number, rows: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((side + 1) * rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A zip with one entry that unpacks to so many zeros. */
function zipOf(name: string, zeros: number): Buffer {
  const plain = Buffer.alloc(zeros);
  const packed = deflateRawSync(plain, { level: 9 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(plain), 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(zeros, 22);
  local.writeUInt16LE(name.length, 26);
  return Buffer.concat([local, Buffer.from(name), packed]);
}

test('a picture of 50,000 × 50,000 pixels is refused by its head, in no time and no memory', async () => {
  const bomb = hugePng(50_000, 100);
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const { id: file, finished } = await send(mallory, bomb, { name: 'bomb.png', type: 'image/png' });
  expect(finished).toMatchObject({ ok: false, problem: { code: 'picture_refused', final: true } });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  expect(onDisk(file)).toEqual([]);
});

test.each(['[Content_Types].xml', 'mimetype', 'word/document.xml', 'META-INF/MANIFEST.MF'])(
  'a zip whose %s unpacks to 300 MB is not unpacked',
  async (name) => {
    const bomb = zipOf(name, 300_000_000);
    const before = process.memoryUsage().rss;
    const { finished } = await send(mallory, bomb, { name: 'letter.docx', type: 'application/zip' });
    // What is inside decides for what it is taken, by its names alone.
    if (name.startsWith('word/')) expect(finished).toMatchObject({ ok: true, file: { size: bomb.length } });
    else expect(finished).toMatchObject({ ok: false, problem: { code: 'kind_refused' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  },
);

test('a picture of few rows as long as a street, and one that a kilobyte unpacks to 25 megapixels of, are refused by their heads', async () => {
  const flat = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#345' }, limitInputPixels: false });
  const pictures: [type: string, bytes: Buffer][] = [
    ['image/png', await flat(2_000_000, 10).png().toBuffer()],
    ['image/png', await flat(10, 2_000_000).png().toBuffer()],
    ['image/avif', await flat(5_000, 5_000).avif({ effort: 0 }).toBuffer()],
  ];
  const before = process.memoryUsage.rss();
  for (const [type, bytes] of pictures) {
    expect(bytes.length).toBeLessThan(500_000);
    const { finished } = await send(mallory, bytes, { name: 'street', type });
    expect(finished).toMatchObject({ ok: false, problem: { code: 'picture_refused', final: true } });
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
});

test('a picture that is a page, too, leaves as a picture alone', async () => {
  const page = '<html><script>alert(1)</script></html>';
  const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .gif()
    .toBuffer();
  const jpeg = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .jpeg()
    .withExif({ IFD0: { ImageDescription: page } })
    .toBuffer();
  for (const [bytes, type] of [
    [Buffer.concat([gif, Buffer.from(`/*${page}*/`)]), 'image/gif'],
    [Buffer.concat([jpeg, zipOf('a.html', 10)]), 'image/jpeg'],
  ] as const) {
    const { id: file, finished } = await send(mallory, bytes, { name: 'cat.html', type: 'text/html' });
    expect(finished).toMatchObject({ ok: true, file: { type } });
    expect(finished.file.name).toMatch(/^cat\.html\.(gif|jpg)$/);
    const posted = await line.ask('conversations:post', { id: id(), body: '', files: [file] });
    const { messages } = await line.ask('conversations:sync', { conversation: posted.conversation });
    const { address } = messages.find((one: Answer) => one.files?.[0].id === file).files[0];
    const answer = await fetch(`${house.url}/${address}`);
    expect(answer.headers.get('content-type')).toBe(type);
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    expect(text).not.toMatch(/script|a\.html/);
  }
});

test.each([
  ['a page', '<!doctype html><script>alert(1)</script>', 'page.html', 'text/html'],
  ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'a.svg', ''],
  ['a drawing that calls itself a photo', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.jpg', 'image/jpeg'],
  ['a program', `MZ${'\0'.repeat(200)}`, 'setup.pdf', 'application/pdf'],
  ['a script', '#!/bin/sh\nrm -rf /', 'notes.sh', 'text/plain'],
  ['half a picture', '\x89PNG\r\n\x1a\n', 'half.png', 'image/png'],
  ['a photo in a format that keeps its place', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'IMG.HEIC', 'image/heic'],
])('%s is not taken', async (_what, text, name, type) => {
  const sent = await send(mallory, Buffer.from(text, 'latin1'), { name, type });
  expect(sent.finished).toMatchObject({ ok: false, problem: { final: true } });
  expect(sent.finished.problem.code).toMatch(/^(kind|picture)_refused$/);
  expect(onDisk(sent.id)).toEqual([]);
});

test('a name leads nowhere and hides nothing', async () => {
  const names: [string, string][] = [
    ['../../../../etc/passwd', 'passwd.txt'],
    ['..\\..\\windows\\system32\\drivers.txt', 'drivers.txt'],
    ['.htaccess', 'htaccess.txt'],
    ['invoice\u202Etxt.exe', 'invoicetxt.exe.txt'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
    ['CON: <b>|?*.txt', 'CON_ _b____.txt'],
    [`${'x'.repeat(250)}.txt`, `${'x'.repeat(116)}.txt`],
    ['\u200b\u200b', 'file.txt'],
    ['👩‍👧 ä.txt', '👩👧 ä.txt'],
  ];
  for (const [said, kept] of names) {
    expect(tidyName(said, ['txt'])).toBe(kept);
    // A program by its name is refused, whatever is in it.
    if (said.endsWith('.exe')) continue;
    const { finished } = await send(mallory, 'Hello', { name: said });
    expect(finished.file?.name, said).toBe(kept);
  }
});

describe('what does not fit', () => {
  const begin = async (size: number) => {
    const file = id();
    expect(await ask(mallory, 'begin', { id: file, name: 'x.txt', type: '', size })).toMatchObject({ ok: true });
    return file;
  };

  test('more bytes than were announced, at once or in the end, are not kept', async () => {
    const file = await begin(10);
    expect(await put(mallory, file, 'x'.repeat(11))).toMatchObject({ problem: { code: 'too_large' } });
    expect(await put(mallory, file, 'x'.repeat(8))).toEqual({ ok: true, received: 8 });
    expect(await put(mallory, file, 'xyz', 8)).toMatchObject({ problem: { code: 'too_large' } });
    const large = await begin(5_000_000);
    expect(await put(mallory, large, 'x'.repeat(1_000_001)).catch(() => 'cut')).not.toMatchObject({ ok: true });
    expect(await ask(mallory, 'begin', { id: file, name: 'x.txt', type: '', size: 10 })).toMatchObject({ received: 8 });
  });

  test('without a length, it is counted as it comes', async () => {
    const file = await begin(1_000);
    const endless = new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(500)) });
    const sent = fetch(`${house.url}/api/visitor/files/${file}`, {
      method: 'PUT',
      headers: { ...mallory.headers, 'content-type': 'application/octet-stream', 'upload-offset': '0' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(await sent.then(({ status }) => status).catch(() => 'cut')).toSatisfy((got) => got === 413 || got === 'cut');
    const { received } = await ask(mallory, 'begin', { id: file, name: 'x.txt', type: '', size: 1_000 });
    expect(received).toBeLessThanOrEqual(1_000);
  });

  test.each([['5'], ['-1'], ['1e3'], ['NaN'], [''], ['99999999999']])('the place %s is refused', async (from) => {
    const file = await begin(100);
    const answer = await put(mallory, file, 'Hello', from);
    expect(answer.ok).toBe(false);
    expect(answer.problem.code).toMatch(/^(conflict|bad_input|too_large)$/);
    expect(await put(mallory, file, 'Hello')).toEqual({ ok: true, received: 5 });
  });

  test('without a length, a part is no larger than one with it; and a file that is discarded while it is looked at is gone', async () => {
    const file = await begin(5_000_000);
    const parts = new ReadableStream({
      start(to) {
        for (let n = 0; n < 5; n++) to.enqueue(new Uint8Array(900_000));
        to.close();
      },
    });
    const sent = fetch(`${house.url}/api/visitor/files/${file}`, {
      ...{ method: 'PUT', body: parts, duplex: 'half' },
      headers: { ...mallory.headers, 'content-type': 'application/octet-stream', 'upload-offset': '0' },
    } as RequestInit);
    expect(await sent.then(async (answer) => (await answer.json()).code).catch(() => 'cut')).toMatch(
      /^(too_large|cut)$/,
    );
    expect((await ask(mallory, 'begin', { id: file, name: 'x.txt', type: '', size: 5_000_000 })).received).toBeLessThan(
      1_000_001,
    );
    for (let round = 0; round < 5; round++) {
      const gone = await begin(8);
      await put(mallory, gone, 'x'.repeat(8));
      const answers = await Promise.all([
        ...Array.from({ length: 10 }, () => ask(mallory, 'finish', { id: gone })),
        ask(mallory, 'discard', { id: gone }),
      ]);
      for (const answer of answers) if (!answer.ok) expect(answer.problem.code).toBe('not_found');
    }
  });

  test('ids that are none, or somebody else’s, or in another case, are not found', async () => {
    const otto = await house.visitorToken();
    const theirs = id();
    const sender = { ...mallory, headers: { authorization: `Bearer ${otto}`, origin: SHOP } };
    await ask(sender, 'begin', { id: theirs, name: 'x.txt', type: '', size: 5 });
    for (const file of [theirs, id(), theirs.toUpperCase(), '..%2f..%2ffoyer.db', '%00', 'begin', `${theirs}.whole`]) {
      expect(await put(mallory, file, 'Hello'), file).toMatchObject({ problem: { code: 'not_found' } });
    }
    expect(await put({ ...mallory, headers: { origin: SHOP } }, theirs, 'Hello')).toMatchObject({
      problem: { code: 'not_signed_in' },
    });
    expect(await put({ ...mallory, door: 'staff' }, theirs, 'Hello')).toMatchObject({ ok: false });
    expect(await ask(sender, 'begin', { id: theirs, name: 'x.txt', type: '', size: 5 })).toMatchObject({ received: 0 });
    const conflict = await ask(mallory, 'begin', { id: theirs, name: 'x.txt', type: '', size: 5 });
    expect(conflict).toMatchObject({ problem: { code: 'conflict' } });
  });

  test('two that send the same file at once leave it whole', async () => {
    const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, at) => 97 + (at % 26)));
    const file = id();
    const announced = { id: file, name: 'abc.txt', type: '', size: bytes.length };
    const upload = async (part: number) => {
      for (;;) {
        const begun = await ask(mallory, 'begin', announced);
        if (begun.received === bytes.length) return ask(mallory, 'finish', { id: file });
        const to = Math.min(bytes.length, begun.received + part);
        await put(mallory, file, bytes.subarray(begun.received, to), begun.received).catch(() => {});
      }
    };
    const [one, two] = await Promise.all([upload(50_000), upload(70_000)]);
    expect(one).toMatchObject({ ok: true, file: { size: bytes.length } });
    expect(two).toEqual(one);
    const posted = await line.ask('conversations:post', { id: id(), body: '', files: [file] });
    const { messages } = await line.ask('conversations:sync', { conversation: posted.conversation });
    const answer = await fetch(`${house.url}/${messages.at(-1).files[0].address}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('who announces without end is told when to come back', async () => {
    const token = await house.visitorToken();
    const greedy = { ...mallory, headers: { authorization: `Bearer ${token}`, origin: SHOP } };
    const announce = () => ask(greedy, 'begin', { id: id(), name: 'x.txt', type: '', size: 5 });
    const answers = await Promise.all(Array.from({ length: 110 }, announce));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ problem: { code: 'too_many', retryAfterMs: 600_000 } });
  });
});

test('a GIF goes on moving, and is refused where all that moves is more than a large photo', async () => {
  const still = await sharp({ create: { width: 1_000, height: 1_000, channels: 3, background: '#a52' } })
    .gif()
    .toBuffer();
  const head = 13 + 3 * 2 ** (((still[10] as number) & 7) + 1);
  const film = (frames: number) =>
    Buffer.concat([
      ...[still.subarray(0, head), ...Array.from({ length: frames }, () => still.subarray(head, -1))],
      Buffer.from([0x3b]),
    ]);
  const colours = ['#a52', '#5a2', '#25a'].map((background) =>
    sharp({ create: { width: 1_000, height: 1_000, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  const wave = await sharp(await Promise.all(colours), { join: { animated: true } })
    .gif()
    .toBuffer();
  const short = await send(mallory, wave, { name: 'wave.gif', type: 'image/gif' });
  expect(short.finished).toMatchObject({ ok: true, file: { type: 'image/gif', width: 1_000, height: 1_000 } });
  const written = onDisk(short.id).map((name) =>
    sharp(join(folder, short.id.slice(-2), name), { pages: -1 }).metadata(),
  );
  expect((await Promise.all(written)).map(({ pages = 1 }) => pages).sort()).toEqual([1, 3]);
  const long = await send(mallory, film(51), { name: 'film.gif', type: 'image/gif' });
  expect(long.finished).toMatchObject({ ok: false, problem: { code: 'picture_refused', final: true } });
  expect(onDisk(long.id)).toEqual([]);
});

test('a PNG that moves is refused with a sentence; one that only could is a picture as any', async () => {
  const film = (frames: number) => {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(2, 0);
    head.writeUInt32BE(2, 4);
    head.set([8, 0], 8);
    const control = Buffer.alloc(8);
    control.writeUInt32BE(frames, 0);
    const shown = Buffer.alloc(26);
    shown.writeUInt32BE(2, 4);
    shown.writeUInt32BE(2, 8);
    const pixels = deflateSync(Buffer.alloc(6));
    const more = Array.from({ length: frames - 1 }, (_, index) => {
      const [control, order] = [Buffer.from(shown), Buffer.alloc(4)];
      control.writeUInt32BE(2 * index + 1, 0);
      order.writeUInt32BE(2 * index + 2, 0);
      return Buffer.concat([chunk('fcTL', control), chunk('fdAT', Buffer.concat([order, pixels]))]);
    });
    return Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      ...[chunk('IHDR', head), chunk('acTL', control), chunk('fcTL', shown), chunk('IDAT', pixels), ...more],
      chunk('IEND', Buffer.alloc(0)),
    ]);
  };
  const wave = await send(mallory, film(3), { name: 'wave.png', type: 'image/png' });
  expect(wave.finished).toMatchObject({ ok: false, problem: { code: 'motion_refused', final: true } });
  expect(onDisk(wave.id)).toEqual([]);
  const still = await send(mallory, film(1), { name: 'still.png', type: 'image/png' });
  expect(still.finished).toMatchObject({ ok: true, file: { type: 'image/png', name: 'still.png' } });
});

test('whoever comes while a piece of another is done is next, however many of the other wait', async () => {
  const inTurn = openTurns({ ofOne: 3, inAll: 10 });
  const done: string[] = [];
  const ends: (() => void)[] = [];
  const piece = (name: string) => () =>
    new Promise<void>((end) => {
      ends.push(() => {
        done.push(name);
        end();
      });
    });
  const mallorys = ['m1', 'm2', 'm3', 'm4'].map((name) => inTurn('mallory', piece(name)));
  // The first one is under way, three wait.
  const { length } = ends;
  expect(length).toBe(1);
  const veras = inTurn('vera', piece('v1'));
  expect(await inTurn('mallory', piece('m5'))).toBe('busy');
  const all = Promise.all([...mallorys, veras]);
  for (let ended = 0; ended < 5; ended++) {
    await expect.poll(() => ends.length, { interval: 1 }).toBe(ended + 1);
    ends[ended]?.();
  }
  await all;
  expect(done).toEqual(['m1', 'v1', 'm2', 'm3', 'm4']);
});

describe('many large pictures', () => {
  const picture = (width: number, height: number) =>
    sharp({
      create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .webp({ quality: 1, effort: 0 })
      .toBuffer();

  test('of one person wait for each other, not in the way of anybody else', async () => {
    const bytes = await picture(1_500, 1_500);
    const waiting = await Promise.all(
      Array.from({ length: 24 }, async () => {
        const file = id();
        await ask(mallory, 'begin', { id: file, name: 'noise.webp', type: 'image/webp', size: bytes.length });
        await put(mallory, file, bytes);
        return file;
      }),
    );
    const answers: string[] = [];
    const finished = waiting.map(async (file) => {
      const { ok, problem } = await ask(mallory, 'finish', { id: file });
      answers.push(ok ? 'drawn' : problem.code);
    });
    await expect.poll(() => answers, { interval: 5 }).toContain('unavailable');
    const vera = { ...mallory, headers: { authorization: `Bearer ${await house.visitorToken()}`, origin: SHOP } };
    const hers = await send(vera, await picture(40, 40), { name: 'me.webp', type: 'image/webp' });
    expect(hers.finished).toMatchObject({ ok: true, file: { width: 40, height: 40 } });
    // Most of Mallory's still wait, those too many of them were told to come again.
    expect(answers.filter((one) => one === 'drawn').length).toBeLessThan(15);
    await Promise.all(finished);
    expect(answers.filter((one) => one === 'drawn').length).toBeGreaterThanOrEqual(20);
  });

  test('are kept with as many points as a screen can show', async () => {
    const flat = await sharp({ create: { width: 8_000, height: 4_000, channels: 3, background: '#a52' } })
      .webp()
      .toBuffer();
    const { finished } = await send(mallory, flat, { name: 'wide.webp', type: 'image/webp' });
    expect(finished).toMatchObject({ ok: true, file: { type: 'image/webp', width: 5_656, height: 2_828 } });
  });
});
