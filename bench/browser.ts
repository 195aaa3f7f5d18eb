import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { findChromium, launch } from '../tests/support/chromium.ts';
import { openHostPage } from '../tests/support/hostpage.ts';
import type { Server } from './children.ts';
import { dataFolder, ownSite, post, signIn, startFoyer } from './foyer.ts';

/** A site with every option set, in words that owners write. */
const EVERY_OPTION = {
  name: 'Whitby Tea House & Pottery',
  accent: '#7a1f5c',
  greeting:
    'Hello! Ask us anything about our teas, pots and deliveries. Ada, Ben and Mirjam read every message and answer here, most days within an hour.',
  sentences: [{ language: 'de', name: 'chat.write', text: 'Fragen Sie uns …' }],
  look: {
    ...{ theme: 'dark', accentDark: '#f0a3d1', radius: 16, font: 'humanist', side: 'start', offsetX: 24, offsetY: 32 },
    ...{ launcher: 'dots', selector: '' },
  },
  editMinutes: 60,
  closedRooms: ['home', 'messages', 'help', 'feedback', 'ideas'],
};

export type Visit = {
  page: Page;
  cdp: CDPSession;
  /** Ends it with everything that it stored. */
  end(): Promise<void>;
};

export type Shop = {
  server: Server;
  /** Of the shop, which is served from another origin than Foyer. */
  origin: string;
  /** The address that the snippet loads. */
  script: string;
  site: string;
  asOwner<T>(verb: string, payload: object): Promise<T>;
  /** A visitor who has never been here, in a browser context of their own. */
  visit(): Promise<Visit>;
  close(): Promise<void>;
};

/** Foyer as people run it, a shop on another origin that embeds it with every option set, and a Chromium. */
export async function openShop(): Promise<Shop> {
  const data = dataFolder();
  const open: (() => unknown)[] = [data.remove];
  const close = async () => {
    for (const end of open.reverse()) await end();
  };
  try {
    const server = await startFoyer({ data: data.path });
    open.push(server.kill);
    const cookie = await signIn(server.url);
    const site = await ownSite(server.url, cookie);
    const shop = await openHostPage({ foyer: server.url, key: site.key });
    open.push(shop.close);
    const options = { site: site.id, origins: [shop.origin], ...EVERY_OPTION };
    await post(server.url, '/api/staff/sites/update', options, { cookie });
    const browser = await launch(await findChromium());
    open.push(() => browser.close());
    return {
      ...{ server, origin: shop.origin, script: `${server.url}/foyer/${site.key}.js`, close },
      site: site.id,
      asOwner: async <T>(verb: string, payload: object) =>
        (await post<T>(server.url, `/api/staff/${verb}`, payload, { cookie })).answer,
      visit: () => visit(browser),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function visit(browser: Browser): Promise<Visit> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  return { page, cdp, end: () => context.close() };
}

export const launcherOf = (page: Page) => page.getByRole('button', { name: /^Chat with/ });
export const composerOf = (page: Page) => page.getByRole('textbox', { name: 'Write a message…' });
