import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { launch } from './chromium.ts';
import { type HostPage, openHostPage } from './hostpage.ts';
import { type HouseProcess, SHOP, startHouse } from './server.ts';

/** A server of our own, and a shop on another origin whose pages embed it. */
export type Shop = { house: HouseProcess; shop: HostPage; close(): Promise<void> };
/** Such a shop, and a browser to look at it. */
export type Scene = Shop & { browser: Browser };

type Bodies = (script: string) => Record<string, string>;

/** `bodies`: more pages of the shop by path, made for the script's address. */
export async function openScene(bodies?: Bodies, env?: Record<string, string>): Promise<Scene> {
  const browser = await launch(inject('chromium'));
  const opened = await openShop({ bodies, env });
  return {
    ...{ ...opened, browser },
    async close() {
      await browser.close();
      await opened.close();
    },
  };
}

export async function openShop(o: { bodies?: Bodies; host?: string; env?: Record<string, string> }): Promise<Shop> {
  const { bodies, host, env } = o;
  const house = await startHouse(env);
  const { key } = house.site;
  const more = bodies && { bodies: bodies(`${house.url}/foyer/${key}.js`) };
  const shop = await openHostPage({ foyer: house.url, key, host, ...more });
  await house.allow(shop.origin, SHOP);
  return {
    ...{ house, shop },
    async close() {
      shop.close();
      await house.close();
    },
  };
}
