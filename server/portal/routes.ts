import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Slug } from '../../protocol/articles.ts';
import { STATUSES, type Status } from '../../protocol/boards.ts';
import { helpAt } from '../../protocol/portal.ts';
import { Id } from '../../protocol/schema.ts';
import type { Site } from '../../protocol/sites.ts';
import { checker } from '../foundation/check.ts';
import { sendPacked } from '../foundation/compressed.ts';
import type { Entries } from '../foundation/entry.ts';
import { el, htmlOf } from '../foundation/markup.ts';
import { feedOf, siteMap } from './feeds.ts';
import { draw } from './page.ts';
import type { Asked, Opened, Portal } from './portal.ts';

/** Somebody who reads looks a few times a minute; each search costs more than a look. */
const [LOOKS_PER_MINUTE, SEARCHES_PER_MINUTE] = [600, 60];
const WORDS_AT_MOST = 200;

type Params = { site: string; language: string; name: string };
type Request = FastifyRequest<{ Params: Params; Querystring: { q?: unknown; status?: unknown; after?: unknown } }>;
/** A help centre, and where it is for whoever asks. */
type Place = { site: Site; origin: string; root: string };

/** What is at every host name of the installation: what a page of the help centre asks for, and what does without one. */
const EVERYWHERE = /^\/(api|files|foyer|chat|inbox|mail|demo|health|help)(\/|\?|$)/;

/** Where a page of the help centre is that is asked for at its own host name. */
export function pathAt(site: Site | undefined, path: string): string {
  return site && !EVERYWHERE.test(path) ? `/help/${site.key}${path}` : path;
}

const isName = checker(Type.Union([Id, Slug]));
const isId = checker(Id);
const AFTER_AT_MOST = 100_000;

/** Opens the help centre of each site at `/help/SITE`: pages that need no script, their site map and their feeds. */
export function openRoutes(o: {
  fastify: FastifyInstance;
  entries: Entries;
  portal: Portal;
  siteNamed(name: string): Site | undefined;
  firstSite(): Site | undefined;
  limits?: { looks: number; searches: number };
}): void {
  const { fastify, portal } = o;
  const limited = (max: number) => ({ schema: { hide: true }, config: { rateLimit: { max, timeWindow: 60_000 } } });
  const looking = limited(o.limits?.looks ?? LOOKS_PER_MINUTE);

  fastify.get('/help', looking, start);
  fastify.get('/help/', looking, start);
  for (const path of ['/help/:site', '/help/:site/']) open(path, () => ({ at: 'start' }));
  open('/help/:site/:language', ({ language }) => ({ at: 'front', language }));
  open('/help/:site/:language/articles/:name', ({ language, name }) =>
    isName(name).ok ? { at: 'article', language, article: name } : { at: 'nowhere', language },
  );
  open('/help/:site/:language/collections/:name', ({ language, name }) => ({
    at: 'collection',
    ...{ language, collection: name },
  }));
  open(
    '/help/:site/:language/search',
    ({ language }, { query }) => ({ at: 'search', language, words: wordsOf(query.q) }),
    limited(o.limits?.searches ?? SEARCHES_PER_MINUTE),
  );
  open('/help/:site/:language/ideas', ({ language }, { query }) => ({
    at: 'board',
    ...{ language, status: statusOf(query.status), after: countOf(query.after) },
  }));
  open('/help/:site/:language/ideas/:name', ({ language, name }) =>
    isId(name).ok ? { at: 'idea', language, idea: name } : { at: 'nowhere', language },
  );
  fastify.get(
    '/help/:site/*',
    looking,
    async (request: FastifyRequest<{ Params: { site: string; '*': string } }>, reply) => {
      const place = placeOf(request);
      if (!place) return nowhere(reply);
      const path = request.params['*'];
      const whole = path.replace(/\/+$/, '');
      if (whole !== path)
        return reply.redirect(
          `${place.root}/${whole.split('/').filter(Boolean).map(encodeURIComponent).join('/')}`,
          301,
        );
      return show(place, { at: 'nowhere', language: path.split('/')[0] ?? '' }, request, reply);
    },
  );
  fastify.get('/help/:site/sitemap.xml', looking, async (request: Request, reply) => {
    const place = placeOf(request);
    return place
      ? send(reply, request, 'application/xml', await siteMap(portal, place.site.id, place.origin))
      : nowhere(reply);
  });
  fastify.get('/help/:site/robots.txt', looking, async (request: Request, reply) => {
    const place = placeOf(request);
    if (!place) return nowhere(reply);
    return send(
      reply,
      request,
      'text/plain',
      `User-agent: *\nDisallow: ${place.root}/*/search\nSitemap: ${place.origin}/sitemap.xml\n`,
    );
  });
  fastify.get('/help/:site/:language/feed.xml', looking, async (request: Request, reply) => {
    const place = placeOf(request);
    const { language } = request.params;
    if (!place || !(await portal.languagesOf(place.site.id)).includes(language)) return nowhere(reply);
    return send(reply, request, 'application/rss+xml', await feedOf(portal, place.site, language, place.origin));
  });

  function start(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const site = o.firstSite();
    return site ? reply.header('cache-control', 'no-cache').redirect(`/help/${site.key}`, 302) : nowhere(reply);
  }

  function open(path: string, askedBy: (params: Params, request: Request) => Asked, options = looking): void {
    fastify.get(path, options, async (request: Request, reply) => {
      const place = placeOf(request);
      if (!place) return nowhere(reply);
      return show(place, askedBy(request.params, request), request, reply);
    });
  }

  function placeOf(request: FastifyRequest): Place | undefined {
    const { site: name } = request.params as { site: string };
    const site = o.siteNamed(name);
    if (!site) return;
    // Whatever way somebody came, search engines hear of one address.
    const origin = helpAt(o.entries.base(request.raw), site);
    return { site, origin, root: request.originalUrl.startsWith('/help/') ? `/help/${name}` : '' };
  }

  async function show(place: Place, asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const answer = await portal.open(place.site.id, asked, request.headers['accept-language']);
    if (answer.is === 'moved') {
      reply.header('cache-control', 'no-cache').header('vary', 'accept-language');
      return reply.redirect(place.root + answer.to || '/', answer.forGood ? 301 : 302);
    }
    const { html, policy } = await draw(pageOf(place, answer, o.entries.base(request.raw)));
    reply.header('content-security-policy', policy).header('x-frame-options', 'DENY');
    reply.header('content-language', answer.language);
    return send(reply.code(answer.status), request, 'text/html', html, asked.at !== 'search' && answer.status === 200);
  }
}

/** Everybody may keep it, and asks each time whether it is still so. */
function send(reply: FastifyReply, request: FastifyRequest, type: string, text: string, keep = true): FastifyReply {
  reply.header('cache-control', 'public, no-cache').type(`${type}; charset=utf-8`);
  return sendPacked(reply, request.headers, text, { effort: 'little', keep });
}

function pageOf({ site, origin, root }: Place, answer: Opened, base: string) {
  const { name, accent, look, key } = site;
  const { language, languages, versions, path, content, hasBoard } = answer;
  return {
    site: { name, accent, look, website: site.origins[0] ?? null },
    ...{ language, languages, versions, origin, root, path, hasBoard },
    ask: { snippet: `${base}/foyer/${key}.js`, page: `${base}/chat/${key}` },
    ...content,
  };
}

/** Anything else is all of them. */
function statusOf(asked: unknown): Status | null {
  return STATUSES.find((one) => one === asked) ?? null;
}

function countOf(asked: unknown): number {
  const count = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  return Math.min(count, AFTER_AT_MOST);
}

/** What somebody typed, as the search takes it. */
function wordsOf(typed: unknown): string {
  const words = typeof typed === 'string' ? typed : '';
  return words
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, WORDS_AT_MOST)
    .toWellFormed();
}

/** There is no such site, which is told to everybody alike. */
function nowhere(reply: FastifyReply): FastifyReply {
  const page = el(
    'html',
    { lang: 'en' },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { name: 'viewport', content: 'width=device-width' }),
      el('title', {}, 'No help here'),
    ),
    el(
      'body',
      {},
      el('h1', {}, 'There is no help centre at this address'),
      el('p', {}, 'Perhaps a letter is missing at its end.'),
    ),
  );
  reply
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('cache-control', 'no-cache');
  return reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${htmlOf(page)}`);
}
