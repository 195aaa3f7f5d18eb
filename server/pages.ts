import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { SiteKey } from '../protocol/schema.ts';
import { checker } from './foundation/check.ts';
import { sendPacked } from './foundation/compressed.ts';
import type { Entries } from './foundation/entry.ts';
import { labelOf } from './sites/label.ts';
import type { Sites } from './sites/sites.ts';

const root = join(import.meta.dirname, '..');
const YEAR_SECONDS = 31_536_000;
/** The inbox runs on its own files only. */
const INBOX_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves what browsers load: the loader of each site, the widget's and the inbox's files, the demo, and a page that tells where things are. */
export async function openPages(o: {
  fastify: FastifyInstance;
  entries: Entries;
  sites: Sites;
  demo: { headersFor(path: string): Record<string, string> };
}): Promise<void> {
  const { fastify, sites } = o;
  const dist = (...parts: string[]) => join(root, 'dist', ...parts);
  const hidden = { schema: { hide: true } };
  const checkKey = checker(SiteKey);
  const loader = readBuilt(dist('widget', 'loader.js'));
  const apart = new Map(['link.js', 'errors.js'].map((name) => [name, readBuilt(dist('widget', name))]));
  const manifest = readBuilt(dist('widget', 'manifest.json'));
  const types = readFileSync(join(root, 'widget', 'foyer.d.ts'), 'utf8');
  const inbox = readBuilt(dist('inbox', 'index.html'));
  const where = readFileSync(join(root, 'demo', 'where.html'), 'utf8');
  const shims = readShims(dist('widget', 'shims'));
  const files = manifest ? (JSON.parse(manifest) as { app: string; acts: string }) : {};

  fastify.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'strict-origin-when-cross-origin');
  });

  fastify.get<{ Params: { file: string }; Querystring: { as?: unknown } }>(
    '/foyer/:file',
    hidden,
    async (request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
      const { file } = request.params;
      if (file === 'manifest.json')
        return reply.header('cache-control', 'no-cache').type('application/json').send(manifest);
      if (file === 'foyer.d.ts') return reply.type('text/plain; charset=utf-8').send(types);
      const script = apart.get(file);
      if (script) {
        reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8');
        return sendPacked(reply, request.headers, script);
      }
      const key = checkKey(file.replace(/\.js$/, ''));
      const site = key.ok && file.endsWith('.js') ? sites.byKey(key.value) : undefined;
      const { as = 'foyer' } = request.query;
      const shim = as === 'foyer' ? '' : shims.get(as);
      if (!site || !loader || shim === undefined) return reply.callNotFound();
      sites.seen(site, request.headers.referer, URL.parse(o.entries.base(request.raw))?.origin);
      const label = await labelOf(site, request.headers['accept-language']);
      const settings = asScript({ ...sites.loaderSettings(site), label, ...files });
      reply.header('vary', 'accept-language, accept-encoding');
      const text = shim + loader.replace(/["'`]__FOYER_SETTINGS__["'`]/, () => settings);
      reply
        .header('cache-control', 'public, max-age=60, stale-while-revalidate=600')
        .type('text/javascript; charset=utf-8');
      return sendPacked(reply, request.headers, text);
    },
  );

  fastify.get<{ Params: { key: string; language: string } }>(
    '/foyer/:key/words/:language',
    hidden,
    (request, reply) => {
      const site = sites.byKey(request.params.key);
      if (!site) return reply.callNotFound();
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
      reply.header('cache-control', 'public, max-age=60, stale-while-revalidate=600').type('application/json');
      return sendPacked(reply, request.headers, JSON.stringify(sites.bookIn(site, request.params.language)));
    },
  );

  // Under `:again` are the same files: browsers keep a module that failed to load as failed, so a second try has to be another address.
  for (const prefix of existsSync(dist('widget', 'assets')) ? ['/foyer/assets/', '/foyer/assets/:again/'] : []) {
    await fastify.register(fastifyStatic, {
      root: dist('widget', 'assets'),
      prefix,
      decorateReply: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response) => {
        response.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);
        response.header('access-control-allow-origin', '*');
        response.header('cross-origin-resource-policy', 'cross-origin');
      },
    });
  }
  if (existsSync(dist('inbox', 'assets'))) {
    await fastify.register(fastifyStatic, {
      root: dist('inbox', 'assets'),
      prefix: '/inbox/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response) => {
        response.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);
      },
    });
  }
  fastify.get('/inbox', hidden, (_request, reply) => reply.redirect('/inbox/'));
  fastify.get('/inbox/*', hidden, (_request, reply) => {
    if (!inbox) return reply.callNotFound();
    reply.header('content-security-policy', INBOX_POLICY).header('cache-control', 'no-cache');
    reply.header('x-frame-options', 'DENY');
    return reply.type('text/html; charset=utf-8').send(inbox);
  });

  await fastify.register(fastifyStatic, {
    root: join(root, 'demo', 'pages'),
    prefix: '/demo-files/',
    serve: false,
  });
  fastify.get('/demo', hidden, (_request, reply) => reply.redirect('/demo/'));
  fastify.get<{ Params: { '*': string } }>('/demo/*', hidden, (request, reply) => {
    const path = request.params['*'];
    reply.headers(o.demo.headersFor(`/demo/${path}`)).header('cache-control', 'no-cache');
    const page = demoPage(path);
    if (page === undefined) return reply.sendFile(path);
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__SITE_KEY__', sites.first()?.key ?? ''));
  });
  fastify.get('/', hidden, (_request, reply) =>
    reply.headers(o.demo.headersFor('/')).type('text/html; charset=utf-8').send(where),
  );
  fastify.get('/health', hidden, () => ({ ok: true }));
}

/** As it stands in a script. Within texts quotes are escaped, so what is quoted before a colon is a name; names need no quotes there. */
function asScript(value: object): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replace(/"(\w+)":/g, '$1:');
}

/** A page of the demo by its address: a folder's index, a name with or without .html; undefined for its other files. */
function demoPage(path: string): string | undefined {
  if (path.includes('..') || /\.(?!html$)\w+$/.test(path)) return undefined;
  const pages = join(root, 'demo', 'pages');
  const tries = [
    path,
    `${path}.html`,
    join(path, 'index.html'),
    ...(path.startsWith('app/') ? ['app/index.html'] : []),
  ];
  const found = tries.map((name) => join(pages, name)).find((file) => file.endsWith('.html') && existsSync(file));
  return found && readFileSync(found, 'utf8');
}

/** What makes Foyer's calls of those that a page was written with, by the widget that it was written for. */
function readShims(folder: string): Map<unknown, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name.replace(/\.js$/, ''), readFileSync(join(folder, name), 'utf8')]));
}

function readBuilt(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
