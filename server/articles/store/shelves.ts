import type { Collection } from '../../../protocol/articles.ts';
import { all, insert, one, run, update, type Work } from '../../foundation/database/database.ts';
import { raise } from './revision.ts';
import { ARTICLE, type ArticleRow, type TextRow } from './texts.ts';

type CollectionRow = { id: string; site_id: string; position: number; texts: string };

export function* collectionsOf(p: { site: string }): Work<Collection[]> {
  const rows = yield* all<CollectionRow>(
    'select id, site_id, position, texts from collections where site_id = $1 order by position, id',
    p.site,
  );
  return rows.map(({ id, texts }) => ({ id, texts: JSON.parse(texts) as Collection['texts'] }));
}

export type OutlineRow = TextRow & { title: string };

/** All articles of a site, and how each stands in each language. */
export function* outlinesOf(p: { site: string }): Work<{ articles: ArticleRow[]; texts: OutlineRow[] }> {
  const articles = yield* all<ArticleRow>(
    `select ${ARTICLE} from articles where site_id = $1 and removed_at is null order by position, id`,
    p.site,
  );
  const texts = yield* all<OutlineRow>(
    `select t.article_id, t.language, t.edits, t.draft, t.published, t.slug, t.publish_at, t.publish_number, t.published_at,
       t.changed_at, t.matches, v.title
     from article_texts t
     join articles a on a.id = t.article_id
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.draft
     where a.site_id = $1 and a.removed_at is null order by t.language`,
    p.site,
  );
  return { articles, texts };
}

export function* textsOf(p: { article: string }): Work<OutlineRow[]> {
  return yield* all<OutlineRow>(
    `select t.article_id, t.language, t.edits, t.draft, t.published, t.slug, t.publish_at, t.publish_number, t.published_at,
       t.changed_at, t.matches, v.title
     from article_texts t
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.draft
     where t.article_id = $1 order by t.language`,
    p.article,
  );
}

export function* siteOfCollection(p: { collection: string }): Work<string | null> {
  const row = yield* one<{ site_id: string }>('select site_id from collections where id = $1', p.collection);
  return row?.site_id ?? null;
}

export type Shelving = { site: string; collection: string; texts: string; after?: string | null };

/** Makes a collection or changes it. 'not_found': the id is that of another site's. */
export function* shelve(p: Shelving): Work<'done' | 'not_found'> {
  yield* one('select id from sites where id = $1 for update', p.site);
  const rows = yield* all<CollectionRow>(
    'select id, site_id, position, texts from collections where site_id = $1 order by position, id',
    p.site,
  );
  const known = rows.find(({ id }) => id === p.collection);
  if (!known) {
    if ((yield* siteOfCollection(p)) !== null) return 'not_found';
    const { collection: id, site: site_id, texts } = p;
    yield* insert('collections', [{ id, site_id, position: (rows.at(-1)?.position ?? 0) + 1, texts }]);
  } else {
    yield* run('update collections set texts = $2 where id = $1', p.collection, p.texts);
  }
  if (p.after !== undefined) {
    const ids = rows.map(({ id }) => id).filter((id) => id !== p.collection);
    ids.splice(p.after === null ? 0 : ids.indexOf(p.after) + 1 || ids.length, 0, p.collection);
    yield* update(
      'collections',
      'id',
      ids.map((id, index) => ({ id, position: index + 1 })),
    );
  }
  yield* raise(p.site);
  return 'done';
}

/** Takes a shelf away; what stood on it stands on none. */
export function* unshelve(p: { collection: string }): Work<boolean> {
  const site = yield* siteOfCollection(p);
  if (site === null) return false;
  yield* one('select id from sites where id = $1 for update', site);
  yield* run('update articles set collection_id = null where collection_id = $1', p.collection);
  yield* run('delete from collections where id = $1', p.collection);
  yield* raise(site);
  return true;
}
