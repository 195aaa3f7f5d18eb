import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';
import { show } from './pictures.ts';

export type ArticleRow = {
  id: string;
  site_id: string;
  collection_id: string | null;
  audience: 'public' | 'internal';
  language: string;
  position: number;
  pages: string;
  conversation_id: string | null;
};
export type TextRow = {
  article_id: string;
  language: string;
  edits: number;
  draft: number;
  published: number | null;
  slug: string | null;
  publish_at: number | null;
  publish_number: number | null;
  published_at: number | null;
  changed_at: number;
  matches: number | null;
};
export type VersionRow = {
  number: number;
  title: string;
  summary: string;
  body: string;
  tree: string;
  by_id: string | null;
  at: number;
  was_published: number;
};

export const ARTICLE = 'id, site_id, collection_id, audience, language, position, pages, conversation_id';
export const TEXT =
  'article_id, language, edits, draft, published, slug, publish_at, publish_number, published_at, changed_at, matches';
const VERSION = 'number, title, summary, body, tree, by_id, at, was_published';

/** What one writes within a quarter of an hour is one version, unless it was published in between. */
const ONE_VERSION_MS = 15 * 60_000;

export type Writing = {
  site: string;
  article: string;
  language: string;
  edits: number;
  title: string;
  summary: string;
  body: string;
  tree: string;
  /** The files that it shows. */
  pictures: readonly string[];
  by: string;
  at: number;
  fresh: string;
  /** What a new one is begun from. */
  conversation?: string | undefined;
  /** It takes no earlier text's place, however short ago that was written. */
  apart?: boolean;
};

/** The article that is not removed, locked, its site before it: places and names are given under that one's lock. */
export function* lockArticle(id: string): Work<ArticleRow | undefined> {
  const found = yield* articleOf({ article: id });
  if (!found) return undefined;
  yield* one('select id from sites where id = $1 for update', found.site_id);
  return yield* one<ArticleRow>(`select ${ARTICLE} from articles where id = $1 and removed_at is null for update`, id);
}

export function* articleOf(p: { article: string }): Work<ArticleRow | null> {
  const row = yield* one<ArticleRow>(`select ${ARTICLE} from articles where id = $1 and removed_at is null`, p.article);
  return row ?? null;
}

/** Also of one that was removed. */
export function* siteOf(p: { article: string }): Work<string | null> {
  const row = yield* one<{ site_id: string }>('select site_id from articles where id = $1', p.article);
  return row?.site_id ?? null;
}

export function* textOf(p: { article: string; language: string }): Work<TextRow | null> {
  const row = yield* one<TextRow>(
    `select ${TEXT} from article_texts where article_id = $1 and language = $2`,
    p.article,
    p.language,
  );
  return row ?? null;
}

export function* versionOf(p: { article: string; language: string; number: number }): Work<VersionRow | null> {
  const row = yield* one<VersionRow>(
    `select ${VERSION} from article_versions where article_id = $1 and language = $2 and number = $3`,
    ...[p.article, p.language, p.number],
  );
  return row ?? null;
}

export function* versionsOf(p: {
  article: string;
  language: string;
}): Work<Omit<VersionRow, 'body' | 'tree' | 'summary'>[]> {
  return yield* all(
    `select number, title, by_id, at, was_published from article_versions
     where article_id = $1 and language = $2 order by number desc limit 500`,
    p.article,
    p.language,
  );
}

/** Writes a text down. 'conflict': somebody else wrote in between, or the article is another site's. */
export function* write(p: Writing): Work<'done' | 'conflict' | 'not_found'> {
  yield* one('select id from sites where id = $1 for update', p.site);
  const known = yield* one<ArticleRow & { removed_at: number | null }>(
    `select ${ARTICLE}, removed_at from articles where id = $1 for update`,
    p.article,
  );
  if (known && (known.site_id !== p.site || known.removed_at !== null)) return 'not_found';
  if (!known) yield* begin(p);
  const original = known?.language ?? p.language;
  const before = yield* textOf(p);
  if ((before?.edits ?? 0) !== p.edits) return 'conflict';
  const last = before ? yield* versionOf({ ...p, number: before.draft }) : null;
  const goesOn =
    !p.apart &&
    last !== null &&
    last.by_id === p.by &&
    last.was_published === 0 &&
    p.at - last.at < ONE_VERSION_MS &&
    last.at <= p.at;
  const number = (last?.number ?? 0) + (goesOn ? 0 : 1);
  const said = { title: p.title, summary: p.summary, body: p.body, tree: p.tree };
  if (goesOn) {
    yield* run(
      `update article_versions set title = $4, summary = $5, body = $6, tree = $7
       where article_id = $1 and language = $2 and number = $3`,
      ...[p.article, p.language, number, said.title, said.summary, said.body, said.tree],
    );
  } else {
    yield* insert('article_versions', [
      {
        id: p.fresh,
        article_id: p.article,
        language: p.language,
        number,
        ...said,
        by_id: p.by,
        at: p.at,
        was_published: 0,
      },
    ]);
  }
  yield* show({ ...p, number });
  const source = original === p.language ? null : yield* textOf({ article: p.article, language: original });
  const row = { edits: p.edits + 1, draft: number, changed_at: p.at };
  if (before) {
    // What is to be published later is what was there when that was decided.
    yield* run(
      'update article_texts set edits = $3, draft = $4, changed_at = $5, matches = $6 where article_id = $1 and language = $2',
      ...[p.article, p.language, row.edits, row.draft, row.changed_at, source?.draft ?? null],
    );
  } else {
    yield* insert('article_texts', [
      {
        ...{ article_id: p.article, language: p.language, ...row, published: null, slug: null, publish_at: null },
        ...{ publish_number: null, published_at: null, matches: source?.draft ?? null },
      },
    ]);
  }
  return 'done';
}

function* begin(p: Writing): Work<void> {
  const last = yield* one<{ position: number | null }>(
    'select max(position) as position from articles where site_id = $1',
    p.site,
  );
  yield* insert('articles', [
    {
      ...{ id: p.article, site_id: p.site, collection_id: null, audience: 'public', language: p.language },
      ...{ position: (last?.position ?? 0) + 1, pages: '[]', created_at: p.at, removed_at: null },
      conversation_id: p.conversation ?? null,
    },
  ]);
}

/** A translation says what its original says now. */
export function* match(p: { article: string; language: string }): Work<boolean> {
  const article = yield* lockArticle(p.article);
  const original = article && (yield* textOf({ article: p.article, language: article.language }));
  if (!original || article.language === p.language) return false;
  const changed = yield* run(
    'update article_texts set matches = $3 where article_id = $1 and language = $2',
    ...[p.article, p.language, original.draft],
  );
  return changed > 0;
}
