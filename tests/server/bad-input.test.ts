import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Handshake } from '../../protocol/conversations.ts';
import { problems } from '../../protocol/problem.ts';
import { type Route, routes } from '../../protocol/routes.ts';
import { MAX_FRAME_BYTES, type Request, staffRequests, visitorRequests } from '../../protocol/sockets.ts';
import { type Bad, badnessOf, PRIVATE } from '../support/badness.ts';
import { type RawLine, rawLine } from '../support/rawline.ts';
import { type Client, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** Whatever comes in: a problem that names the field, or a clean end of the line. Never a crash, and never a word of it in the log. */
let house: OpenHouse;
let token: string;
let vera: Client;
const log: string[] = [];
let minutes = 0;

beforeAll(async () => {
  const stream = { write: (line: string) => void log.push(line) };
  house = await openHouse({}, () => Date.now() + minutes * 60_000, { level: 'trace', stream });
  token = await house.visitorToken();
  vera = await house.visitor(token);
});
afterAll(async () => {
  // The server has gone on: Vera is still in, and everything works.
  expect(vera.socket.connected).toBe(true);
  expect(await vera.ask('conversations:post', { id: id(), body: PRIVATE })).toMatchObject({ ok: true });
  expect((await fetch(`${house.url}/health`)).status).toBe(200);
  expect(log.join('')).not.toContain(PRIVATE);
  expect(log.join('')).not.toMatch(/"level":(50|60)/);
  await house.close();
});

type Door = { door: string; requests: Record<string, Request>; headers(): Record<string, string>; enter: Enter };
type Enter = () => Promise<RawLine>;
const doors: Door[] = [
  {
    ...{ door: 'visitor', requests: visitorRequests },
    headers: () => ({ authorization: `Bearer ${token}`, origin: SHOP }),
    enter: async () => {
      const line = await rawLine(house.url, { origin: SHOP, search: `&site=${house.site.key}` });
      expect(await line.enter('visitor', JSON.stringify({ protocol: 1, token }))).toBeUndefined();
      return line;
    },
  },
  {
    ...{ door: 'staff', requests: staffRequests },
    headers: () => ({ cookie: house.olgasCookie, origin: house.url }),
    enter: async () => {
      const line = await rawLine(house.url, { origin: house.url, cookie: house.olgasCookie });
      expect(await line.enter('staff', '{"protocol":1}')).toBeUndefined();
      return line;
    },
  },
];
/** What came for each bad payload, where it was not the problem with the right field. */
type Miss = { what: string; came: unknown };

function missOf({ what, field }: Bad, status: number, problem: { code?: string; field?: string } | undefined): Miss[] {
  const right = problem?.code === 'bad_input' && problem.field === field && status === problems.bad_input.status;
  return right ? [] : [{ what, came: problem ?? status }];
}

describe.each(doors)('at the $door door', ({ door, requests, headers, enter }) => {
  test.each(Object.entries(requests))('%s names what is wrong, over both ways', async (name, { payload }) => {
    const line = await enter();
    const misses: Miss[] = [];
    for (const bad of badnessOf(payload)) {
      const over = await line.ask(door, name, bad.text);
      misses.push(...missOf(bad, 400, over.problem));
      const posted = await post(`/api/${door}/${name.replace(':', '/')}`, headers(), bad.text);
      misses.push(...missOf(bad, posted.status, posted.body));
    }
    expect(misses).toEqual([]);
    await line.close();
  });
});

test.each(Object.entries(routes).filter(([name]) => name.startsWith('POST')))(
  '%s names what is wrong',
  async (name, { payload }: Route) => {
    const misses: Miss[] = [];
    for (const bad of badnessOf(payload)) {
      const posted = await post(name.slice(5), { origin: house.url }, bad.text);
      misses.push(...missOf(bad, posted.status, posted.body));
    }
    expect(misses).toEqual([]);
  },
);

test('a handshake is checked like any payload', async () => {
  const misses: Miss[] = [];
  for (const bad of badnessOf(Handshake)) {
    const line = await rawLine(house.url, { origin: SHOP, search: `&site=${house.site.key}` });
    // Socket.IO itself ends the line where the handshake is no object.
    const problem = await line.enter('visitor', bad.text).catch((error: Error) => error.message);
    if (problem === 'closed') expect(bad.field).toBe('payload');
    else misses.push(...missOf(bad, 400, problem as never));
    await line.close();
  }
  expect(misses).toEqual([]);
});

const posting = '/api/visitor/conversations/post';

describe('what no schema is about', () => {
  const body = () => JSON.stringify({ id: id(), body: PRIVATE });
  const asVera = () => ({ authorization: `Bearer ${token}`, origin: SHOP });

  test.each([
    ['not JSON', '{"id":', 'payload'],
    ['nothing', '', 'payload'],
    ['half a megabyte of brackets', '['.repeat(50_000), 'payload'],
    ['ten thousand nested lists', `{"id":${'['.repeat(10_000)}${']'.repeat(10_000)},"body":"x"}`, 'id'],
    ['ten thousand nested objects', `{"id":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)},"body":"x"}`, 'id'],
    ['a prototype', `{"__proto__":{"body":"${PRIVATE}"},"id":"x"}`, 'payload'],
    ['a constructor', `{"constructor":{"prototype":{"body":"x"}},"id":"x","body":"x"}`, 'payload'],
    ['a number beyond all', `{"id":1e999,"body":"x"}`, 'id'],
  ])('a body of %s is bad input', async (_what, text, field) => {
    const { status, body } = await post(posting, asVera(), text);
    expect({ status, ...body }).toMatchObject({ status: 400, code: 'bad_input', field });
  });

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/xml'],
    ['application/jsonp'],
    ['nonsense'],
  ])('a body of type %s is bad input', async (type) => {
    const answer = await post(posting, { ...asVera(), 'content-type': type }, body());
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_input', field: 'content-type' } });
  });

  test('a body or frame beyond the limit is too large', async () => {
    const large = JSON.stringify({ id: id(), body: PRIVATE.repeat(50_000) });
    expect(await post(posting, asVera(), large)).toMatchObject({ status: 413, body: { code: 'too_large' } });
    const line = await (doors[0] as Door).enter();
    line.send(`42/visitor,0["conversations:post",${large}]`);
    await line.closed;
    const almost = await (doors[0] as Door).enter();
    const frame = JSON.stringify({ id: id(), body: 'x'.repeat(MAX_FRAME_BYTES - 200) });
    expect(await almost.ask('visitor', 'conversations:post', frame)).toMatchObject({ problem: { field: 'body' } });
    await almost.close();
  });

  test.each([
    ['foyer-protocol', 'new', 'bad_input', 'foyer-protocol'],
    ['foyer-protocol', '99', 'bad_input', 'foyer-protocol'],
    ['foyer-protocol', '0', 'upgrade', undefined],
    ['authorization', 'Bearer', 'not_signed_in', undefined],
    ['authorization', `Bearer ${'x'.repeat(501)}`, 'not_signed_in', undefined],
    ['authorization', 'Bearer v1.x.y.z', 'token_invalid', undefined],
    ['authorization', 'Basic dmVyYTpzZWNyZXQ=', 'not_signed_in', undefined],
    ['cookie', `foyer_staff=${'x'.repeat(2000)}; ; =; __proto__=1`, 'ok', undefined],
    ['user-agent', `\u00ff${'x'.repeat(2000)}`, 'ok', undefined],
    ['x-forwarded-for', 'a, b, c', 'ok', undefined],
    ['referer', 'http://[', 'ok', undefined],
  ])('a header %s: %s is answered %s', async (name, value, code, field) => {
    const headers = { ...asVera(), [name]: value };
    const { body: answer } = await post(posting, headers, body());
    expect(answer.code ?? 'ok').toBe(code);
    expect(answer.field).toBe(field);
    const { body: session } = await post('/api/visitor/sessions', headers, JSON.stringify({ site: house.site.key }));
    if (name === 'foyer-protocol') expect(session.code).toBe(code);
  });

  test.each([
    '/api/visitor/%',
    '/%00',
    '/foyer/%ff.js',
    `/foyer/${'x'.repeat(5000)}.js`,
    '/demo/..%2f..%2fpackage.json',
    '/inbox/assets/..%5c..%5cindex.html',
    '/api/visitor/conversations/nonsense',
    '//',
  ])('an address such as %s is not found or bad', async (path) => {
    const answer = await fetch(`${house.url}${path}`, { method: 'POST', headers: { origin: SHOP } });
    const page = await fetch(`${house.url}${path}`);
    for (const { status } of [answer, page]) expect([400, 404, 200]).toContain(status);
    expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/^(not_found|bad_input)$/) });
    expect(await page.text()).not.toContain('"devDependencies"');
  });
});

test.each([
  ['a transport that we do not speak', 'EIO=4&transport=polling'],
  ['no transport', 'EIO=4'],
  ['another engine', 'EIO=3&transport=websocket'],
  ['a session that is not there', 'EIO=4&transport=websocket&sid=nonsense'],
  ['a site that is no text', 'EIO=4&transport=websocket&site=%00%ff&site[]=x'],
  ['a very long site', `EIO=4&transport=websocket&site=${'x'.repeat(8000)}`],
])('a connection with %s is refused', async (_what, query) => {
  const headers = { origin: SHOP, connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  const asked = get(`${house.url}/socket.io/?${query}`, {
    headers: { ...headers, 'sec-websocket-key': Buffer.from('sixteen letters!').toString('base64') },
  });
  const status = await new Promise((resolve, reject) => {
    asked.on('response', (response) => resolve(response.resume().statusCode));
    asked.on('upgrade', () => resolve('in'));
    asked.on('error', reject);
  });
  expect(status).toBe(400);
  const page = await fetch(`${house.url}/socket.io/?${query}`, { headers: { origin: SHOP } });
  expect(page.status).toBe(400);
});

describe('over a socket', () => {
  let line: RawLine;
  const open = async () => {
    line = await (doors[0] as Door).enter();
  };

  test.each([
    ['an unknown event', '["nonsense",{}]'],
    ['an event of staff', '["conversations:assign",{}]'],
    ['an event named error', `["error","${PRIVATE}"]`],
    ['an event named by a number', '[7,{}]'],
    ['an event named __proto__', '["__proto__",{}]'],
    ['an event with two payloads', '["conversations:list",{},{}]'],
  ])('%s is bad input', async (_what, frame) => {
    await open();
    line.send(`42/visitor,5${frame}`);
    const answer = await line.next((one) => one.startsWith('43/visitor,5'));
    expect(JSON.parse(answer.slice(12))[0]).toMatchObject({
      ok: false,
      problem: { code: 'bad_input', field: 'event' },
    });
    await line.close();
  });

  test.each([
    ['no ack', `42/visitor,["conversations:post",{"body":"${PRIVATE}"}]`],
    ['an ack that is a payload', '42/visitor,["conversations:list",{},{},{}]'],
    ['an event that is an object', '42/visitor,1[{"a":1},{}]'],
    ['a reserved event', '42/visitor,1["disconnect",{}]'],
    ['another reserved event', '42/visitor,1["newListener",{}]'],
    ['no list', '42/visitor,1{"a":1}'],
    ['no JSON', '42/visitor,1["conversations:list",{]'],
    ['fifty thousand brackets', `42/visitor,1${'['.repeat(50_000)}`],
    ['too many attachments', '4599999-/visitor,1["conversations:list",{"_placeholder":true,"num":0}]'],
    ['bytes that nobody announced', Buffer.from(PRIVATE)],
    ['a packet of no kind', '49'],
    ['a message of no kind', 'x'],
    ['a door that is not there', `42/nowhere,1["${PRIVATE}"]`],
  ])('%s ends the line cleanly', async (_what, frame) => {
    await open();
    line.send(frame);
    await line.closed;
  });

  test('an attachment where text belongs is bad input', async () => {
    await open();
    line.send(`451-/visitor,1["conversations:post",{"id":"${id()}","body":{"_placeholder":true,"num":0}}]`);
    line.send(Buffer.from(PRIVATE));
    const answer = await line.next((one) => one.startsWith('43/visitor,1'));
    expect(JSON.parse(answer.slice(12))[0]).toMatchObject({ problem: { code: 'bad_input', field: 'body' } });
    await line.close();
  });

  test('an answer to what nobody asked is passed over', async () => {
    await open();
    line.send('43/visitor,77["anything"]');
    expect(await line.ask('visitor', 'conversations:list', '{}')).toMatchObject({ ok: true });
    await line.close();
  });

  test('ten thousand nested brackets are bad input', async () => {
    await open();
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(await line.ask('visitor', 'conversations:post', nested)).toMatchObject({ problem: { field: 'payload' } });
    await line.close();
  });

  test('a connection enters a door once, and the doors that there are', async () => {
    await open();
    const again = `40/visitor,${JSON.stringify({ protocol: 1, token })}`;
    line.send(again);
    await line.closed;
    line = await rawLine(house.url, { origin: SHOP, search: `&site=${house.site.key}` });
    for (let n = 0; n < 50; n++) line.send(again);
    await line.closed;
    await open();
    for (const door of ['', '/nowhere,', '/staff-2,']) {
      line.send(`40${door}`);
      expect(await line.next((one) => one.startsWith(`44${door}`))).toMatch(/^44/);
    }
    await line.close();
  });

  describe('who sends without reading what comes of it is cut:', () => {
    let conversation = '';
    beforeAll(async () => {
      const talker = await house.visitorToken();
      const headers = { authorization: `Bearer ${talker}`, origin: SHOP };
      for (let i = 0; i < 30; i++) {
        const words = JSON.stringify({ id: id(), body: 'x'.repeat(10_000) });
        conversation = (await post(posting, headers, words)).body.conversation;
      }
      enter = async () => {
        line = await rawLine(house.url, { origin: SHOP, search: `&site=${house.site.key}` });
        expect(await line.enter('visitor', JSON.stringify({ protocol: 1, token: talker }))).toBeUndefined();
      };
    });
    let enter = async () => {};
    const sync = (n: number) => `42/visitor,${n}["conversations:sync",${JSON.stringify({ conversation })}]`;
    const floods: [what: string, send: () => void, times: number][] = [
      ['one request after another', () => line.send(sync(0)), 5_000],
      ['as many requests as may be under way', () => line.send(sync(0)), 250],
      ['tries to enter what there is not', () => line.send('40/nowhere,'), 200_000],
      ['pings', () => line.ping(Buffer.alloc(125)), 400_000],
    ];
    test.each(floods)('%s', async (_what, send, times) => {
      await enter();
      const before = process.memoryUsage.rss();
      let isOpen = true;
      void line.closed.then(() => {
        isOpen = false;
      });
      line.pause();
      for (let n = 0; n < times && isOpen; n++) {
        send();
        if (n % 1_000 === 999) await new Promise((resolve) => setImmediate(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      line.resume();
      await line.closed;
      // All that is asked for is 50 to 1,500 MB. The sender's own share is in this process, too.
      expect(process.memoryUsage.rss() - before).toBeLessThan(400_000_000);
    });
  });

  test('who changes to another protocol that we do not speak is answered in this one', async () => {
    for (const [path, upgrade] of [
      ['/health', 'h2c'],
      ['/health', 'websocket'],
    ] as const) {
      const [status] = await new Promise<[number | undefined]>((resolve, reject) => {
        get(`${house.url}${path}`, { headers: { connection: 'Upgrade', upgrade } }, (answer) => {
          answer.resume();
          resolve([answer.statusCode]);
        }).on('error', reject);
      });
      expect(status).toBe(200);
    }
  });

  test('more requests at once than anybody needs are too many, for now', async () => {
    await open();
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => line.ask('visitor', 'conversations:post', body())),
    );
    const codes = new Set(answers.map(({ ok, problem }) => (ok ? 'ok' : problem?.code)));
    expect([...codes].sort()).toEqual(['ok', 'too_many']);
    expect(answers.find(({ ok }) => !ok)?.problem).toMatchObject({ final: false, retryAfterMs: 1000 });
    await line.close();
    function body() {
      return JSON.stringify({ id: id(), body: PRIVATE });
    }
  });
});

async function post(path: string, headers: Record<string, string>, body: string) {
  minutes += 5;
  const answer = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toMatch(answer.ok ? /^application\/json/ : /^application\/problem\+json/);
  return { status: answer.status, body: JSON.parse(text) };
}
