import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Entries } from '../foundation/entry.ts';
import type { Http } from '../foundation/http.ts';
import { wishesIn } from '../foundation/languages.ts';
import { el, htmlOf, type Markup } from '../foundation/markup.ts';
import { networkOf } from '../foundation/network.ts';
import { type Voice, voiceOf } from '../sites/voice.ts';
import type { Notifications } from './notifications.ts';

/** Scanners and browsers' previews look at pages; people do it a few times. */
const LOOKS_PER_MINUTE = 60;
const STYLE =
  ':root{color-scheme:light dark}body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}main{max-width:28rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:1.375rem;line-height:1.3;margin:0 0 .75rem}p{margin:0 0 1rem}form{margin:0 0 .75rem}button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.25rem;border-radius:8px;border:1px solid currentColor;background:transparent;color:inherit;cursor:pointer}button.first{background:CanvasText;color:Canvas}button:focus-visible{outline:3px solid Highlight;outline-offset:2px}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; script-src 'self'; style-src 'sha256-${STYLE_HASH}'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

type Form = URLSearchParams;
type WithToken = { Params: { token: string }; Body: Form | undefined };
type Kind = 'answer' | 'verify' | 'continue';

/** The pages behind the links in mails. Each acts by a button: scanners of mail follow every link and must change nothing. */
export async function openPages(o: {
  http: Http;
  entries: Entries;
  notifications: Notifications;
  /** How often one address may ask for its conversations. */
  asksPerMinute: number;
  siteByKey(key: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
}): Promise<void> {
  const { notifications } = o;
  o.http.openRoute(
    'POST /api/visitor/notifications/continue',
    routes['POST /api/visitor/notifications/continue'],
    async ({ entry }, { site: key, email }) => {
      const site = o.siteByKey(key);
      if (!site) return refuse('not_found', { field: 'site' });
      if (!o.embeds(entry, site)) return refuse('origin_refused');
      return notifications.askToContinue({ site: site.id, email, network: networkOf(entry.address) });
    },
    { perMinute: o.asksPerMinute },
  );
  await o.http.fastify.register(async (pages) => openMailPages(pages));

  function openMailPages(pages: FastifyInstance): void {
    const options = { schema: { hide: true }, config: { rateLimit: { max: LOOKS_PER_MINUTE, timeWindow: 60_000 } } };
    // One click in a mail program comes as multipart/form-data (RFC 8058), or as whatever else: only our own buttons say anything by it.
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null));
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(body as string)),
    );

    pages.get<WithToken>('/mail/:token', options, async (request, reply) => {
      const link = await notifications.link(request.params.token);
      const voice = await voiceFor(request, link?.site);
      if (!link) return show(reply, 404, voice, noLink(voice));
      if (link.over) return show(reply, 410, voice, over(voice, link.kind));
      return show(reply, 200, voice, asks(voice, link));
    });
    pages.post<WithToken>('/mail/:token', options, async (request, reply) => {
      const { token } = request.params;
      const link = await notifications.link(token);
      const voice = await voiceFor(request, link?.site);
      // A page elsewhere must not put somebody's browser into a conversation that is not theirs.
      if (!o.entries.of(request.raw).ours) return show(reply, 403, voice, notFromLetter(voice));
      const opened = link && (await notifications.open(token));
      if (!link) return show(reply, 404, voice, noLink(voice));
      if (!opened) return show(reply, 410, voice, over(voice, link.kind));
      return show(reply, 200, voice, chat(voice, link.site, opened));
    });
    pages.get<WithToken>('/mail/stop/:token', options, async (request, reply) => {
      const found = await notifications.stopped(request.params.token);
      const voice = await voiceFor(request, found?.site);
      if (!found) return show(reply, 404, voice, noLink(voice));
      const { name } = found.site;
      return show(reply, 200, voice, found.stopped ? isStopped(voice, name) : asksToStop(voice, name));
    });
    pages.post<WithToken>('/mail/stop/:token', options, async (request, reply) => {
      const again = request.body?.get('again') === 'again' ? 'again' : 'no more';
      const found = await notifications.stop(request.params.token, again);
      const voice = await voiceFor(request, found?.site);
      if (!found) return show(reply, 404, voice, noLink(voice));
      const { name } = found.site;
      return show(reply, 200, voice, again === 'again' ? goesOn(voice, name) : isStopped(voice, name));
    });
    pages.get<{ Params: { key: string } }>('/mail/chat/:key', options, async (request, reply) => {
      const site = o.siteByKey(request.params.key);
      const voice = await voiceFor(request, site);
      return site ? show(reply, 200, voice, chat(voice, site)) : show(reply, 404, voice, noLink(voice));
    });
  }
}

/** In the language of the letter, which its links name, else in the first that the browser asks for. */
function voiceFor({ query, headers }: FastifyRequest, site: Site | undefined): Promise<Voice> {
  const { lang } = query as { lang?: string };
  return voiceOf(site, [lang, ...wishesIn(headers['accept-language'])]);
}

/** A link is for one person: nobody keeps its page. */
function show(reply: FastifyReply, status: number, voice: Voice, { title, main }: Page): FastifyReply {
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex').header('content-security-policy', POLICY);
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${htmlOf(document(voice, title, main))}`);
}

type Page = { title: string; main: Markup };

const noLink = ({ words: { pages } }: Voice): Page => page(pages.noLink, [pages.noLinkMore]);
const notFromLetter = ({ words: { pages } }: Voice): Page => page(pages.notFromLetter, [pages.notFromLetterMore]);

function over({ words: { pages } }: Voice, kind: Kind): Page {
  return page(pages.over, [kind === 'answer' ? pages.overAnswer : pages.overAsked]);
}

/**
 * What a link is for, and the button that does it. Where somebody else has begun something in this browser, widget/link.ts shows what
 * becomes of that.
 */
function asks(
  { words: { letters, pages } }: Voice,
  { kind, site, person }: { kind: Kind; site: Site; person: string },
): Page {
  const sentences = {
    answer: [pages.answer, pages.answerProves],
    verify: [pages.verify, pages.verifyElse],
    continue: [pages.goOn, pages.goOnElse],
  };
  const act = kind === 'verify' ? letters.yes : pages.open;
  const warns = { async: '', src: '/foyer/link.js', 'data-site': site.key, 'data-person': person };
  return page(
    site.name,
    sentences[kind],
    ...[el('p', { id: 'begun', hidden: '' }, pages.begun), button({ class: 'first' }, act), el('script', warns)],
  );
}

/**
 * The page where the conversation opens, by widget/link.ts. The pass stands in the page and in no address: an address with a pass in it
 * could be sent to somebody else, whose browser would then talk as whoever sent it.
 */
function chat(
  { words: { link: words } }: Voice,
  site: Site,
  opened?: { pass: string; conversation: string | null },
): Page {
  const conversation = opened?.conversation ?? null;
  const main = [
    el('h1', {}, el('bdi', {}, site.name)),
    el('p', { role: 'status' }, words.opens),
    el('noscript', {}, el('p', {}, words.noScripts)),
    el('script', {
      ...{ async: '', src: '/foyer/link.js', 'data-site': site.key, 'data-words': JSON.stringify(words) },
      ...(opened && { 'data-pass': opened.pass }),
      ...(conversation !== null && { 'data-conversation': conversation }),
    }),
  ];
  return { title: site.name, main };
}

const asksToStop = ({ say, words: { pages } }: Voice, site: string): Page =>
  page(say(pages.stopAsk, { site }), [pages.stopMore], button({ class: 'first' }, pages.stop));
const isStopped = ({ say, words: { letters, pages } }: Voice, site: string): Page =>
  page(say(letters.noMore, { site }), [pages.stopped], button({ name: 'again', value: 'again' }, pages.again));
const goesOn = ({ say, words: { pages } }: Voice, site: string): Page =>
  page(say(pages.goesOn, { site }), [pages.goesOnMore]);

function page(title: string, sentences: readonly string[], ...more: Markup[]): Page {
  return { title, main: [el('h1', {}, el('bdi', {}, title)), ...sentences.map((one) => el('p', {}, one)), ...more] };
}

function button(attributes: Record<string, string>, text: string): Markup {
  return el('form', { method: 'post' }, el('button', attributes, text));
}

function document({ locale, dir }: Voice, title: string, main: Markup): Markup {
  return el(
    'html',
    { lang: locale, dir },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      el('title', {}, title),
      el('style', {}, STYLE),
    ),
    el('body', {}, el('main', {}, main)),
  );
}
