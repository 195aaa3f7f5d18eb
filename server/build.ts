import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const shared = ['vite.*.ts', 'package-lock.json', 'server/build.ts', 'protocol/**/*.ts', 'client/**/*.{ts,tsx,css}'];
const shims = ['intercom', 'chatwoot', 'crisp', 'beacon'].map((name) => `widget-as-${name}`);
export const parts = [
  {
    name: 'widget',
    modes: ['widget', 'widget-loader', 'widget-link', 'widget-errors', ...shims],
    inputs: ['widget/**/*'],
  },
  { name: 'inbox', modes: ['inbox'], inputs: ['inbox/**/*', 'widget/words/**/*'] },
  { name: 'portal', modes: ['portal'], inputs: ['portal/**/*', 'widget/words/sentence.ts'] },
];

/** Builds the widget, the inbox and what draws the help centre into dist/, each only where its sources are others than those it was built from. */
export async function buildWhatChanged(): Promise<void> {
  for (const { name, modes, inputs } of parts) {
    if (!existsSync(join(root, name))) continue;
    const stampFile = join(root, 'dist', `.stamp-${name}`);
    const stamp = stampOf([...shared, ...inputs]);
    if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) continue;
    console.log(`Building the ${name} …`);
    const { build } = await import('vite');
    await asForProduction(async () => {
      for (const mode of modes) await build({ configFile: join(root, 'vite.config.ts'), mode, logLevel: 'warn' });
    });
    const assets = join(root, 'dist', name, 'assets');
    if (existsSync(assets)) compress(assets);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stampFile, stamp);
  }
}

/** Started by a test runner or a developer's shell, too, the bytes are those that owners serve: NODE_ENV chooses among packages' builds. */
async function asForProduction(act: () => Promise<void>): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await act().finally(() => {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  });
}

/** What the sources are, in one line. */
function stampOf(patterns: string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Hashed files are compressed once, as small as it goes, beside themselves. */
function compress(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (!/\.(js|css|svg)$/.test(name) || existsSync(`${file}.br`)) continue;
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

if (import.meta.main) await buildWhatChanged();
