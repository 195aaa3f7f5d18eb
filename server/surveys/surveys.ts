import { type Refused, refuse } from '../../protocol/problem.ts';
import type { AnswerSurvey, Survey, SurveyDue, SurveyKind, SurveyTold, SurveyWords } from '../../protocol/surveys.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import * as units from './store.ts';

export type SurveySlice = ReturnType<typeof openSurveys>;
type Place = { site: string; person: string };

const DAY_MS = 24 * 3_600_000;
/** Nobody is asked anything, whatever it is, for so long after the last question. */
const REST_DAYS = 7;
const SCALES: Record<SurveyKind, readonly [number, number]> = { nps: [0, 10], ces: [1, 7], own: [1, 5] };

/** What a site asks its visitors now and then, and what they say. */
export function openSurveys({ store, now }: { store: Store; now: () => number }) {
  return { list, set, words, isAsking, due, answer };

  async function list(site: string, scope: Scope): Promise<{ ok: true; surveys: SurveyTold[] } | Refused> {
    if (!scope.includes(site)) return refuse('not_found');
    const [kept, counted] = await Promise.all([
      store.read(units.surveysOf, { site }),
      store.readLong(units.counts, { site }),
    ]);
    return { ok: true, surveys: kept.map(({ survey }) => told(survey, counted)) };
  }

  async function set(
    p: { site: string; survey: Survey },
    scope: Scope,
  ): Promise<{ ok: true; surveys: SurveyTold[] } | Refused> {
    if (!scope.includes(p.site)) return refuse('not_found');
    const survey = { ...p.survey, question: p.survey.question.trim() };
    if (survey.kind === 'own' && !survey.question)
      return refuse('bad_input', { field: 'survey.question', detail: 'is needed for a question of your own' });
    const done = await store.write(units.keep, { site: p.site, survey, at: now() });
    return done === 'kept' ? list(p.site, scope) : refuse('conflict');
  }

  async function words(id: string, scope: Scope): Promise<({ ok: true } & SurveyWords) | Refused> {
    const kept = await store.read(units.survey, { id });
    if (!kept || !scope.includes(kept.site)) return refuse('not_found');
    return { ok: true, words: await store.readLong(units.wordsOf, { survey: id }) };
  }

  /** Whether a site asks anything at all. */
  async function isAsking(site: string): Promise<boolean> {
    return (await store.read(units.surveysOf, { site })).some(({ survey }) => survey.on);
  }

  /** What somebody is to be asked on a page now: nothing too often, and one thing at a time. */
  async function due(page: string, { site, person }: Place): Promise<{ ok: true } & SurveyDue> {
    const kept = await store.read(units.surveysOf, { site });
    const asked = kept.some(({ survey }) => survey.on) ? await store.read(units.lastAsked, { site, person }) : [];
    const rests = (days: number, at = 0) => now() - at < days * DAY_MS;
    if (asked.some(({ at }) => rests(REST_DAYS, at))) return { ok: true, survey: null };
    const found = kept.find(({ survey: { id, on, page: start, everyDays } }) => {
      const last = asked.find(({ survey }) => survey === id);
      return on && page.startsWith(start) && !(last && rests(everyDays, last.at));
    });
    if (!found) return { ok: true, survey: null };
    const { id, kind, question } = found.survey;
    return { ok: true, survey: { id, kind, question } };
  }

  async function answer(p: AnswerSurvey, { site, person }: Place): Promise<{ ok: true } | Refused> {
    const kept = await store.read(units.survey, { id: p.survey });
    if (kept?.site !== site) return refuse('not_found');
    const [least, most] = SCALES[kept.survey.kind];
    if (p.score !== null && (p.score < least || p.score > most))
      return refuse('bad_input', { field: 'score', detail: `is from ${least} to ${most}` });
    const at = now();
    const since = at - kept.survey.everyDays * DAY_MS;
    const done = await store.write(units.answer, { ...p, word: p.word.trim(), site, person, at, since });
    return done === 'kept' ? { ok: true } : refuse('conflict');
  }
}

function told(survey: Survey, counted: readonly units.Counted[]): SurveyTold {
  const [least, most] = SCALES[survey.kind];
  const own = counted.filter((one) => one.survey === survey.id);
  const of = (score: number) => own.find((one) => one.score === score)?.count ?? 0;
  return {
    survey,
    asked: own.reduce((sum, { count }) => sum + count, 0),
    scores: Array.from({ length: most - least + 1 }, (_, at) => of(least + at)),
  };
}
