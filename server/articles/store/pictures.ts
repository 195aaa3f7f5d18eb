import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';

type Text = { article: string; language: string; number: number };

/** The pictures of a text are these. */
export function* show(p: Text & { pictures: readonly string[] }): Work<void> {
  yield* run(
    'delete from article_pictures where article_id = $1 and language = $2 and number = $3',
    ...[p.article, p.language, p.number],
  );
  const rows = p.pictures.map((file_id) => ({
    ...{ article_id: p.article, language: p.language, number: p.number, file_id },
  }));
  if (rows.length > 0) yield* insert('article_pictures', rows);
}

/** Those that a text shows, be it an old one or not published. Those of articles that were removed before then count no more. */
export function* heldAmong(p: { files: readonly string[]; removedSince: number }): Work<string[]> {
  const rows = yield* all<{ file_id: string }>(
    `select distinct p.file_id from article_pictures p join articles a on a.id = p.article_id
     where p.file_id = any($1) and (a.removed_at is null or a.removed_at >= $2)`,
    p.files,
    p.removedSince,
  );
  return rows.map((row) => row.file_id);
}

/** Whether a text that visitors can read shows a picture. */
export function* isPublished(p: { file: string }): Work<boolean> {
  const row = yield* one<{ file_id: string }>(
    `select p.file_id from article_pictures p
     join articles a on a.id = p.article_id
     join article_texts t on t.article_id = p.article_id and t.language = p.language and t.published = p.number
     where p.file_id = $1 and a.removed_at is null and a.audience = 'public' limit 1`,
    p.file,
  );
  return row !== undefined;
}
