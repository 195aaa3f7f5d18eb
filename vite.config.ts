import { readdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const root = import.meta.dirname;
const CHUNKS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** `cssTarget`: as it is written. For older browsers :dir(rtl) would become a list of languages, which a page's dir attribute is not. */
const jsx = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

/**
 * The widget speaks websockets only: the other transports of engine.io-client stay out, 3 kB of brotli. So do the listeners that
 * engine.io-client puts on `window` when it is loaded and never takes back: `remove` leaves nothing behind.
 */
function websocketOnly(): Plugin {
  return {
    name: 'websocket-only',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!/transports\/index\.js$/.test(source) || !importer?.includes('engine.io-client')) return null;
      return this.resolve(join(dirname(importer), 'transports', 'websocket.js')).then((found) =>
        found ? `\0websocket-only:${found.id}` : null,
      );
    },
    load(id) {
      if (!id.startsWith('\0websocket-only:')) return null;
      return `export { WS } from ${JSON.stringify(id.slice(16))};import { WS } from ${JSON.stringify(id.slice(16))};export const transports = { websocket: WS };`;
    },
    transform(code, id) {
      if (/engine\.io-client\/.*\/polling[^/]*\.js$/.test(id)) return { code, moduleSideEffects: false };
      if (!/engine\.io-client\/build\/esm\/socket\.js$/.test(id)) return null;
      const listens = /addEventListener\("offline", \(\) => \{.*?\}, false\);/s;
      if (!listens.test(code)) this.error('engine.io-client listens for "offline" in another way now');
      return code.replace(listens, '');
    },
  };
}

/** Says which files the chat and the acts are now, for loaders that were built earlier, and keeps their chunks for 30 days. */
function manifest(): Plugin {
  return {
    name: 'manifest',
    writeBundle({ dir = '' }, bundle) {
      const entries = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' && file.isEntry ? [[file.name, file.fileName]] : [],
      );
      writeFileSync(join(dir, '..', 'manifest.json'), JSON.stringify(Object.fromEntries(entries)));
      for (const name of readdirSync(dir)) {
        const file = join(dir, name);
        if (Date.now() - statSync(file).mtimeMs > CHUNKS_KEPT_MS && !(name.replace(/\.(br|gz)$/, '') in bundle))
          unlinkSync(file);
      }
    },
  };
}

const configs: Record<string, UserConfig> = {
  'widget-loader': {
    root,
    publicDir: false,
    oxc: jsx,
    build: {
      outDir: join(root, 'dist', 'widget'),
      cssTarget: 'esnext',
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: join(root, 'widget', 'loader.ts'), formats: ['iife'], name: 'f', fileName: () => 'loader.js' },
    },
  },
  widget: {
    root,
    base: './',
    publicDir: false,
    oxc: jsx,
    plugins: [websocketOnly(), manifest()],
    build: {
      outDir: join(root, 'dist', 'widget', 'assets'),
      emptyOutDir: false,
      cssTarget: 'esnext',
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { app: join(root, 'widget', 'app.tsx'), acts: join(root, 'widget', 'acts.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  inbox: {
    root: join(root, 'inbox'),
    base: '/inbox/',
    publicDir: false,
    oxc: jsx,
    build: {
      outDir: join(root, 'dist', 'inbox'),
      emptyOutDir: true,
      cssTarget: 'esnext',
      target: 'es2022',
      modulePreload: { polyfill: false },
    },
  },
};

/** `vite build --mode widget-loader | widget | inbox` */
export default defineConfig(({ mode }) => configs[mode] ?? {});
