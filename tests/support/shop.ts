import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { launch } from './chromium.ts';
import { type HostPage, openHostPage } from './hostpage.ts';
import { type HouseProcess, SHOP, startHouse } from './server.ts';

/** A server of our own, a shop on another origin whose pages embed it, and a browser to look at them. */
export type Scene = { house: HouseProcess; shop: HostPage; browser: Browser; close(): Promise<void> };

/** `bodies`: more pages of the shop by path, made for the script's address. */
export async function openScene(bodies?: (script: string) => Record<string, string>): Promise<Scene> {
  const browser = await launch(inject('chromium'));
  const house = await startHouse();
  const { key } = house.site;
  const more = bodies && { bodies: bodies(`${house.url}/foyer/${key}.js`) };
  const shop = await openHostPage({ foyer: house.url, key, ...more });
  await house.allow(shop.origin, SHOP);
  return {
    ...{ house, shop, browser },
    async close() {
      await browser.close();
      shop.close();
      await house.close();
    },
  };
}
