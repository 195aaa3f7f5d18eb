import { all, one, type Row, run, update, type Work } from '../../foundation/database/database.ts';
import { raise } from './revision.ts';
import { type ArticleRow, articleOf, lockArticle } from './texts.ts';

export type Placing = {
  article: string;
  collection?: string | null;
  audience?: 'public' | 'internal';
  pages?: string;
  after?: string | null;
};

/** Puts an article on another shelf or place, or before other readers. */
export function* place(p: Placing): Work<'done' | 'not_found'> {
  const article = yield* lockArticle(p.article);
  if (!article) return 'not_found';
  if (p.collection) {
    const shelf = yield* one<{ site_id: string }>('select site_id from collections where id = $1', p.collection);
    if (shelf?.site_id !== article.site_id) return 'not_found';
  }
  if (p.after !== undefined) yield* reorder(article, p.after);
  const collection_id = p.collection === undefined ? article.collection_id : p.collection;
  const row: Row = {
    id: article.id,
    collection_id,
    audience: p.audience ?? article.audience,
    pages: p.pages ?? article.pages,
  };
  yield* update('articles', 'id', [row]);
  yield* raise(article.site_id);
  return 'done';
}

/** Numbers the articles of a site anew, with one of them behind another. */
function* reorder(article: ArticleRow, after: string | null): Work<void> {
  const rows = yield* all<{ id: string }>(
    'select id from articles where site_id = $1 and id <> $2 and removed_at is null order by position, id',
    article.site_id,
    article.id,
  );
  const ids = rows.map(({ id }) => id);
  ids.splice(after === null ? 0 : ids.indexOf(after) + 1 || ids.length, 0, article.id);
  yield* update(
    'articles',
    'id',
    ids.map((id, index) => ({ id, position: index + 1 })),
  );
}

export function* remove(p: { article: string; at: number }): Work<boolean> {
  const article = yield* lockArticle(p.article);
  if (!article) return false;
  yield* run('update articles set removed_at = $2 where id = $1', p.article, p.at);
  yield* raise(article.site_id);
  return true;
}

export function* bringBack(p: { article: string }): Work<boolean> {
  const changed = yield* run('update articles set removed_at = null where id = $1', p.article);
  const article = yield* articleOf(p);
  if (article) yield* raise(article.site_id);
  return changed > 0;
}
