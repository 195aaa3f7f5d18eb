import type * as protocol from '../../protocol/articles.ts';
import type { Outline, Standing, Version } from '../../protocol/articles.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Payload, StaffRequests } from '../../protocol/sockets.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import type { Jobs } from '../foundation/jobs/jobs.ts';
import { verdictOf } from './readers.ts';
import * as pictures from './store/pictures.ts';
import * as places from './store/places.ts';
import * as published from './store/published.ts';
import * as publishing from './store/publishing.ts';
import * as readers from './store/readers.ts';
import * as shelves from './store/shelves.ts';
import * as texts from './store/texts.ts';
import { slugOf } from './tree.ts';

type Asked<E extends keyof StaffRequests> = Payload<StaffRequests, E>;
type Of = { article: string; language: string };
/** What reads Markdown comes in with the first text: many sites have none. */
const reading = () => import('./reading.ts');
/** Until then a removed article can be brought back with its pictures. */
const REMOVED_KEEPS_PICTURES_MS = 30 * 24 * 3_600_000;
/** More are none of a text's. */
const PICTURES_AT_MOST = 200;

type Done<T extends object> = Promise<({ ok: true } & T) | Refused>;

export type Articles = Awaited<ReturnType<typeof openArticles>>;

/** What staff write for visitors to read: shelves of articles, per language, with every text that there was. */
export async function openArticles(o: {
  store: Store;
  jobs: Jobs;
  now: () => number;
  /** What visitors or staff see of a site's articles is another now. 'less': something is to be seen by fewer. */
  changed(site: string, what: 'more' | 'less'): void;
  /** Visitors can read another text of an article. */
  published(site: string, article: string): Promise<void>;
  /** Which site a conversation is on, as far as somebody may know of it. */
  siteOf(conversation: string, scope: Scope): Promise<string | undefined>;
  /** Those among some pictures that articles of the site may show. */
  picturesOf(site: string, pictures: readonly string[]): Promise<readonly string[]>;
}) {
  const { store, jobs, now } = o;
  jobs.handle('articles:publish', async ({ about }) => {
    const { article, due } = about as { article: string; due: number };
    const site = await store.write(publishing.publishDue, { article, due, at: now() });
    if (site !== null) {
      o.changed(site, 'more');
      await o.published(site, article);
    }
    return 'done';
  });

  return {
    ...{ list, get, save, place, publish, unpublish, matched, remove, bringBack, versions, version, restore, preview },
    ...{ saveCollection, removeCollection, missed, dropMissed, heldAmong, isPublished },
  };

  async function list(site: string, scope: Scope): Done<{ collections: protocol.Collection[]; articles: Outline[] }> {
    if (!scope.includes(site)) return refuse('not_found');
    const [collections, { articles, texts: all }, verdicts] = await Promise.all([
      store.readLong(shelves.collectionsOf, { site }),
      store.readLong(shelves.outlinesOf, { site }),
      store.readLong(readers.verdictsOfSite, { site }),
    ]);
    const byArticle = Map.groupBy(all, (text) => text.article_id);
    const said = Map.groupBy(verdicts, (row) => row.article_id);
    return {
      ok: true,
      collections,
      articles: articles.map((row) => outlineOf(row, byArticle.get(row.id) ?? [], said.get(row.id) ?? [])),
    };
  }

  /** The newest text in a language. */
  async function get(
    p: Of,
    scope: Scope,
  ): Done<{ article: Outline; text: Version; edits: number; tree: protocol.Block[] }> {
    const article = await reached(p.article, scope);
    const text = article && (await store.read(texts.textOf, p));
    const version = text && (await store.read(texts.versionOf, { ...p, number: text.draft }));
    if (!article || !text || !version) return refuse('not_found');
    const outline = await outlined(article);
    return { ok: true, article: outline, text: shown(version), edits: text.edits, tree: treeIn(version) };
  }

  async function save(
    p: Asked<'articles:save'> & { apart?: boolean },
    by: string,
    scope: Scope,
  ): ReturnType<typeof get> {
    if (!scope.includes(p.site)) return refuse('not_found');
    if (p.conversation !== undefined && (await o.siteOf(p.conversation, scope)) !== p.site) {
      return refuse('not_found', { field: 'conversation' });
    }
    const at = now();
    const { treeOf, picturesIn } = await reading();
    const shown = await o.picturesOf(p.site, picturesIn(p.body).slice(0, PICTURES_AT_MOST));
    const said = {
      title: p.title.trim(),
      summary: p.summary.trim(),
      body: p.body,
      tree: JSON.stringify(treeOf(p.body, (picture) => shown.includes(picture))),
      pictures: shown,
    };
    const done = await store.write(texts.write, { ...p, ...said, by, at, fresh: newId(at) });
    if (done === 'conflict') return refuse('conflict', { detail: 'somebody else wrote here in the meantime' });
    if (done === 'not_found') return refuse('not_found');
    o.changed(p.site, 'more');
    return get(p, scope);
  }

  async function place(p: Asked<'articles:place'>, scope: Scope): Done<{ article: Outline }> {
    if (!(await reached(p.article, scope))) return refuse('not_found');
    const pages = p.pages && JSON.stringify([...new Set(p.pages)]);
    const done = await store.write(places.place, { ...p, ...(pages === undefined ? {} : { pages }) } as places.Placing);
    if (done === 'not_found') return refuse('not_found', { field: 'collection' });
    return told(p.article, scope, 'less');
  }

  /** Shows the newest text to visitors, now or at a time. Without a slug it keeps the one that it has, or gets one from its title. */
  async function publish(p: Asked<'articles:publish'>, scope: Scope): Done<{ article: Outline }> {
    const article = await reached(p.article, scope);
    const text = article && (await store.read(texts.textOf, p));
    const version = text && (await store.read(texts.versionOf, { ...p, number: text.draft }));
    if (!version) return refuse('not_found');
    const at = now();
    const due = p.at !== null && p.at > at ? p.at : null;
    const slug = p.slug?.toLowerCase() ?? text.slug ?? (slugOf(version.title) || p.article.slice(0, 8));
    const make = (name: string) =>
      store.write(publishing.publish, { article: p.article, language: p.language, slug: name, at, due });
    let done = await make(slug);
    // A name that nobody chose gives way to one that is taken.
    if (done === 'taken' && p.slug === undefined) done = await make(`${slug.slice(0, 90)}-${p.article.slice(-4)}`);
    if (done === 'taken') return refuse('conflict', { field: 'slug', detail: 'leads to another article' });
    if (done === 'not_found') return refuse('not_found');
    if (due !== null) {
      const about = { article: p.article, due };
      await jobs.add([{ kind: 'articles:publish', key: `${p.article} ${due}`, about, due }]);
    } else await o.published(article.site_id, p.article);
    return told(p.article, scope, 'more');
  }

  async function unpublish(p: Of, scope: Scope): Done<{ article: Outline }> {
    const done = (await reached(p.article, scope)) && (await store.write(publishing.unpublish, p));
    return done ? told(p.article, scope, 'less') : refuse('not_found');
  }

  /** A translation says what its original says. */
  async function matched(p: Of, scope: Scope): Done<{ article: Outline }> {
    const done = (await reached(p.article, scope)) && (await store.write(texts.match, p));
    return done ? told(p.article, scope, 'more') : refuse('not_found');
  }

  async function remove(p: { article: string }, scope: Scope): Done<object> {
    const article = await reached(p.article, scope);
    if (!article || !(await store.write(places.remove, { ...p, at: now() }))) return refuse('not_found');
    o.changed(article.site_id, 'less');
    return { ok: true };
  }

  async function bringBack(p: { article: string }, scope: Scope): Done<{ article: Outline }> {
    const site = await store.read(texts.siteOf, p);
    if (site === null || !scope.includes(site)) return refuse('not_found');
    await store.write(places.bringBack, p);
    return told(p.article, scope, 'more');
  }

  async function versions(p: Of, scope: Scope): Done<{ versions: protocol.VersionOutline[] }> {
    const text = (await reached(p.article, scope)) && (await store.read(texts.textOf, p));
    if (!text) return refuse('not_found');
    const rows = await store.readLong(texts.versionsOf, p);
    return {
      ok: true,
      versions: rows.map(({ number, title, by_id, at }) => ({
        number,
        title,
        by: by_id,
        at,
        published: number === text.published,
      })),
    };
  }

  async function version(p: Of & { number: number }, scope: Scope): Done<{ text: Version; tree: protocol.Block[] }> {
    const row = (await reached(p.article, scope)) && (await store.read(texts.versionOf, p));
    return row ? { ok: true, text: shown(row), tree: treeIn(row) } : refuse('not_found');
  }

  /** The newest text says again what an older one said: a version of its own, so that nothing is lost. */
  async function restore(p: Of & { number: number }, by: string, scope: Scope): ReturnType<typeof get> {
    const article = await reached(p.article, scope);
    const [row, text] = article
      ? await Promise.all([store.read(texts.versionOf, p), store.read(texts.textOf, p)])
      : [null, null];
    if (!article || !row || !text) return refuse('not_found');
    const { title, summary, body } = row;
    const { article: id, language } = p;
    return save(
      { site: article.site_id, article: id, language, edits: text.edits, title, summary, body, apart: true },
      by,
      scope,
    );
  }

  async function preview(body: string): Promise<{ ok: true; tree: protocol.Block[] }> {
    return { ok: true, tree: (await reading()).treeOf(body) };
  }

  /** The pictures among some files that an article shows, in whatever text of it. */
  async function heldAmong(files: readonly string[]): Promise<readonly string[]> {
    return store.readLong(pictures.heldAmong, { files, removedSince: now() - REMOVED_KEEPS_PICTURES_MS });
  }

  /** Whether visitors can read an article that shows a picture. */
  async function isPublished(picture: string): Promise<boolean> {
    return store.read(pictures.isPublished, { file: picture });
  }

  async function saveCollection(
    p: Asked<'articles:save-collection'>,
    scope: Scope,
  ): Done<{ collection: protocol.Collection }> {
    if (!scope.includes(p.site)) return refuse('not_found');
    const { texts: names, ...rest } = p;
    const twice = names.findIndex(({ language }, at) => names.findIndex((one) => one.language === language) < at);
    if (twice >= 0) return refuse('bad_input', { field: `texts.${twice}.language`, detail: 'stands there twice' });
    const done = await store.write(shelves.shelve, { ...rest, texts: JSON.stringify(names) } as shelves.Shelving);
    if (done === 'not_found') return refuse('not_found');
    o.changed(p.site, 'more');
    return { ok: true, collection: { id: p.collection, texts: names } };
  }

  async function removeCollection(p: { collection: string }, scope: Scope): Done<object> {
    const site = await store.read(shelves.siteOfCollection, p);
    if (site === null || !scope.includes(site) || !(await store.write(shelves.unshelve, p))) return refuse('not_found');
    o.changed(site, 'more');
    return { ok: true };
  }

  async function missed(site: string, scope: Scope): Done<{ missed: protocol.Missed[] }> {
    if (!scope.includes(site)) return refuse('not_found');
    const rows = await store.readLong(published.missesOf, { site });
    return { ok: true, missed: rows.map(({ last_at, ...row }) => ({ ...row, lastAt: last_at })) };
  }

  async function dropMissed(p: Asked<'articles:drop-missed'>, scope: Scope): Done<object> {
    const gone = scope.includes(p.site) && (await store.write(published.forget, p));
    if (!gone) return refuse('not_found');
    o.changed(p.site, 'more');
    return { ok: true };
  }

  async function reached(article: string, scope: Scope): Promise<texts.ArticleRow | null> {
    const row = await store.read(texts.articleOf, { article });
    return row && scope.includes(row.site_id) ? row : null;
  }

  async function told(article: string, scope: Scope, what: 'more' | 'less'): Done<{ article: Outline }> {
    const row = await reached(article, scope);
    if (!row) return refuse('not_found');
    o.changed(row.site_id, what);
    return { ok: true, article: await outlined(row) };
  }

  async function outlined(row: texts.ArticleRow): Promise<Outline> {
    const [all, verdicts] = await Promise.all([
      store.read(shelves.textsOf, { article: row.id }),
      store.readLong(readers.verdictsOf, { article: row.id }),
    ]);
    return outlineOf(row, all, verdicts);
  }
}

function outlineOf(
  row: texts.ArticleRow,
  all: readonly shelves.OutlineRow[],
  verdicts: Parameters<typeof verdictOf>[0],
): Outline {
  const original = all.find(({ language }) => language === row.language);
  return {
    ...{ id: row.id, site: row.site_id, collection: row.collection_id, audience: row.audience, language: row.language },
    pages: JSON.parse(row.pages) as string[],
    standings: all.map((text) => standingOf(text, original)),
    helped: verdictOf(verdicts),
    conversation: row.conversation_id,
  };
}

function standingOf(text: shelves.OutlineRow, original: shelves.OutlineRow | undefined): Standing {
  const state = text.published === null ? 'draft' : text.published === text.draft ? 'published' : 'changed';
  return {
    ...{ language: text.language, title: text.title, slug: text.slug, state },
    ...{ publishAt: text.publish_at, publishedAt: text.published_at, changedAt: text.changed_at },
    stale: text !== original && (original?.draft ?? 0) > (text.matches ?? 0),
  };
}

function shown({ number, title, summary, body, by_id, at }: texts.VersionRow): Version {
  return { number, title, summary, body, by: by_id, at };
}

function treeIn({ tree }: texts.VersionRow): protocol.Block[] {
  return JSON.parse(tree) as protocol.Block[];
}
