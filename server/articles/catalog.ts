import type { Article, Block, Browsed, Card, Found } from '../../protocol/articles.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Search } from '../search/search.ts';
import type { Hit } from '../search/shelf.ts';
import { type Copy, openCopies } from './copies.ts';
import * as published from './store/published.ts';
import { openTeaching } from './teaching.ts';

const SUGGESTED_AT_MOST = 3;

export type Catalog = ReturnType<typeof openCatalog>;

/** What visitors can read: the published texts of each site, kept in memory without their bodies, and found by the search. */
export function openCatalog(o: { store: Store; search: Search; now: () => number; sites(): readonly string[] }) {
  const { store, search, now } = o;
  const copies = openCopies({ store, now });
  const teaching = openTeaching({ store, search, copies, sites: o.sites });
  const { copyOf } = copies;

  return { browse, find, suggest, read, all, tryOut, changed, close: teaching.close };

  /** `less`: something is not to be seen any more. Nobody is to find it from now on; what is new is found a moment later. */
  function changed(site: string, what: 'more' | 'less'): void {
    if (what === 'less') copies.forget(site);
    else copies.outdate(site);
    teaching.stir(site);
  }

  /** Shelves and what stands on them, and what fits the page that the visitor is on. */
  async function browse(p: { site: string; language: string; page?: string }): Promise<{ ok: true } & Browsed> {
    const copy = await copyOf(p.site);
    const language = nearest(copy.languages, p.language);
    if (language === null) return { ok: true, language, suggested: [], shelves: [] };
    const rows = copy.rows.filter((row) => row.language === language);
    const shelf = (collection: string | null, title: string, description: string) => ({
      ...{ collection, title, description },
      articles: rows.filter((row) => row.collection_id === collection).map(cardOf),
    });
    const shelves = copy.collections.map(({ id, texts }) => {
      const named = nearest(
        texts.map((one) => one.language),
        language,
      );
      const text = texts.find((one) => one.language === named);
      return shelf(id, text?.title ?? '', text?.description ?? '');
    });
    const filled = [...shelves, shelf(null, '', '')].filter(({ articles }) => articles.length > 0);
    return { ok: true, language, suggested: fitting(rows, p.page), shelves: filled };
  }

  /** The best ten. `settled`: what is not found is kept for the owner to see. */
  async function find(p: {
    site: string;
    language: string;
    words: string;
    settled: boolean;
  }): Promise<{ ok: true; language: string | null; found: Found[] }> {
    const { language, rows, hits } = await look(p);
    if (hits.length === 0 && p.settled) await missed({ ...p, language: language ?? p.language });
    return { ok: true, language, found: foundIn(rows, hits) };
  }

  /** What a search finds now, and what it would find with other words that mean the same. Nothing of it is kept. */
  async function tryOut(p: {
    site: string;
    language: string;
    words: string;
    synonyms: string[][];
  }): Promise<{ before: Found[]; after: Found[] }> {
    const copy = await copyOf(p.site);
    const { site, language, words } = p;
    if (!copy.languages.includes(language)) return { before: [], after: [] };
    await teaching.teach(site, language, copy);
    const rows = copy.rows.filter((row) => row.language === language);
    const before = await search.find({ site, language }, words);
    const after = await search.find({ site, language }, words, p.synonyms);
    return { before: foundIn(rows, before), after: foundIn(rows, after) };
  }

  /** Searches what is known. Where that finds nothing, and there is something newer, it searches that. */
  async function look(p: { site: string; language: string; words: string }) {
    const lately = await copies.lately(p.site);
    const looked = await lookIn(lately, p);
    if (looked.hits.length > 0) return looked;
    const newest = await copyOf(p.site);
    const { language } = looked;
    if (newest.revision === lately.revision && (language === null || teaching.knows(p.site, language, newest))) {
      return looked;
    }
    if (language !== null) await teaching.teach(p.site, language, newest);
    return lookIn(newest, p);
  }

  async function lookIn(
    copy: Copy,
    { site, language: wanted, words }: { site: string; language: string; words: string },
  ) {
    const language = nearest(copy.languages, wanted);
    if (language === null) return { language, rows: [], hits: [] };
    if (!teaching.hasHeardOf(site, language)) await teaching.teach(site, language, copy);
    const rows = copy.rows.filter((row) => row.language === language);
    const known = new Set(rows.map((row) => row.article_id));
    const hits = (await search.find({ site, language }, words)).filter(({ id }) => known.has(id));
    return { language, rows, hits };
  }

  /** What may answer somebody before they ask: what the owner wants to be seen on a page, then what their words are surely about. */
  async function suggest(p: {
    site: string;
    language: string;
    page?: string | undefined;
    words?: string | undefined;
  }): Promise<{ ok: true; articles: Card[] }> {
    const copy = await copyOf(p.site);
    const language = nearest(copy.languages, p.language);
    if (language === null) return { ok: true, articles: [] };
    const rows = copy.rows.filter((row) => row.language === language);
    const cards = fitting(rows, p.page);
    if (p.words !== undefined) {
      const { hits } = await look({ ...p, language, words: p.words });
      const sure = hits.filter((hit) => hit.isSure).map(({ id }) => rows.find((row) => row.article_id === id));
      cards.push(...sure.flatMap((row) => (row ? [cardOf(row)] : [])));
    }
    const once = cards.filter(({ id }, at) => cards.findIndex((card) => card.id === id) === at);
    return { ok: true, articles: once.slice(0, SUGGESTED_AT_MOST) };
  }

  async function missed(p: { site: string; language: string; words: string }): Promise<void> {
    const words = p.words.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 100);
    // Whoever types an address looks for somebody, and we keep nobody's.
    if (words.length < 2 || words.includes('@') || /\d{5,}/.test(words)) return;
    await store.write(published.miss, { site: p.site, language: p.language, words, at: now() });
  }

  /** By its id, or by a name that it has or had. In another language where it is not there in this one. */
  async function read(p: {
    site: string;
    language: string;
    article: string;
  }): Promise<{ ok: true; article: Article } | Refused> {
    const copy = await copyOf(p.site);
    const id = copy.rows.some((row) => row.article_id === p.article)
      ? p.article
      : await store.read(published.bySlug, { site: p.site, language: p.language, slug: p.article.toLowerCase() });
    const own = copy.rows.filter((row) => row.article_id === id);
    const language = nearest(
      own.map((row) => row.language),
      p.language,
    );
    const row = own.find((one) => one.language === language);
    if (!row) return refuse('not_found');
    const trees = await store.read(published.treesOf, { articles: [row.article_id] });
    const tree = trees.find((one) => one.language === language)?.tree;
    if (tree === undefined) return refuse('not_found');
    return {
      ok: true,
      article: {
        ...cardOf(row),
        ...{ language: row.language, languages: own.map((one) => one.language), tree: JSON.parse(tree) as Block[] },
        ...{ collection: row.collection_id, publishedAt: row.published_at },
      },
    };
  }

  /** Everything that is published of a site, in all languages, without texts: for a site map. */
  async function all(site: string): Promise<published.PublishedRow[]> {
    return (await copyOf(site)).rows;
  }
}

/** The one that is wanted, one of the same language, English, or whichever there is. */
function nearest(languages: readonly string[], wanted: string): string | null {
  const [base] = wanted.split('-');
  return (
    languages.find((language) => language === wanted) ??
    languages.find((language) => language === base) ??
    languages.find((language) => language.split('-')[0] === base) ??
    languages.find((language) => language === 'en') ??
    languages[0] ??
    null
  );
}

/** What the owner wants to be seen on a page, the most exact first. */
function fitting(rows: readonly published.PublishedRow[], page: string | undefined): Card[] {
  if (page === undefined) return [];
  const path = page.split(/[?#]/)[0] as string;
  return rows
    .flatMap((row) => {
      const fits = (JSON.parse(row.pages) as string[]).filter((pattern) => isLike(path, pattern));
      return fits.length > 0 ? [{ row, exact: Math.max(...fits.map((pattern) => pattern.length)) }] : [];
    })
    .sort((a, b) => b.exact - a.exact)
    .slice(0, SUGGESTED_AT_MOST)
    .map(({ row }) => cardOf(row));
}

/** Whether a path is one that a pattern means: its parts between the stars come one after another. */
export function isLike(path: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  if (parts.length === 1) return path === pattern || path === `${pattern}/`;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    if (index === rest.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

function foundIn(rows: readonly published.PublishedRow[], hits: readonly Hit[]): Found[] {
  const byId = new Map(rows.map((row) => [row.article_id, row]));
  return hits.flatMap(({ id, snippet }) => {
    const row = byId.get(id);
    return row ? [{ id, slug: row.slug, title: row.title, snippet }] : [];
  });
}

function cardOf({ article_id: id, slug, title, summary }: published.PublishedRow): Card {
  return { id, slug, title, summary };
}
