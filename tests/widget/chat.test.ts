import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Storage } from '../../client/storage.ts';
import type { Host } from '../../widget/contract.ts';
import { type Chat, openChat } from '../../widget/conversations/chat.ts';
import { type Network, openNetwork } from '../support/proxy.ts';
import { type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** The chat of one page after another in the same browser, against the real server. */
let house: OpenHouse;
let network: Network;
let storage: Storage;
const chats: Chat[] = [];
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  network = await openNetwork(house.url);
  storage = inMemory();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible', title: '', referrer: '' }));
  vi.stubGlobal(
    'MutationObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  // As a browser does by itself.
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    fetch(url, { ...init, headers: { ...init.headers, origin: SHOP } }),
  );
  vi.stubGlobal('location', new URL('http://shop.example/teapots'));
});
afterEach(async () => {
  for (const chat of chats.splice(0)) chat.remove();
  await network.close();
  vi.unstubAllGlobals();
});

function page(): Chat {
  const settings = { key: house.site.key, name: 'Tea', greeting: '' };
  const host = { settings, base: `${network.url}/`, emit() {} };
  const chat = openChat({ host: host as unknown as Host, storage, now: Date.now });
  chats.push(chat);
  return chat;
}

const sent = (chat: Chat) => chat.thread.value?.messages.map(({ body }) => body) ?? [];

test('removed while its first message opens the session, it opens no socket any more, and keeps the message', async () => {
  const chat = page();
  chat.send('Does the teapot come in green?');
  chat.remove();
  await expect.poll(() => storage.get('session')).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([chat.line.value, network.tried()]).toEqual(['idle', 0]);
  expect(chat.entries.value).toMatchObject([{ body: 'Does the teapot come in green?', cuts: 0, parked: null }]);
});

test('removed while a message is under way, it lets the next page send it at once, and once', async () => {
  const first = page();
  first.send('One');
  await expect.poll(() => sent(first)).toEqual(['One']);
  network.be('silent');
  first.send('Two');
  await new Promise((resolve) => setTimeout(resolve, 100));
  first.remove();
  network.be('open');
  network.cut();
  const second = page();
  second.send('Three');
  await expect.poll(() => sent(second), { timeout: 3_000 }).toEqual(['One', 'Two', 'Three']);
  expect(second.entries.value).toEqual([]);
});

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
