import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Site } from '../../protocol/sites.ts';
import type { Entries } from '../foundation/entry.ts';
import { wishesIn } from '../foundation/languages.ts';
import { el, htmlOf, type Markup } from '../foundation/markup.ts';
import type { Sites } from './sites.ts';
import { type Voice, voiceOf } from './voice.ts';

const STYLE =
  ':root{color-scheme:light dark;background:light-dark(#f3f4f5,#0e1012);color:light-dark(#1b1d1f,#eceef0);font:1rem/1.5 system-ui,sans-serif}:root.light{color-scheme:light}:root.dark{color-scheme:dark}body{margin:0}#chat{box-sizing:border-box;height:100vh;height:100dvh;max-width:720px;margin:0 auto;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)}@media(min-width:760px) and (min-height:560px){#chat{padding-block:32px}}.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.words{padding:48px 20px;text-align:center}h1{margin:0 0 12px;font-size:1.375rem;line-height:1.3}p{margin:0}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The chat of a site on a page of its own, to link to: `/chat/SITE_KEY`. The widget stands in it as it does in any page that asks for that. */
export function openPage(o: { fastify: FastifyInstance; entries: Entries; sites: Sites }): void {
  const hidden = { schema: { hide: true } };
  o.fastify.get<{ Params: { key: string } }>('/chat/:key', hidden, async (request, reply) => {
    const site = o.sites.byKey(request.params.key);
    const ours = URL.parse(o.entries.base(request.raw))?.origin.replace(/^http/, 'ws') ?? '';
    const voice = await voiceOf(site, wishesIn(request.headers['accept-language']));
    return site
      ? show(reply, { status: 200, policy: policy(ours), page: chat(site, voice) })
      : show(reply, { status: 404, policy: policy(''), page: nowhere(voice) });
  });
}

/** What the snippet needs on a strict page, and not more. */
function policy(socket: string): string {
  return `default-src 'none'; script-src 'self'; connect-src 'self' ${socket}; img-src 'self'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
}

function show(reply: FastifyReply, p: { status: number; policy: string; page: Markup }): FastifyReply {
  reply.header('content-security-policy', p.policy).header('x-frame-options', 'DENY');
  reply.header('cache-control', 'no-cache').header('vary', 'accept-language');
  return reply
    .code(p.status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${htmlOf(p.page)}`);
}

function chat(site: Site, { locale, dir, words }: Voice): Markup {
  const noScript = el('p', { class: 'words' }, words.pages.noScripts);
  return document(
    { lang: locale, dir, class: site.look.theme },
    site.name,
    el('main', { id: 'chat' }, el('h1', { class: 'hidden', dir: 'auto' }, site.name), el('noscript', {}, noScript)),
    el('script', { async: '', src: `/foyer/${site.key}.js`, 'data-inline': '#chat' }),
  );
}

function nowhere({ locale, dir, words: { pages } }: Voice): Markup {
  return document(
    { lang: locale, dir },
    pages.noChat,
    el('main', { class: 'words' }, el('h1', {}, pages.noChat), el('p', {}, pages.noChatMore)),
  );
}

function document(of: Record<string, string>, title: string, ...body: Markup[]): Markup {
  return el(
    'html',
    of,
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', {
        name: 'viewport',
        content: 'width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content',
      }),
      el('meta', { name: 'robots', content: 'noindex' }),
      el('title', {}, title),
      el('style', {}, STYLE),
    ),
    el('body', {}, body),
  );
}
