import type { Survey, SurveyWords } from '../../protocol/surveys.ts';
import { all, insert, one, run, update, type Work } from '../foundation/database/database.ts';

type SurveyRow = {
  id: string;
  site_id: string;
  kind: Survey['kind'];
  question: string;
  page: string;
  every_days: number;
  is_on: number;
  at: number;
};
export type Kept = { site: string; survey: Survey };
export type Counted = { survey: string; score: number | null; count: number };
type AnswerRow = { survey_id: string; person_id: string; score: number | null; word: string };

const SURVEY = 'id, site_id, kind, question, page, every_days, is_on, at';
const WORDS = 100;

export function* surveysOf(p: { site: string }): Work<Kept[]> {
  const rows = yield* all<SurveyRow>(`select ${SURVEY} from surveys where site_id = $1 order by at, id`, p.site);
  return rows.map(keptOf);
}

export function* survey(p: { id: string }): Work<Kept | undefined> {
  const row = yield* one<SurveyRow>(`select ${SURVEY} from surveys where id = $1`, p.id);
  return row && keptOf(row);
}

/** How often each score of a site's surveys was given; null: it was shown, and nothing came of it. */
export function* counts(p: { site: string }): Work<Counted[]> {
  return yield* all<Counted>(
    'select survey_id as survey, score, count(*) as count from survey_answers where survey_id in (select id from surveys where site_id = $1) group by survey_id, score',
    p.site,
  );
}

/** Keeps it, unless its id is something of another site. Of a known one the kind stays. */
export function* keep(p: { site: string; survey: Survey; at: number }): Work<'kept' | 'conflict'> {
  const { id, kind, question, page, everyDays, on } = p.survey;
  const known = yield* one<SurveyRow>(`select ${SURVEY} from surveys where id = $1 for update`, id);
  if (known && (known.site_id !== p.site || known.kind !== kind)) return 'conflict';
  const said = { question, page, every_days: everyDays, is_on: on ? 1 : 0 };
  if (known) yield* update('surveys', 'id', [{ id, ...said }]);
  else yield* insert('surveys', [{ id, site_id: p.site, kind, ...said, at: p.at }]);
  return 'kept';
}

/** When a person was last asked each survey. */
export function* lastAsked(p: { site: string; person: string }): Work<{ survey: string; at: number }[]> {
  return yield* all<{ survey: string; at: number }>(
    'select survey_id as survey, max(at) as at from survey_answers where person_id = $1 and site_id = $2 group by survey_id',
    ...[p.person, p.site],
  );
}

/**
 * Keeps that somebody was asked, and then what they say. What is said already stays. Under another id nobody says a thing twice: of the same
 * survey there is nothing of theirs since `since`.
 */
export function* answer(p: {
  id: string;
  survey: string;
  site: string;
  person: string;
  score: number | null;
  word: string;
  page: string;
  at: number;
  since: number;
}): Work<'kept' | 'conflict'> {
  const { id, survey, site, person, score, word, page, at } = p;
  const row = { id, survey_id: survey, site_id: site, person_id: person, score, word, page, at };
  yield* one('select id from surveys where id = $1 for update', survey);
  const other = yield* one(
    'select id from survey_answers where survey_id = $1 and person_id = $2 and at > $3 and id <> $4 limit 1',
    ...[survey, person, p.since, id],
  );
  if (other) return 'conflict';
  yield* run(
    `insert into survey_answers (id, survey_id, site_id, person_id, score, word, page, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    ...Object.values(row),
  );
  const known = yield* one<AnswerRow>(
    'select survey_id, person_id, score, word from survey_answers where id = $1 for update',
    id,
  );
  if (known?.survey_id !== survey || known.person_id !== person) return 'conflict';
  const said = { score: known.score ?? score, word: known.word || word };
  if (said.score !== known.score || said.word !== known.word) yield* update('survey_answers', 'id', [{ id, ...said }]);
  return 'kept';
}

export function* wordsOf(p: { survey: string }): Work<SurveyWords['words']> {
  return yield* all<SurveyWords['words'][number]>(
    `select score, word, page, person_id as person, at from survey_answers
     where survey_id = $1 and score is not null and word <> '' order by at desc, id desc limit ${WORDS}`,
    p.survey,
  );
}

function keptOf(row: SurveyRow): Kept {
  const { id, kind, question, page } = row;
  return {
    site: row.site_id,
    survey: { id, kind, question, page, everyDays: row.every_days, on: row.is_on === 1 },
  };
}
