import { all, one, run, type Work } from '../../foundation/database/database.ts';
import { raise } from './revision.ts';
import { lockArticle, TEXT, type TextRow, textOf } from './texts.ts';

export type Publishing = { article: string; language: string; slug: string; at: number };

/**
 * Shows visitors the newest text, or has it shown later. The slug that it had leads on. 'taken': another article of the site has, or had, the
 * slug in this language.
 */
export function* publish(p: Publishing & { due: number | null }): Work<'done' | 'taken' | 'not_found'> {
  const article = yield* lockArticle(p.article);
  const text = article && (yield* textOf(p));
  if (!text) return 'not_found';
  const key = [article.site_id, p.language, p.slug];
  yield* run(
    `insert into article_slugs (site_id, language, slug, article_id) values ($1, $2, $3, $4)
     on conflict (site_id, language, slug) do nothing`,
    ...[...key, p.article],
  );
  const holder = yield* one<{ article_id: string }>(
    'select article_id from article_slugs where site_id = $1 and language = $2 and slug = $3',
    ...key,
  );
  if (holder?.article_id !== p.article) return 'taken';
  if (p.due === null) yield* show(article.site_id, { ...p, number: text.draft });
  else {
    yield* run(
      'update article_texts set slug = $3, publish_at = $4, publish_number = $5 where article_id = $1 and language = $2',
      ...[p.article, p.language, p.slug, p.due, text.draft],
    );
    // Until then it has to stay as it is.
    yield* freeze({ ...p, number: text.draft });
  }
  return 'done';
}

/** Publishes the texts of an article that are due then, if nobody decided otherwise since. */
export function* publishDue(p: { article: string; due: number; at: number }): Work<string | null> {
  const article = yield* lockArticle(p.article);
  if (!article) return null;
  const texts = yield* all<TextRow>(
    `select ${TEXT} from article_texts where article_id = $1 and publish_at = $2 order by language`,
    p.article,
    p.due,
  );
  for (const { language, slug, publish_number: number } of texts) {
    if (slug !== null && number !== null) {
      yield* show(article.site_id, { article: p.article, language, slug, number, at: p.at });
    }
  }
  return texts.length > 0 ? article.site_id : null;
}

function* show(site: string, p: Publishing & { number: number }): Work<void> {
  yield* run(
    `update article_texts set published = $3, slug = $4, published_at = $5, publish_at = null, publish_number = null
     where article_id = $1 and language = $2`,
    ...[p.article, p.language, p.number, p.slug, p.at],
  );
  yield* freeze(p);
  yield* raise(site);
}

function* freeze(p: { article: string; language: string; number: number }): Work<void> {
  yield* run(
    'update article_versions set was_published = 1 where article_id = $1 and language = $2 and number = $3',
    ...[p.article, p.language, p.number],
  );
}

/** Visitors do not see this text any more, and it is not published later either. */
export function* unpublish(p: { article: string; language: string }): Work<boolean> {
  const article = yield* lockArticle(p.article);
  if (!article) return false;
  const changed = yield* run(
    'update article_texts set published = null, publish_at = null, publish_number = null where article_id = $1 and language = $2',
    p.article,
    p.language,
  );
  if (changed > 0) yield* raise(article.site_id);
  return changed > 0;
}
