import type { FeedbackKind, FeedbackStatus } from '../../../protocol/feedback.ts';
import { all, insert, one, type Row, run, update, type Value, type Work } from '../../foundation/database/database.ts';
import { patternsOf } from '../../foundation/patterns.ts';

export const PAGE = 50;
const OPENING_CHARACTERS = 280;
const TAGS_AT_MOST = 200;

export type GivenRow = {
  id: string;
  site_id: string;
  person_id: string;
  kind: FeedbackKind;
  status: FeedbackStatus;
  score: number | null;
  title: string;
  body: string;
  page: string;
  errors: string;
  files: string;
  owner_id: string | null;
  conversation_id: string | null;
  at: number;
  changed_at: number;
};
const GIVEN =
  'id, site_id, person_id, kind, status, score, title, body, page, errors, files, owner_id, conversation_id, at, changed_at';
/** What somebody said, as against what became of it. */
const SAID = ['kind', 'score', 'title', 'body', 'page', 'errors', 'files', 'site_id', 'person_id'] as const;
export type Tagged = GivenRow & { tags: string[] };

/** Keeps what somebody gave. The same id again with the same words is what is there already; praise may get its word. */
export function* give(p: {
  given: GivenRow;
  files: readonly string[];
}): Work<{ again: boolean } | { refused: 'conflict' }> {
  // Whoever became another person a moment ago gave it as that one.
  const person = yield* one<{ id: string }>(
    'select coalesce(merged_into, id) as id from persons where id = $1',
    p.given.person_id,
  );
  const given = { ...p.given, person_id: person?.id ?? p.given.person_id };
  const before = yield* one<GivenRow>(`select ${GIVEN} from feedback_given where id = $1`, given.id);
  if (before?.kind === 'praise' && isOfSame(before, given)) return yield* withWord(before, given);
  if (before) return SAID.every((one) => before[one] === given[one]) ? { again: true } : { refused: 'conflict' };
  const taken = yield* all('select file_id from feedback_files where file_id = any($1)', p.files);
  if (taken.length > 0) return { refused: 'conflict' };
  yield* insert('feedback_given', [given as GivenRow & Row]);
  yield* insert(
    'feedback_files',
    p.files.map((file) => ({ file_id: file, feedback_id: given.id })),
  );
  return { again: false };
}

/** Praise is a tap, and a word that may come later. Whoever has said one has said it. */
function* withWord(before: GivenRow, { score, body, at }: GivenRow): Work<{ again: boolean }> {
  if (before.body !== '' || (body === '' && score === before.score)) return { again: true };
  yield* update('feedback_given', 'id', [{ id: before.id, score, body, changed_at: at }]);
  return { again: false };
}

function isOfSame(before: GivenRow, given: GivenRow): boolean {
  return (['kind', 'site_id', 'person_id'] as const).every((one) => before[one] === given[one]);
}

export function* givenById(p: { id: string; scope: readonly string[] }): Work<Tagged | undefined> {
  const row = yield* one<GivenRow>(
    `select ${GIVEN} from feedback_given where id = $1 and site_id = any($2)`,
    p.id,
    p.scope,
  );
  return row && (yield* withTags([row]))[0];
}

export type GivenQuery = {
  sites: readonly string[];
  kind: FeedbackKind | null;
  status: FeedbackStatus | null;
  /** 'none': nobody's. */
  owner: string | null;
  tag: string | null;
  person: string | null;
  words: string | null;
  after: { at: number; id: string } | null;
};

/** A page of what was given, newest first, one more than a page where there are more: with its first words, or `whole`. */
export function* listGiven(p: GivenQuery & { whole?: boolean }): Work<Tagged[]> {
  const values: Value[] = [p.sites];
  const value = (one: Value) => `$${values.push(one)}`;
  const wanted = ['site_id = any($1)'];
  if (p.kind) wanted.push(`kind = ${value(p.kind)}`);
  if (p.status) wanted.push(`status = ${value(p.status)}`);
  if (p.owner) wanted.push(p.owner === 'none' ? 'owner_id is null' : `owner_id = ${value(p.owner)}`);
  if (p.person) wanted.push(`person_id = ${value(p.person)}`);
  if (p.tag) wanted.push(`id in (select feedback_id from feedback_tags where tag = ${value(p.tag)})`);
  if (p.words) {
    const patterns = patternsOf(p.words).map(value);
    const like = patterns.flatMap((one) => [
      `lower(title) like ${one} escape '\\'`,
      `lower(body) like ${one} escape '\\'`,
    ]);
    wanted.push(`(${like.join(' or ')})`);
  }
  if (p.after) {
    const at = value(p.after.at);
    wanted.push(`(at < ${at} or (at = ${at} and id < ${value(p.after.id)}))`);
  }
  const columns = p.whole ? GIVEN : GIVEN.replace('body', `substr(body, 1, ${OPENING_CHARACTERS}) as body`);
  const rows = yield* all<GivenRow>(
    `select ${columns} from feedback_given where ${wanted.join(' and ')} order by at desc, id desc limit ${PAGE + 1}`,
    ...values,
  );
  return yield* withTags(rows);
}

export function* countGiven(p: {
  sites: readonly string[];
}): Work<{ counts: Record<FeedbackStatus, number>; tags: string[] }> {
  const rows = yield* all<{ status: FeedbackStatus; count: number }>(
    'select status, count(*) as count from feedback_given where site_id = any($1) group by status',
    p.sites,
  );
  const tags = yield* all<{ tag: string }>(
    `select distinct tag from feedback_tags where feedback_id in (select id from feedback_given where site_id = any($1))
     order by tag limit ${TAGS_AT_MOST}`,
    p.sites,
  );
  const counts = { new: 0, open: 0, done: 0, declined: 0 };
  for (const { status, count } of rows) counts[status] = Number(count);
  return { counts, tags: tags.map(({ tag }) => tag) };
}

/** Changes what is not undefined. */
export function* changeGiven(p: {
  id: string;
  scope: readonly string[];
  status?: FeedbackStatus | undefined;
  owner?: string | null | undefined;
  tags?: readonly string[] | undefined;
  conversation?: string | undefined;
  at: number;
}): Work<Tagged | undefined> {
  const row = yield* one<GivenRow>(
    `select ${GIVEN} from feedback_given where id = $1 and site_id = any($2) for update`,
    p.id,
    p.scope,
  );
  if (!row) return undefined;
  yield* update('feedback_given', 'id', [
    {
      id: row.id,
      status: p.status ?? row.status,
      owner_id: p.owner === undefined ? row.owner_id : p.owner,
      conversation_id: p.conversation ?? row.conversation_id,
      changed_at: p.at,
    },
  ]);
  if (p.tags) {
    yield* run('delete from feedback_tags where feedback_id = $1', row.id);
    yield* insert(
      'feedback_tags',
      [...new Set(p.tags)].map((tag) => ({ feedback_id: row.id, tag })),
    );
  }
  return yield* givenById({ id: row.id, scope: p.scope });
}

/** What was given since then, newest first, with its tags. */
export function* givenSince(p: { sites: readonly string[]; since: number; most: number }): Work<Tagged[]> {
  const rows = yield* all<GivenRow>(
    `select ${GIVEN} from feedback_given where site_id = any($1) and at > $2 order by at desc, id desc limit ${p.most}`,
    ...[p.sites, p.since],
  );
  return yield* withTags(rows);
}

/** Who gave a file with feedback. */
export function* giverOf(p: { file: string }): Work<{ site_id: string; person_id: string } | undefined> {
  return yield* one<{ site_id: string; person_id: string }>(
    'select g.site_id, g.person_id from feedback_files f join feedback_given g on g.id = f.feedback_id where f.file_id = $1',
    p.file,
  );
}

export function* filesGivenAmong(p: { files: readonly string[] }): Work<string[]> {
  const rows = yield* all<{ file_id: string }>('select file_id from feedback_files where file_id = any($1)', p.files);
  return rows.map((row) => row.file_id);
}

function* withTags(rows: GivenRow[]): Work<Tagged[]> {
  const tags = yield* all<{ feedback_id: string; tag: string }>(
    'select feedback_id, tag from feedback_tags where feedback_id = any($1) order by tag',
    rows.map(({ id }) => id),
  );
  const byFeedback = Map.groupBy(tags, ({ feedback_id }) => feedback_id);
  return rows.map((row) => ({ ...row, tags: (byFeedback.get(row.id) ?? []).map(({ tag }) => tag) }));
}
