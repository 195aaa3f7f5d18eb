import type { Answered, Field, Form } from '../../protocol/forms.ts';
import { one, run, type Work } from '../foundation/database/database.ts';

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

export function* keepForm(p: { site: string; form: Form; at: number }): Work<void> {
  const { on, intro, fields } = p.form;
  yield* run(
    `insert into forms (site_id, is_on, intro, fields, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (site_id) do update set is_on = excluded.is_on, intro = excluded.intro, fields = excluded.fields,
       changed_at = excluded.changed_at`,
    ...[p.site, on ? 1 : 0, intro, JSON.stringify(fields), p.at],
  );
}

/** Keeps what somebody answered, unless they had answered before. */
export function* keepAnswers(p: {
  conversation: string;
  site: string;
  person: string;
  answers: readonly Answered[];
  at: number;
}): Work<void> {
  yield* run(
    `insert into form_answers (conversation_id, site_id, person_id, answers, at) values ($1, $2, $3, $4, $5)
     on conflict (conversation_id) do nothing`,
    ...[p.conversation, p.site, p.person, JSON.stringify(p.answers), p.at],
  );
}

export function* answersOf(p: { conversation: string }): Work<KeptAnswers | undefined> {
  const row = yield* one<{ answers: string; at: number }>(
    'select answers, at from form_answers where conversation_id = $1',
    p.conversation,
  );
  return row && { answers: JSON.parse(row.answers) as Answered[], at: row.at };
}
