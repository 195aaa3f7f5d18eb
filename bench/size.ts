import type { Page } from 'playwright-core';
import { composerOf, launcherOf, openShop, type Shop } from './browser.ts';
import { type Bench, pause, type Report } from './harness.ts';
import { type Crossing, type Wire, watchWire } from './wire.ts';

/** How the server is asked to pack what it sends. */
const WAYS = [
  { name: 'raw', encoding: 'identity' },
  { name: 'gzip', encoding: 'gzip' },
  { name: 'brotli', encoding: 'br' },
] as const;
type Way = (typeof WAYS)[number];

/** One red point. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

const LAUNCHER_GZIP_BYTES = 2_200;
const CHAT_BROTLI_BYTES = 28_000;
/** Longer than a browser waits for an idle moment on a page that does nothing. */
const IDLE_MS = 1_000;

const SURVEY = {
  ...{ id: '0199f3c2-7a10-7c3e-9b1d-5f0e6a4c2b72', kind: 'nps', question: '', page: '' },
  ...{ everyDays: 90, on: true },
};

const BOARD = { open: true, audience: 'public', waits: 'nobody', linksWait: true, mostPerDay: null, words: [] };

type Stage = { requests: number; bytes: number };
type Queue = { rows: { conversation: string }[] };
type Walk = { launcher: Stage; chat: Stage; sent: Stage; parts: Map<string, number> };

/** What a shop's visitor downloads, counted in a browser from what crossed the wire. */
export const size: Bench = {
  about: 'bodies as they crossed the wire to a page of another origin, every option of the site set',
  async run(report) {
    const shop = await openShop();
    try {
      const walks = new Map<Way['name'], Walk>();
      for (const way of WAYS) walks.set(way.name, await walk(shop, way));
      tell(report, walks);
      report.figure('fetched ahead, once the browser is idle', await fetchedAtIdle(shop), 'requests', { atMost: 1 });
    } finally {
      await shop.close();
    }
  },
};

/** A visitor sees the launcher, opens the chat, and sends a message. Nothing is fetched ahead, so that each step shows what it needs. */
async function walk(shop: Shop, way: Way): Promise<Walk> {
  const { page, cdp, end } = await shop.visit();
  const wire = await watchWire(cdp, shop.server.url);
  // Not every build of Chromium can be told which packings it accepts; all of them send the headers they are given.
  await cdp.send('Network.setExtraHTTPHeaders', { headers: { 'accept-encoding': way.encoding } });
  await page.goto(`${shop.origin}/consent`);
  await launcherOf(page).waitFor();
  const launcher = await stageOf(wire, way);
  await launcherOf(page).click();
  await composerOf(page).fill('Is the walnut desk in stock?');
  const chat = await stageOf(wire, way);
  await composerOf(page).press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
  const sent = await stageOf(wire, way);
  // What is not needed to write is fetched when somebody wants it.
  await attach(page, { name: 'desk.png', mimeType: 'image/png', buffer: PICTURE });
  await page.getByRole('button', { name: 'Keep this conversation' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await page.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
  // What a page asks for without the chat is a part of its own.
  await page.evaluate("Foyer('track', 'Put into the basket')");
  // So is each language.
  await page.evaluate("Foyer('locale', 'de')");
  await page.getByPlaceholder('Fragen Sie uns …').waitFor();
  await asked(shop, page);
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await told(shop, page);
  await stageOf(wire, way);
  const parts = new Map(wire.crossed().flatMap((one) => (isPart(one) ? [[partName(one.url), one.bytes]] : [])));
  await end();
  return { launcher, chat, sent, parts };
}

/** Sends a picture, and waits until it is seen in the conversation. */
async function attach(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Photos or files' }).click(),
  ]);
  await chooser.setFiles(file);
  await page.getByRole('button', { name: `Remove ${file.name}` }).waitFor();
  await composerOf(page).press('Enter');
  await page.getByRole('button', { name: `Open ${file.name}` }).waitFor();
}

/** What is asked after one conversation, and before the next. */
async function asked({ site, asOwner }: Shop, page: Page): Promise<void> {
  const field = { id: '0199f3c2-7a10-7c3e-9b1d-5f0e6a4c2b71', kind: 'name', label: 'Your name' };
  const form = { on: true, intro: '', fields: [{ ...field, required: false, options: [] }] };
  await asOwner('forms/set', { site, form });
  await asOwner('feedback/ask', { site, csat: true });
  const { rows } = await asOwner<Queue>('conversations/list', { view: 'open' });
  for (const { conversation } of rows) await asOwner('conversations/close', { conversation });
  await page.reload();
  await launcherOf(page).click();
  await page.getByRole('group', { name: 'How was this conversation?' }).waitFor();
  await page.getByRole('button', { name: 'Start a new one' }).click();
  await page.getByLabel('Your name').waitFor();
  await asOwner('forms/set', { site, form: { ...form, on: false } });
  await asOwner('feedback/ask', { site, csat: false });
}

/** What is told without a conversation, on a site that has the room for it. */
async function told({ site, origin, asOwner }: Shop, page: Page): Promise<void> {
  const closed = ['home', 'messages', 'help', 'ideas'];
  await asOwner('sites/update', { site, closedRooms: closed });
  await page.reload();
  await launcherOf(page).waitFor();
  await page.evaluate("Foyer('feedback', 'idea')");
  await page.getByLabel('Your idea in a few words').waitFor();
  await page.evaluate("Foyer('feedback', 'bug')");
  await page.getByRole('button', { name: 'Take a picture of this page' }).click();
  await page.getByRole('dialog', { name: 'Draw on page.png' }).waitFor();
  // The same where the page's policy lets none be made.
  await page.goto(`${origin}/strict`);
  await launcherOf(page).waitFor();
  await page.evaluate("Foyer('feedback', 'bug')");
  await page.getByRole('button', { name: 'Take a picture of this page' }).click();
  await page.getByText('The rules of this page').waitFor();
  await asOwner('surveys/set', { site, survey: SURVEY });
  await asOwner('boards/set-rules', { site, rules: BOARD });
  await asOwner('sites/update', { site, closedRooms: [] });
  await page.goto(origin);
  await launcherOf(page).waitFor();
  await page.evaluate("Foyer('open', 'home')");
  await page.getByRole('group', { name: 'How likely are you to recommend us to a friend?' }).waitFor();
  await asOwner('surveys/set', { site, survey: { ...SURVEY, on: false } });
  await page.getByRole('button', { name: 'Ideas' }).click();
  await page.getByText('Nobody has suggested anything yet.').waitFor();
  await asOwner('boards/set-rules', { site, rules: { ...BOARD, open: false } });
  await asOwner('sites/update', { site, closedRooms: [...closed, 'feedback'] });
}

/** What crossed until now. Waits until nothing is under way any more. */
async function stageOf(wire: Wire, way: Way): Promise<Stage> {
  await pause(200);
  const crossed = wire.crossed();
  for (const one of crossed.filter((each) => isPart(each) || each.url.endsWith('.js'))) {
    if (one.encoding !== way.encoding) throw new Error(`${one.url} came as ${one.encoding}, not as ${way.encoding}`);
    if (one.bytes === 0) throw new Error(`${one.url} came without a body`);
  }
  return { requests: crossed.length, bytes: crossed.reduce((sum, { bytes }) => sum + bytes, 0) };
}

const isPart = ({ url }: Crossing): boolean => url.includes('/foyer/assets/');
/** A file's name without the hash of what is in it. */
const partName = (url: string): string => /\/([^/]+)-[\w-]{8}\.\w+$/.exec(url)?.[1] ?? url;

function tell(report: Report, walks: Map<Way['name'], Walk>): void {
  const brotli = walks.get('brotli')!;
  report.figure('until the launcher shows', brotli.launcher.requests, 'requests', { atMost: 1 });
  for (const [name, { launcher }] of walks) {
    const goal = name === 'gzip' ? { atMost: LAUNCHER_GZIP_BYTES } : undefined;
    report.figure(`until the launcher shows, ${name}`, launcher.bytes, 'bytes', goal);
  }
  report.figure('until the chat can be typed in', brotli.chat.requests, 'requests');
  for (const [name, { chat }] of walks) {
    const goal = name === 'brotli' ? { atMost: CHAT_BROTLI_BYTES } : undefined;
    report.figure(`until the chat can be typed in, ${name}`, chat.bytes, 'bytes', goal);
  }
  report.figure('until the first message is sent', brotli.sent.requests, 'requests');
  report.figure('until the first message is sent, brotli', brotli.sent.bytes, 'bytes');
  for (const part of brotli.parts.keys()) {
    for (const [name, { parts }] of walks) report.figure(`lazy part "${part}", ${name}`, parts.get(part)!, 'bytes');
  }
}

/** Requests beyond the launcher's that a page makes which nobody touches. */
async function fetchedAtIdle(shop: Shop): Promise<number> {
  const { page, cdp, end } = await shop.visit();
  const wire = await watchWire(cdp, shop.server.url);
  await page.goto(shop.origin);
  await launcherOf(page).waitFor();
  await pause(IDLE_MS);
  const requests = wire.crossed().length - 1;
  await end();
  return requests;
}
