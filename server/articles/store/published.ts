import { all, one, run, type Work } from '../../foundation/database/database.ts';
import { raise } from './revision.ts';

export type PublishedRow = {
  article_id: string;
  language: string;
  number: number;
  slug: string;
  published_at: number;
  title: string;
  summary: string;
  collection_id: string | null;
  pages: string;
};

/** What visitors can read of a site, in the order in which it stands there, without its texts. */
export function* publishedOf(p: { site: string }): Work<PublishedRow[]> {
  return yield* all<PublishedRow>(
    `select t.article_id, t.language, t.published as number, t.slug, t.published_at, v.title, v.summary, a.collection_id, a.pages
     from article_texts t
     join articles a on a.id = t.article_id
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.published
     where a.site_id = $1 and a.removed_at is null and a.audience = 'public' and t.published is not null
     order by a.position, a.id, t.language`,
    p.site,
  );
}

type TreeRow = { article_id: string; language: string; number: number; tree: string };

/** The trees of some published texts, by article. */
export function* treesOf(p: { articles: string[] }): Work<TreeRow[]> {
  return yield* all<TreeRow>(
    `select t.article_id, t.language, t.published as number, v.tree
     from article_texts t
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.published
     where t.article_id = any($1) and t.published is not null`,
    p.articles,
  );
}

/** Which article has or had a name, in any language where it is not in the one that is asked for. */
export function* bySlug(p: { site: string; language: string; slug: string }): Work<string | null> {
  const rows = yield* all<{ article_id: string; language: string }>(
    'select article_id, language from article_slugs where site_id = $1 and slug = $2 order by language',
    p.site,
    p.slug,
  );
  return (rows.find(({ language }) => language === p.language) ?? rows[0])?.article_id ?? null;
}

export function* synonymsOf(p: { site: string; language: string }): Work<string[][]> {
  const row = yield* one<{ groups: string }>(
    'select groups from article_synonyms where site_id = $1 and language = $2',
    p.site,
    p.language,
  );
  return row ? (JSON.parse(row.groups) as string[][]) : [];
}

type SettingSynonyms = { site: string; language: string; groups: string; before?: string | undefined };

/** Takes the place of what is there; false: that is not `before` any more. */
export function* setSynonyms(p: SettingSynonyms): Work<boolean> {
  // Raised first: who sets them at the same moment waits here.
  yield* raise(p.site);
  if (p.before !== undefined && JSON.stringify(yield* synonymsOf(p)) !== p.before) return false;
  yield* run(
    `insert into article_synonyms (site_id, language, groups) values ($1, $2, $3)
     on conflict (site_id, language) do update set groups = excluded.groups`,
    ...[p.site, p.language, p.groups],
  );
  return true;
}

type MissRow = { words: string; language: string; times: number; last_at: number };
/** What was wanted least is forgotten first. */
const MOST_MISSES = 1_000;

export function* miss(p: { site: string; language: string; words: string; at: number }): Work<void> {
  yield* run(
    `insert into article_misses (site_id, language, words, times, last_at) values ($1, $2, $3, 1, $4)
     on conflict (site_id, language, words) do update set times = article_misses.times + 1, last_at = excluded.last_at`,
    ...[p.site, p.language, p.words, p.at],
  );
  const { many = 0 } =
    (yield* one<{ many: number }>('select count(*) as many from article_misses where site_id = $1', p.site)) ?? {};
  if (many <= MOST_MISSES) return;
  const [least] = yield* all<MissRow>(
    'select words, language, times, last_at from article_misses where site_id = $1 and last_at < $2 order by times, last_at limit 1',
    ...[p.site, p.at],
  );
  if (least) yield* forget({ site: p.site, language: least.language, words: least.words });
}

export function* missesOf(p: { site: string }): Work<MissRow[]> {
  return yield* all<MissRow>(
    `select words, language, times, last_at from article_misses where site_id = $1
     order by times desc, last_at desc, words limit 200`,
    p.site,
  );
}

export function* forget(p: { site: string; language: string; words: string }): Work<boolean> {
  const gone = yield* run(
    'delete from article_misses where site_id = $1 and language = $2 and words = $3',
    ...[p.site, p.language, p.words],
  );
  return gone > 0;
}
