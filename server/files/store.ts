import { all, insert, one, run, type Work } from '../foundation/database/database.ts';

export type FileRow = {
  id: string;
  site_id: string;
  author_kind: 'visitor' | 'staff';
  author_id: string;
  state: 'coming' | 'kept' | 'refused';
  refused: 'kind_refused' | 'picture_refused' | 'motion_refused' | null;
  name: string;
  claimed: string;
  /** The size that was announced; `size` is that of what is kept. */
  announced: number;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  thumbnail: number;
  created_at: number;
  /** 1: a picture for the articles of its site, and for no message. */
  for_articles: number;
};
const FILE =
  'id, site_id, author_kind, author_id, state, refused, name, claimed, announced, type, size, width, height, duration_ms, thumbnail, created_at, for_articles';

/** A secret of this installation: the one given, unless there is one already. */
export function* keepSecret(p: { name: string; value: string }): Work<string> {
  yield* run('insert into secrets (name, value) values ($1, $2) on conflict (name) do nothing', p.name, p.value);
  const kept = yield* one<{ value: string }>('select value from secrets where name = $1', p.name);
  return (kept as { value: string }).value;
}

export type Begun = { file: FileRow } | { tooMany: 'author' | 'site' };
export type Limits = { since: number; files: number; bytes: number; siteBytes: number };

/** Keeps an announcement unless the id is known: then what is known. Counts what its author announced lately, and the visitors of its site. */
export function* begin(p: { file: FileRow; limits: Limits }): Work<Begun> {
  const { file, limits } = p;
  const known = yield* fileById({ file: file.id });
  if (known) return { file: known };
  const lately = yield* one<{ files: number; bytes: number }>(
    'select count(*) as files, coalesce(sum(announced), 0) as bytes from files where author_id = $1 and created_at > $2',
    file.author_id,
    limits.since,
  );
  if (Number(lately?.files) >= limits.files || Number(lately?.bytes) + file.announced > limits.bytes) {
    return { tooMany: 'author' };
  }
  if (file.author_kind === 'visitor') {
    const onSite = yield* one<{ bytes: number }>(
      "select coalesce(sum(announced), 0) as bytes from files where site_id = $1 and created_at > $2 and author_kind = 'visitor'",
      file.site_id,
      limits.since,
    );
    if (Number(onSite?.bytes) + file.announced > limits.siteBytes) return { tooMany: 'site' };
  }
  yield* insert('files', [file]);
  return { file };
}

export function* fileById(p: { file: string }): Work<FileRow | undefined> {
  return yield* one<FileRow>(`select ${FILE} from files where id = $1`, p.file);
}

export function* filesByIds(p: { files: readonly string[] }): Work<FileRow[]> {
  return yield* all<FileRow>(`select ${FILE} from files where id = any($1)`, p.files);
}

export type Kept = Pick<FileRow, 'id' | 'name' | 'type' | 'size' | 'width' | 'height' | 'thumbnail'>;

/** The file is whole and looked at. False: it was discarded meanwhile. */
export function* keep(p: Kept): Work<boolean> {
  const changed = yield* run(
    `update files set state = 'kept', name = $2, type = $3, size = $4, width = $5, height = $6, thumbnail = $7
     where id = $1 and state = 'coming'`,
    ...[p.id, p.name, p.type, p.size, p.width, p.height, p.thumbnail],
  );
  return changed === 1;
}

export function* refuseFile(p: { id: string; refused: string }): Work<void> {
  yield* run("update files set state = 'refused', refused = $2 where id = $1 and state = 'coming'", p.id, p.refused);
}

/** Forgets an announcement that is not finished. */
export function* discard(p: { id: string }): Work<boolean> {
  return (yield* run("delete from files where id = $1 and state <> 'kept'", p.id)) === 1;
}

type Before = { after: string; before: number; picturesBefore: number; count: number };

/** The next of all files that were announced before a moment, those for articles before another one, in order of their ids. */
export function* nextBefore(p: Before): Work<string[]> {
  const rows = yield* all<{ id: string }>(
    `select id from files where id > $1 and ((for_articles = 0 and created_at < $2) or created_at < $3) order by id limit $4`,
    ...[p.after, p.before, p.picturesBefore, p.count],
  );
  return rows.map((row) => row.id);
}

export function* forget(p: { files: readonly string[] }): Work<void> {
  yield* run('delete from files where id = any($1)', p.files);
}

export function* rulesOf(p: { site: string }): Work<{ kinds: string; max_bytes: number } | undefined> {
  return yield* one('select kinds, max_bytes from file_rules where site_id = $1', p.site) as Work<
    { kinds: string; max_bytes: number } | undefined
  >;
}

export function* setRules(p: { site: string; kinds: string; maxBytes: number; at: number }): Work<void> {
  yield* run(
    `insert into file_rules (site_id, kinds, max_bytes, changed_at) values ($1, $2, $3, $4)
     on conflict (site_id) do update set kinds = excluded.kinds, max_bytes = excluded.max_bytes, changed_at = excluded.changed_at`,
    ...[p.site, p.kinds, p.maxBytes, p.at],
  );
}
