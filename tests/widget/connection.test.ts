import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Storage } from '../../client/storage.ts';
import { refuse } from '../../protocol/problem.ts';
import type { Connection } from '../../widget/connection.ts';
import { openSession } from '../../widget/session.ts';
import { MEDDLINGS, type Meddling, type Network, openNetwork } from '../support/proxy.ts';
import { id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';
import { asItShips } from '../support/shipped.ts';

/** Over any network: the widget's line as it ships, to the real server, through networks that get in its way. */
const { openConnection } = await asItShips<typeof import('../../widget/connection.ts')>('widget/connection.ts');
let house: OpenHouse;
let network: Network;
let later = 0;
const lines: Connection[] = [];
const browser = {
  window: new EventTarget(),
  document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
};

beforeAll(async () => {
  house = await openHouse({}, () => Date.now() + later);
});
afterAll(() => house.close());
beforeEach(async () => {
  later = 0;
  network = await openNetwork(house.url);
  for (const [name, value] of Object.entries(browser)) vi.stubGlobal(name, value);
  // As a browser does by itself.
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    fetch(url, { ...init, headers: { ...init.headers, origin: SHOP } }),
  );
});
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await network.close();
  vi.unstubAllGlobals();
});

/** A page with the widget, and what it was told. */
function page(o: { base?: string; token?: string } = {}) {
  const base = `${o.base ?? network.url}/`;
  const storage = inMemory();
  if (o.token) storage.set('session', JSON.stringify({ token: o.token, person: id() }));
  const session = openSession({ base, site: house.site.key, storage });
  const told = { caughtUp: 0, lost: 0, heard: [] as string[] };
  const connection = openConnection({
    ...{ base, site: house.site.key, session },
    hear: (event) => told.heard.push(event),
    catchUp: () => told.caughtUp++,
    lost: () => told.lost++,
    other() {},
  });
  lines.push(connection);
  const post = (body: string) => connection.ask('conversations:post', { id: id(), body });
  return { connection, session, told, post };
}

const becomes = (connection: Connection, line: string, ms = 5_000) =>
  expect.poll(() => connection.line.value, { timeout: ms, interval: 10 }).toBe(line);

test('before it is started there is no socket and no request', async () => {
  const { connection, told } = page();
  browser.window.dispatchEvent(new Event('online'));
  browser.document.dispatchEvent(new Event('visibilitychange'));
  expect(await connection.ask('conversations:list', {})).toBeUndefined();
  expect([connection.line.value, network.tried(), told.caughtUp]).toEqual(['idle', 0, 0]);
});

test('an open network: live, asked over the websocket, told what happens', async () => {
  const { connection, session, told, post } = page();
  expect(await session.ensure()).toBe('ok');
  connection.start();
  await becomes(connection, 'live');
  expect(told.caughtUp).toBe(1);
  const posted = await post('Hello');
  if (!posted?.ok) throw new Error('not posted');
  const olga = await house.staff();
  await olga.ask('conversations:post', { id: id(), conversation: posted.conversation, body: 'Yes?' });
  await expect.poll(() => told.heard).toContain('conversations:posted');
});

test('where websockets are blocked the same requests go over HTTP, and the websocket is taken up when it works', async () => {
  network.be('no websockets');
  const { connection, session, told, post } = page();
  await session.ensure();
  connection.start();
  await becomes(connection, 'http');
  expect(network.tried()).toBe(2);
  await expect.poll(() => told.caughtUp).toBeGreaterThan(0);
  const posted = await post('Over HTTP');
  expect(posted).toMatchObject({ ok: true, seq: 1 });
  expect(await connection.ask('conversations:list', {})).toMatchObject({ ok: true, rows: [{ version: 1 }] });
  expect(await connection.ask('conversations:edit', { id: id(), body: 'x' })).toMatchObject({
    problem: { code: 'not_found', final: true },
  });
  network.be('open');
  await becomes(connection, 'live', 15_000);
  expect(await post('Over the websocket')).toMatchObject({ ok: true, seq: 2 });
});

test('a websocket that comes to nothing gives way to HTTP, is knocked for now and then, and taken up when it works', async () => {
  const through = async (how: Meddling) => {
    const network = await openNetwork(house.url);
    network.be(how);
    const { connection, session, post } = page({ base: network.url });
    await session.ensure();
    connection.start();
    const began = Date.now();
    await becomes(connection, 'http', 12_000);
    const over = await post('Past the websocket');
    await new Promise((resolve) => setTimeout(resolve, began + 13_000 - Date.now()));
    const knocks = network.tried();
    network.be('open');
    await becomes(connection, 'live', 20_500);
    const again = await post('Over the websocket');
    await network.close();
    return { how, seq: [over, again].map((answer) => answer?.ok && answer.seq), paced: knocks >= 2 && knocks <= 8 };
  };
  const rows = await Promise.all(MEDDLINGS.map(through));
  expect(rows).toEqual(MEDDLINGS.map((how) => ({ how, seq: [1, 2], paced: true })));
}, 60_000);

test('a line that is cut comes back by itself and catches up; what was under way is known as cut at once', async () => {
  const { connection, session, told, post } = page();
  await session.ensure();
  connection.start();
  await becomes(connection, 'live');
  network.be('silent');
  const began = Date.now();
  const asked = post('Into the void');
  setTimeout(network.cut, 50);
  expect(await asked).toBeUndefined();
  expect(Date.now() - began).toBeLessThan(2_000);
  network.be('open');
  await becomes(connection, 'live');
  await expect.poll(() => told.caughtUp).toBe(2);
});

test('a line that is silent in one direction is given up after eight seconds without an answer', async () => {
  const { connection, session, post } = page();
  await session.ensure();
  connection.start();
  await becomes(connection, 'live');
  network.be('silent');
  const began = Date.now();
  expect(await post('Into the void')).toBeUndefined();
  expect(Date.now() - began).toBeGreaterThan(7_000);
  network.be('open');
  network.cut();
  await becomes(connection, 'live');
});

test.each(['live', 'http'] as const)(
  'closed while something is under way (%s), it lets go of it at once',
  async (way) => {
    if (way === 'http') network.be('no websockets');
    const { connection, session, post } = page();
    await session.ensure();
    connection.start();
    await becomes(connection, way);
    network.be('silent');
    const asked = post('Into the void');
    connection.close();
    const began = Date.now();
    expect(await asked).toBeUndefined();
    expect(Date.now() - began).toBeLessThan(200);
  },
);

test('a page that went offline and comes back is live again', async () => {
  const { connection, session, told } = page();
  await session.ensure();
  connection.start();
  await becomes(connection, 'live');
  network.be('down');
  browser.window.dispatchEvent(new Event('offline'));
  await becomes(connection, 'connecting');
  network.be('open');
  browser.window.dispatchEvent(new Event('online'));
  await becomes(connection, 'live');
  expect(told.caughtUp).toBe(2);
});

test('a page that was cut off for long is live as soon as the browser says that the net is back', async () => {
  const { connection, session } = page();
  await session.ensure();
  connection.start();
  await becomes(connection, 'live');
  const before = network.tried();
  network.be('no websockets');
  network.cut();
  // By now the next attempt is two seconds away, or more.
  await expect.poll(() => network.tried(), { timeout: 10_000, interval: 10 }).toBe(before + 3);
  network.be('open');
  browser.window.dispatchEvent(new Event('online'));
  await becomes(connection, 'live', 1_500);
});

describe('a token', () => {
  test('that has expired is renewed, over both ways', async () => {
    const old = await house.visitorToken();
    later = 31 * 24 * 60 * 60_000;
    const { connection, session, post } = page({ token: old });
    connection.start();
    await becomes(connection, 'live');
    expect(session.token()).not.toBe(old);
    expect(await post('Still me')).toMatchObject({ ok: true });

    network.be('no websockets');
    const other = page({ token: old });
    other.connection.start();
    // The handshake never tells: the first request over HTTP does.
    await becomes(other.connection, 'http');
    expect(await other.post('Still me over HTTP')).toMatchObject({ ok: true, seq: 2 });
  });

  test.each([
    ['that nobody issued', 'v1.x.y.z'],
    ['that somebody else issued, and that is past its time', 'v1.01a20c07-9244-7ece-b403-c93288c1d0fa.0.AAAA'],
  ])('%s is lost, and the line ends', async (_what, token) => {
    const { connection, told } = page({ token });
    connection.start();
    await expect.poll(() => told.lost).toBe(1);
    expect(connection.line.value).toBe('idle');
  });

  test('that has expired and whose session is gone is lost as well', async () => {
    const server = await refusing('token_expired');
    const { connection, told } = page({ base: server.url, token: 'v1.x.y.z' });
    connection.start();
    await expect.poll(() => told.lost).toBe(1);
    await server.close();
  });
});

test('a page that is too old for the server says so and keeps still', async () => {
  const server = await refusing('upgrade');
  const { connection } = page({ base: server.url, token: 'v1.x.y.z' });
  connection.start();
  await becomes(connection, 'old');
  browser.window.dispatchEvent(new Event('online'));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect([connection.line.value, server.met()]).toEqual(['old', 1]);
  await server.close();
});

/** A server that lets nobody in, and knows no session over HTTP either. */
async function refusing(code: 'upgrade' | 'token_expired') {
  let met = 0;
  const http = createServer((request, response) => {
    request.resume();
    response.writeHead(401, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(refuse('token_invalid').problem));
  });
  const io = new Server(http, { transports: ['websocket'] });
  io.of('/visitor').use((_socket, next) => {
    met++;
    next(Object.assign(new Error(code), { data: refuse(code).problem }));
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const { port } = http.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, met: () => met, close: () => io.close() };
}

function inMemory(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
    names: (begin) => [...kept.keys()].filter((name) => name.startsWith(begin)).map((name) => name.slice(begin.length)),
    onChange: () => () => {},
  };
}
