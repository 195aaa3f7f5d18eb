import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import { type Entries, networkOf } from '../foundation/entry.ts';
import type { Http } from '../foundation/http.ts';
import { directionOf, languageOf, sentencesIn } from '../foundation/languages.ts';
import { el, htmlOf, type Markup } from '../foundation/markup.ts';
import type { Notifications } from './notifications.ts';

/** Scanners and browsers' previews look at pages; people do it a few times. */
const LOOKS_PER_MINUTE = 60;
const STYLE =
  ':root{color-scheme:light dark}body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}main{max-width:28rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:1.375rem;line-height:1.3;margin:0 0 .75rem}p{margin:0 0 1rem}form{margin:0 0 .75rem}button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.25rem;border-radius:8px;border:1px solid currentColor;background:transparent;color:inherit;cursor:pointer}button.first{background:CanvasText;color:Canvas}button:focus-visible{outline:3px solid Highlight;outline-offset:2px}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; script-src 'self'; style-src 'sha256-${STYLE_HASH}'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

type Form = URLSearchParams;
type WithToken = { Params: { token: string }; Body: Form | undefined };

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
      if (!link) return show(reply, 404, NO_LINK);
      if (link.over) return show(reply, 410, over(link.kind));
      return show(reply, 200, page(link.site.name, SENTENCES[link.kind], button(link.kind)));
    });
    pages.post<WithToken>('/mail/:token', options, async (request, reply) => {
      // A page elsewhere must not put somebody's browser into a conversation that is not theirs.
      if (!o.entries.of(request.raw).ours) return show(reply, 403, ELSEWHERE);
      const { token } = request.params;
      const link = await notifications.link(token);
      const opened = link && (await notifications.open(token));
      if (!link || !opened) return link ? show(reply, 410, over(link.kind)) : show(reply, 404, NO_LINK);
      return showChat(reply, link.site, { accepted: request.headers['accept-language'], opened });
    });
    pages.get<WithToken>('/mail/stop/:token', options, async (request, reply) => {
      const found = await notifications.stopped(request.params.token);
      if (!found) return show(reply, 404, NO_LINK);
      return show(reply, 200, found.stopped ? isStopped(found.site) : asksToStop(found.site));
    });
    pages.post<WithToken>('/mail/stop/:token', options, async (request, reply) => {
      const again = request.body?.get('again') === 'again' ? 'again' : 'no more';
      const found = await notifications.stop(request.params.token, again);
      if (!found) return show(reply, 404, NO_LINK);
      return show(reply, 200, again === 'again' ? goesOn(found.site) : isStopped(found.site));
    });
    pages.get<{ Params: { key: string } }>('/mail/chat/:key', options, async (request, reply) => {
      const site = o.siteByKey(request.params.key);
      if (!site) return show(reply, 404, NO_LINK);
      return showChat(reply, site, { accepted: request.headers['accept-language'] });
    });
  }
}

/** A link is for one person: nobody keeps its page. */
function show(reply: FastifyReply, status: number, main: Markup, language = 'en'): FastifyReply {
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex').header('content-security-policy', POLICY);
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${htmlOf(document(main, language))}`);
}

const SENTENCES = {
  answer: [
    'Your conversation is here, with the answer.',
    'Going on also tells us that the address the letter went to is yours.',
  ],
  verify: [
    'Is this your address, and did you give it in a chat here? Then say so.',
    'If it was somebody else, close this page.',
  ],
  continue: ['Go on with your conversations on this device.', 'If this device is not yours alone, close this page.'],
};
const NO_LINK = page('This link leads nowhere', [
  'It is not whole, or it was never given out. Open it from the letter once more.',
]);
const ELSEWHERE = page('Please open the link from the letter', ['This page was opened from another place.']);

function over(kind: keyof typeof SENTENCES): Markup {
  return kind === 'answer'
    ? page('This link is over', [
        'It worked for two weeks. Your conversation is still in the chat of the browser that you began it in.',
      ])
    : page('This link is over', ['It works once, within an hour. Ask for another one where you asked for this one.']);
}

function button(kind: keyof typeof SENTENCES): Markup {
  const act = kind === 'verify' ? 'Yes, this is my address' : 'Open my conversation';
  return el('form', { method: 'post' }, el('button', { class: 'first' }, act));
}

/**
 * The page where the conversation opens, by widget/link.ts, in the language that the browser asks for. The pass stands in the page and in no address: an address with a pass in it
 * could be sent to somebody else, whose browser would then talk as whoever sent it.
 */
async function showChat(
  reply: FastifyReply,
  site: Pick<Site, 'key' | 'name'>,
  o: { accepted: string | undefined; opened?: { pass: string; conversation: string | null } },
): Promise<FastifyReply> {
  const language = languageOf(o.accepted);
  const { link: words } = await sentencesIn(language);
  const conversation = o.opened?.conversation ?? null;
  const main = [
    el('h1', { dir: 'auto' }, site.name),
    el('p', { role: 'status' }, words.opens),
    el('noscript', {}, el('p', {}, words.noScripts)),
    el('script', {
      ...{ async: '', src: '/foyer/link.js', 'data-site': site.key, 'data-words': JSON.stringify(words) },
      ...(o.opened && { 'data-pass': o.opened.pass }),
      ...(conversation !== null && { 'data-conversation': conversation }),
    }),
  ];
  return show(reply, 200, main, language);
}

const asksToStop = (site: string): Markup =>
  page(
    `No more mail from ${site}?`,
    ['Answers that you have not read are not sent to your address any more. They are still in the chat.'],
    el('form', { method: 'post' }, el('button', { class: 'first' }, 'No more mail')),
  );
const isStopped = (site: string): Markup =>
  page(
    `No more mail from ${site}`,
    ['What you ask for yourself still comes.'],
    el('form', { method: 'post' }, el('button', { name: 'again', value: 'again' }, 'Send me answers again')),
  );
const goesOn = (site: string): Markup =>
  page(`You hear from ${site} again`, ['Answers that you have not read come by mail.']);

function page(title: string, sentences: readonly string[], ...more: Markup[]): Markup[] {
  return [el('h1', { dir: 'auto' }, title), ...sentences.map((one) => el('p', {}, one)), ...more];
}

function document(main: Markup, language: string): Markup {
  return el(
    'html',
    { lang: language, dir: directionOf(language) },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      el('title', {}, 'Foyer'),
      el('style', {}, STYLE),
    ),
    el('body', {}, el('main', {}, main)),
  );
}
