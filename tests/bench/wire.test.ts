import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { watchWire } from '../../bench/wire.ts';
import { launch } from '../support/chromium.ts';

const script = `/* ${'tea '.repeat(5_000)}*/ window.ready = true;`;
const packed = gzipSync(script);
const page = (other: string) =>
  `<script src="/kept.js"></script><script src="/kept.js?again"></script><script src="${other}/kept.js"></script>`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
const shop = createServer((request, response) => {
  if (request.url === '/') return response.setHeader('content-type', 'text/html').end(page('http://other.example:1'));
  response.setHeader('cache-control', 'max-age=600').setHeader('x-long', 'h'.repeat(3_000));
  if (request.url === '/kept.js') return response.setHeader('content-encoding', 'gzip').end(packed);
  response.end(script);
});
afterAll(async () => {
  await browser.close();
  shop.closeAllConnections();
  shop.close();
});

test('bodies are counted as they crossed, without headers, of one origin only, and what the browser had does not count', async () => {
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const origin = `http://tea.example:${(shop.address() as AddressInfo).port}`;
  const context = await browser.newContext();
  const visited = await context.newPage();
  const first = await watchWire(await context.newCDPSession(visited), origin);
  await visited.goto(origin);
  const html = Buffer.byteLength(page('http://other.example:1'));
  expect(first.crossed()).toEqual([
    { url: `${origin}/`, encoding: 'identity', bytes: html },
    { url: `${origin}/kept.js`, encoding: 'gzip', bytes: packed.length },
    { url: `${origin}/kept.js?again`, encoding: 'identity', bytes: script.length },
  ]);

  const later = await context.newPage();
  const second = await watchWire(await context.newCDPSession(later), origin);
  await later.goto(origin);
  expect(second.crossed().map(({ url }) => url)).toEqual([`${origin}/`]);
  await context.close();
});
