import { readdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { apart } from './vite.apart.ts';
import { emoji } from './vite.emoji.ts';
import { slim } from './vite.slim.ts';

const root = import.meta.dirname;
const CHUNKS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** `cssTarget`: as it is written. For older browsers :dir(rtl) would become a list of languages, which a page's dir attribute is not. */
const jsx = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

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

/** Whether a module is one of those that `apart` keeps from the chat. */
const isOfActs = (id: string): boolean => /(\/acts\.ts|\?acts)$/.test(id);

/** Lazy parts are asked for as they are: nothing is fetched ahead for them, and no file of its own holds what would do so. */
function plainImports(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'plain-imports',
    enforce: 'pre',
    // A copy for each: shared, it would tie the acts to the chat.
    resolveId: (id, importer) => (id === helper ? helper + (isOfActs(importer ?? '') ? '?acts' : '') : null),
    load: (id) => (id.startsWith(helper) ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** A page may have put a Promise of its own in place of the browser's: what we make is of the same kind as what async functions give. */
function ownPromise(): Plugin {
  return {
    name: 'own-promise',
    renderChunk: (code) =>
      /\bPromise\b/.test(code) ? `const Promise = (async () => {})().constructor;\n${code}` : null,
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
      lib: {
        entry: join(root, 'widget', 'loader', 'loader.ts'),
        formats: ['iife'],
        name: 'f',
        fileName: () => 'loader.js',
      },
    },
  },
  'widget-link': {
    root,
    publicDir: false,
    build: {
      outDir: join(root, 'dist', 'widget'),
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: join(root, 'widget', 'link.ts'), formats: ['iife'], name: 'f', fileName: () => 'link.js' },
    },
  },
  'widget-errors': {
    root,
    publicDir: false,
    build: {
      outDir: join(root, 'dist', 'widget'),
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: join(root, 'widget', 'errors.ts'), formats: ['iife'], name: 'f', fileName: () => 'errors.js' },
    },
  },
  widget: {
    root,
    base: './',
    publicDir: false,
    oxc: jsx,
    plugins: [plainImports(), slim(), apart('acts'), emoji(), ownPromise(), manifest()],
    build: {
      outDir: join(root, 'dist', 'widget', 'assets'),
      emptyOutDir: false,
      cssTarget: 'esnext',
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { app: join(root, 'widget', 'app.tsx'), acts: join(root, 'widget', 'acts.ts') },
        // What lazy parts share with the chat stays in its file: it is one request, and one Preact.
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          // One file for all that opening the chat takes: whoever has it fetched ahead opens it without the network.
          codeSplitting: { groups: [{ name: 'chat', tags: ['$initial'], test: (id: string) => !isOfActs(id) }] },
        },
      },
    },
  },
  inbox: {
    root: join(root, 'inbox'),
    base: '/inbox/',
    publicDir: false,
    oxc: jsx,
    plugins: [emoji()],
    build: {
      outDir: join(root, 'dist', 'inbox'),
      emptyOutDir: true,
      cssTarget: 'esnext',
      target: 'es2022',
      modulePreload: { polyfill: false },
    },
  },
  // One file that the server loads: pages are drawn there.
  portal: {
    root,
    publicDir: false,
    oxc: jsx,
    // The server has it anyway.
    ssr: { noExternal: true, external: ['typebox'] },
    build: {
      outDir: join(root, 'dist', 'portal'),
      emptyOutDir: true,
      ssr: join(root, 'portal', 'render.tsx'),
      cssMinify: 'lightningcss',
      cssTarget: 'esnext',
      target: 'esnext',
      minify: true,
      rolldownOptions: { output: { entryFileNames: 'render.js' } },
    },
  },
};

/** One file for each shim: the server puts it in front of the loader. */
for (const shim of ['intercom', 'chatwoot', 'crisp', 'beacon']) {
  configs[`widget-as-${shim}`] = {
    root,
    publicDir: false,
    build: {
      outDir: join(root, 'dist', 'widget', 'shims'),
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(root, 'widget', 'shims', `${shim}.ts`),
        formats: ['iife'],
        name: 'f',
        fileName: () => `${shim}.js`,
      },
    },
  };
}

/** `vite build --mode widget-loader | widget-link | widget-as-… | widget | inbox | portal` */
export default defineConfig(({ mode }) => configs[mode] ?? {});
