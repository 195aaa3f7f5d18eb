import type { Article, Block, Browsed, Card, Collection, Found } from '../../protocol/articles.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database.ts';
import type { Search } from '../search/search.ts';
import * as published from './store/published.ts';
import { revisionOf } from './store/revision.ts';
import { collectionsOf } from './store/shelves.ts';
import { headingsOf, plainOf } from './tree.ts';

/** Another process may have published something: what is here is at most this old. */
const COPY_LASTS_MS = 2_000;
const TEXTS_AT_ONCE = 100;
const SUGGESTED_AT_MOST = 3;

type Copy = {
  revision: number;
  rows: published.PublishedRow[];
  collections: Collection[];
  languages: string[];
  at: number;
};

export type Catalog = ReturnType<typeof openCatalog>;

/** What visitors can read: the published texts of each site, kept in memory without their bodies, and found by the search. */
export function openCatalog(o: { store: Store; search: Search; now: () => number }) {
  const { store, search, now } = o;
  const copies = new Map<string, Copy>();
  const loading = new Map<string, Promise<Copy>>();
  /** Up to which revision the search knows a site's language. */
  const known = new Map<string, string>();
  const teaching = new Map<string, Promise<void>>();

  return { browse, find, suggest, read, all, forget: (site: string) => void copies.delete(site) };

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
    const copy = await copyOf(p.site);
    const language = nearest(copy.languages, p.language);
    if (language === null) {
      if (p.settled) await missed({ ...p, language: p.language });
      return { ok: true, language, found: [] };
    }
    await teach(p.site, language, copy);
    const rows = new Map(copy.rows.filter((row) => row.language === language).map((row) => [row.article_id, row]));
    const hits = await search.find({ site: p.site, language }, p.words);
    const found = hits.flatMap(({ id, snippet }) => {
      const row = rows.get(id);
      return row ? [{ id, slug: row.slug, title: row.title, snippet }] : [];
    });
    if (found.length === 0 && p.settled) await missed({ ...p, language });
    return { ok: true, language, found };
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
      await teach(p.site, language, copy);
      const hits = await search.find({ site: p.site, language }, p.words);
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

  async function copyOf(site: string): Promise<Copy> {
    const copy = copies.get(site);
    const at = now();
    if (copy && at - copy.at < COPY_LASTS_MS && at >= copy.at) return copy;
    const under = loading.get(site);
    if (under) return under;
    const load = reload(site, copy).finally(() => loading.delete(site));
    loading.set(site, load);
    return load;
  }

  async function reload(site: string, before: Copy | undefined): Promise<Copy> {
    const at = now();
    const revision = await store.read(revisionOf, { site });
    if (before?.revision === revision) {
      before.at = at;
      copies.set(site, before);
      return before;
    }
    const [rows, collections] = await Promise.all([
      store.readLong(published.publishedOf, { site }),
      store.readLong(collectionsOf, { site }),
    ]);
    const languages = [...new Set(rows.map((row) => row.language))];
    const copy = { revision, rows, collections, languages, at };
    copies.set(site, copy);
    return copy;
  }

  /** Brings the search up to what there is. */
  async function teach(site: string, language: string, copy: Copy): Promise<void> {
    const place = `${site} ${language}`;
    const state = `${search.generation()} ${copy.revision}`;
    if (known.get(place) === state) return;
    const before = teaching.get(place) ?? Promise.resolve();
    const taught = before.then(async () => {
      if (known.get(place) === `${search.generation()} ${copy.revision}`) return;
      await tell({ site, language }, copy);
      known.set(place, `${search.generation()} ${copy.revision}`);
    });
    // The next one does not fail because this one did.
    teaching.set(
      place,
      taught.catch(() => {}),
    );
    await taught;
  }

  async function tell(place: { site: string; language: string }, copy: Copy): Promise<void> {
    const rows = copy.rows.filter((row) => row.language === place.language);
    const present = rows.map((row) => ({ id: row.article_id, version: row.number }));
    const lacking = new Set(await search.keep(place, present));
    const wanted = rows.filter((row) => lacking.has(row.article_id));
    for (let at = 0; at < wanted.length; at += TEXTS_AT_ONCE) {
      const some = wanted.slice(at, at + TEXTS_AT_ONCE);
      const trees = await store.readLong(published.treesOf, { articles: some.map((row) => row.article_id) });
      const entries = trees.flatMap((tree) => {
        const row = some.find((one) => one.article_id === tree.article_id && one.language === tree.language);
        if (!row || row.number !== tree.number) return [];
        const blocks = JSON.parse(tree.tree) as Block[];
        const { article_id: id, number: version, title, summary } = row;
        return [{ id, version, title, summary, headings: headingsOf(blocks), text: plainOf(blocks) }];
      });
      await search.put(place, entries);
    }
    await search.setSynonyms(place, await store.read(published.synonymsOf, place));
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

function cardOf({ article_id: id, slug, title, summary }: published.PublishedRow): Card {
  return { id, slug, title, summary };
}
