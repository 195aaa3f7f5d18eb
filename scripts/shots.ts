/**
 * `npm run shots [-- NAME…]` takes pictures of every screen, or of those whose name begins so: wide and narrow, light and dark, from the
 * left and from the right. They go to shots/, with an index.html that shows them side by side.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { findChromium, launch } from '../tests/support/chromium.ts';
import { type Demo, startDemo } from './shots/demo.ts';
import { type Look, type Screen, screens } from './shots/screens.ts';

const folder = join(import.meta.dirname, '..', 'shots');
const SETTLES_MS = 500;
const HEIGHT = { 1280: 800, 360: 740 };

const looks: Look[] = ([1280, 360] as const).flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) => (['ltr', 'rtl'] as const).map((dir) => ({ width, scheme, dir }))),
);
const wanted = process.argv.slice(2);
const chosen = screens.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)));
if (chosen.length === 0) {
  console.error(`There is no such screen. There are: ${screens.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
const demo = await startDemo();
const browser = await launch(await findChromium());
const missing: string[] = [];
try {
  for (const screen of chosen) for (const look of looks) await take(browser, demo, screen, look);
  writeFileSync(join(folder, 'index.html'), sheet());
} finally {
  await browser.close();
  demo.stop();
}
console.log(`${chosen.length * looks.length - missing.length} pictures in shots/, side by side in shots/index.html.`);
for (const one of missing) console.error(one);
process.exit(missing.length > 0 ? 1 : 0);

async function take(browser: Browser, { url }: Demo, screen: Screen, look: Look): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: HEIGHT[look.width] },
    ...{ colorScheme: look.scheme, locale: 'en-GB', reducedMotion: 'reduce', hasTouch: look.width === 360 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  try {
    await screen.show(page, { url, look });
    await page.waitForTimeout(SETTLES_MS);
    await page.screenshot({ path: join(folder, fileOf(screen, look)) });
  } catch (error) {
    missing.push(`${fileOf(screen, look)}: ${(error as Error).message.split('\n')[0]}`);
  }
  await context.close();
}

function fileOf({ name }: Screen, { width, scheme, dir }: Look): string {
  return `${name}-${width}-${scheme}-${dir}.png`;
}

function sheet(): string {
  const rows = chosen.map((screen) => {
    const pictures = looks.map((look) => `<img src="${fileOf(screen, look)}" alt="" loading="lazy">`).join('');
    return `<h2>${screen.name}</h2><div>${pictures}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Foyer: every screen</title>
<style>body{font:16px system-ui;margin:24px}div{display:flex;gap:12px;overflow-x:auto}img{height:420px;border:1px solid #ccc}</style>
${rows.join('\n')}
`;
}
