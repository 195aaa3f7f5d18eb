import { places } from '../../protocol/portal.ts';
import { el, htmlOf, type Markup } from '../foundation/markup.ts';
import type { Portal } from './portal.ts';

/** As many addresses as one site map may hold (sitemaps.org). */
const MAPPED_AT_MOST = 50_000;
const NEWEST = 30;
const XML = '<?xml version="1.0" encoding="UTF-8"?>';

/** Every page of a help centre, for search engines. `origin` is what its paths begin below. */
export async function siteMap(portal: Portal, site: string, origin: string): Promise<string> {
  const [languages, rows, hasBoard] = await Promise.all([
    portal.languagesOf(site),
    portal.published(site),
    portal.hasBoard(site),
  ]);
  const fronts = languages.map((language) => place(origin + places.front(language)));
  const shelves = await Promise.all(
    languages.map(async (language) =>
      (await portal.shelves(site, language)).map(({ name }) => place(origin + places.collection(language, name))),
    ),
  );
  const byArticle = Map.groupBy(rows, (row) => row.article_id);
  const articles = rows.map(({ article_id: id, language, slug, published_at: at }) => {
    const versions = byArticle.get(id) ?? [];
    const links = versions.map((one) =>
      el('xhtml:link', {
        rel: 'alternate',
        hreflang: one.language,
        href: origin + places.article(one.language, one.slug),
      }),
    );
    const changed = el('lastmod', {}, new Date(at).toISOString());
    return place(origin + places.article(language, slug), changed, ...(versions.length > 1 ? links : []));
  });
  const boards = hasBoard ? languages.map((language) => place(origin + places.ideas(language))) : [];
  const all = [...fronts, ...boards, ...shelves.flat(), ...articles].slice(0, MAPPED_AT_MOST);
  const names = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9', 'xmlns:xhtml': 'http://www.w3.org/1999/xhtml' };
  return XML + htmlOf(el('urlset', names, all));
}

function place(address: string, ...more: Markup[]): Markup {
  return el('url', {}, el('loc', {}, address), ...more);
}

/** The articles that were published last in a language, as RSS 2.0. */
export async function feedOf(
  portal: Portal,
  site: { id: string; name: string },
  language: string,
  origin: string,
): Promise<string> {
  const rows = (await portal.published(site.id))
    .filter((row) => row.language === language)
    .sort((a, b) => b.published_at - a.published_at)
    .slice(0, NEWEST);
  const items = rows.map(({ article_id: id, slug, title, summary, published_at: at }) =>
    el(
      'item',
      {},
      el('title', {}, title),
      el('link', {}, origin + places.article(language, slug)),
      el('guid', { isPermaLink: 'false' }, `${id} ${language}`),
      el('pubDate', {}, new Date(at).toUTCString()),
      el('description', {}, summary),
    ),
  );
  const self = { rel: 'self', type: 'application/rss+xml', href: origin + places.feed(language) };
  const head = [
    el('title', {}, site.name),
    el('link', {}, origin + places.front(language)),
    el('description', {}, site.name),
    el('language', {}, language),
    el('atom:link', self),
  ];
  const names = { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' };
  return XML + htmlOf(el('rss', names, el('channel', {}, head, items)));
}
