import type { Answered, Field, Form } from '../../protocol/forms.ts';
import { one, run, type Work } from '../foundation/database/database.ts';

/** Nobody has a page open for so many changes of a form. */
const VERSIONS_KEPT = 50;

type Kept = { form: Form; version: number };
export type KeptAnswers = { answers: Answered[]; at: number };

export function* formOf(p: { site: string }): Work<Kept | undefined> {
  const row = yield* one<{ is_on: number; intro: string; fields: string; changed_at: number }>(
    'select is_on, intro, fields, changed_at from forms where site_id = $1',
    p.site,
  );
  if (!row) return undefined;
  const form = { on: row.is_on === 1, intro: row.intro, fields: JSON.parse(row.fields) as Field[] };
  return { form, version: row.changed_at };
}

/** What was asked at a time; undefined: nothing. */
export function* askedAt(p: { site: string; version: number }): Work<Field[] | undefined> {
  const row = yield* one<{ fields: string }>(
    'select fields from form_versions where site_id = $1 and changed_at = $2',
    ...[p.site, p.version],
  );
  return row && (JSON.parse(row.fields) as Field[]);
}

/** Keeps a form, and what it asks beside what was asked before. */
export function* keepForm(p: { site: string; form: Form; at: number }): Work<void> {
  const { on, intro, fields } = p.form;
  yield* run(
    `insert into forms (site_id, is_on, intro, fields, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (site_id) do update set is_on = excluded.is_on, intro = excluded.intro, fields = excluded.fields,
       changed_at = excluded.changed_at`,
    ...[p.site, on ? 1 : 0, intro, JSON.stringify(fields), p.at],
  );
  if (!on) return;
  yield* run(
    `insert into form_versions (site_id, changed_at, fields) values ($1, $2, $3)
     on conflict (site_id, changed_at) do update set fields = excluded.fields`,
    ...[p.site, p.at, JSON.stringify(fields)],
  );
  yield* run(
    `delete from form_versions where site_id = $1 and changed_at not in
     (select changed_at from form_versions where site_id = $1 order by changed_at desc limit ${VERSIONS_KEPT})`,
    p.site,
  );
}

/** Keeps what somebody answered; false: they had answered before. */
export function* keepAnswers(p: {
  conversation: string;
  site: string;
  person: string;
  answers: readonly Answered[];
  at: number;
}): Work<boolean> {
  const kept = yield* run(
    `insert into form_answers (conversation_id, site_id, person_id, answers, at) values ($1, $2, $3, $4, $5)
     on conflict (conversation_id) do nothing`,
    ...[p.conversation, p.site, p.person, JSON.stringify(p.answers), p.at],
  );
  return kept === 1;
}

export function* answersOf(p: { conversation: string }): Work<KeptAnswers | undefined> {
  const row = yield* one<{ answers: string; at: number }>(
    'select answers, at from form_answers where conversation_id = $1',
    p.conversation,
  );
  return row && { answers: JSON.parse(row.answers) as Answered[], at: row.at };
}
