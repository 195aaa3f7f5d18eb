import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openConnection } from '../../widget/connection.ts';
import { openSession } from '../../widget/session.ts';
import { openNetwork } from '../support/proxy.ts';
import { type RawLine, rawLine } from '../support/rawline.ts';
import { type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** A connection that is silent in one direction looks alive to one side: both notice within 45 seconds. */
const NOTICED_WITHIN_MS = 45_000;
let house: OpenHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('the server lets go of a browser that has fallen silent, and the browser of a silent server', async () => {
  const network = await openNetwork(house.url);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  // As a browser does by itself.
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    fetch(url, { ...init, headers: { ...init.headers, origin: SHOP } }),
  );
  const kept = new Map<string, string>();
  const base = `${network.url}/`;
  const site = house.site.key;
  const session = openSession({
    ...{ base, site },
    storage: {
      get: (name) => kept.get(name) ?? null,
      set: (name, value) => void kept.set(name, value),
      remove: (name) => void kept.delete(name),
      names: () => [],
      onChange: () => () => {},
    },
  });
  await session.ensure();
  const line = openConnection({ base, site, session, hear() {}, catchUp() {}, lost() {}, other() {} });
  line.start();
  await expect.poll(() => line.line.value).toBe('live');
  const mute: RawLine = await rawLine(house.url, { origin: SHOP, search: `&site=${site}` });
  expect(await mute.enter('visitor', JSON.stringify({ protocol: 1, token: session.token() }))).toBeUndefined();

  const began = Date.now();
  network.be('silent');
  mute.pause();
  const connections = () => house.app.opened().connections;
  await expect.poll(() => line.line.value, { timeout: NOTICED_WITHIN_MS }).not.toBe('live');
  line.close();
  await expect.poll(connections, { timeout: NOTICED_WITHIN_MS - (Date.now() - began) }).toBe(0);
  mute.resume();
  await mute.closed;
  await network.close();
  vi.unstubAllGlobals();
}, 60_000);
