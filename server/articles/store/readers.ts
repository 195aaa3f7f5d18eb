import type { Step } from '../../../protocol/articles.ts';
import { MAX_STEPS } from '../../../protocol/articles.ts';
import { all, one, run, type Work } from '../../foundation/database/database.ts';

const WORDS_SHOWN = 100;

export type Verdict = { id: string; article: string; language: string; helped: boolean; word: string; at: number };

/**
 * Keeps what a reader says of what can be read now. The same id takes the place of what it said before, of the same article. False: nobody
 * can read that.
 */
export function* judge(p: Verdict & { site: string }): Work<boolean> {
  const text = yield* one<{ number: number }>(
    `select t.published as number from article_texts t join articles a on a.id = t.article_id
     where t.article_id = $1 and t.language = $2 and a.site_id = $3 and a.audience = 'public' and a.removed_at is null
       and t.published is not null`,
    ...[p.article, p.language, p.site],
  );
  if (!text) return false;
  yield* run(
    `insert into article_verdicts (id, article_id, language, number, helped, word, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set helped = excluded.helped, word = excluded.word
       where article_verdicts.article_id = excluded.article_id and article_verdicts.language = excluded.language`,
    ...[p.id, p.article, p.language, text.number, p.helped ? 1 : 0, p.word, p.at],
  );
  return true;
}

type CountRow = { article_id: string; helped: number; times: number };
const COUNTS = 'select v.article_id, v.helped, count(*) as times from article_verdicts v';

export function* verdictsOfSite(p: { site: string }): Work<CountRow[]> {
  return yield* all<CountRow>(
    `${COUNTS} join articles a on a.id = v.article_id where a.site_id = $1 and a.removed_at is null
     group by v.article_id, v.helped`,
    p.site,
  );
}

export function* verdictsOf(p: { article: string }): Work<CountRow[]> {
  return yield* all<CountRow>(`${COUNTS} where v.article_id = $1 group by v.article_id, v.helped`, p.article);
}

type WordRow = { id: string; language: string; helped: number; word: string; at: number };

/** The newest first. */
export function* wordsOfReaders(p: { article: string }): Work<WordRow[]> {
  return yield* all<WordRow>(
    `select id, language, helped, word, at from article_verdicts where article_id = $1 and word <> ''
     order by at desc, id desc limit ${WORDS_SHOWN}`,
    p.article,
  );
}

export function* triesOf(p: { conversation: string }): Work<Step[]> {
  const row = yield* one<{ steps: string }>(
    'select steps from article_tries where conversation_id = $1',
    p.conversation,
  );
  return row ? (JSON.parse(row.steps) as Step[]) : [];
}

/** Adds what is new of what somebody tried; the newest are kept. */
export function* keepTries(p: { conversation: string; site: string; steps: Step[]; at: number }): Work<void> {
  const told = new Set(p.steps.map(nameOf));
  const before = (yield* triesOf(p)).filter((step) => !told.has(nameOf(step)));
  const steps = JSON.stringify([...before, ...p.steps].slice(-MAX_STEPS));
  yield* run(
    `insert into article_tries (conversation_id, site_id, steps, at) values ($1, $2, $3, $4)
     on conflict (conversation_id) do update set steps = excluded.steps, at = excluded.at`,
    ...[p.conversation, p.site, steps, p.at],
  );
}

function nameOf(step: Step): string {
  return step.is === 'searched' ? `? ${step.words}` : `${step.article} ${step.language}`;
}

type TitleRow = { article_id: string; language: string; title: string };

/** What some articles of a site are called now, by their newest text in each language. */
export function* titlesOf(p: { site: string; articles: string[] }): Work<TitleRow[]> {
  return yield* all<TitleRow>(
    `select t.article_id, t.language, v.title from article_texts t
     join articles a on a.id = t.article_id
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.draft
     where a.site_id = $1 and t.article_id = any($2)`,
    p.site,
    p.articles,
  );
}

/** The articles that were begun from a conversation, each in its own language. */
export function* writtenFrom(p: { site: string; conversation: string }): Work<TitleRow[]> {
  return yield* all<TitleRow>(
    `select t.article_id, t.language, v.title from articles a
     join article_texts t on t.article_id = a.id and t.language = a.language
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.draft
     where a.site_id = $1 and a.conversation_id = $2 and a.removed_at is null order by a.id`,
    p.site,
    p.conversation,
  );
}

const WRITTEN_SHOWN = 20;
const ASKED_BY = `a.asker_told_at is null and a.audience = 'public' and a.removed_at is null and a.conversation_id in
  (select id from conversations where person_id = $1)`;
type AnswerRow = { id: string; language: string; own: string; title: string; slug: string; at: number };

/** What visitors can read that was written because of what somebody asked, in every language of it, and they were not told yet. */
export function* writtenFor(p: { person: string }): Work<AnswerRow[]> {
  return yield* all<AnswerRow>(
    `select a.id, t.language, a.language as own, v.title, t.slug, t.published_at as at from articles a
     join article_texts t on t.article_id = a.id and t.published is not null and t.slug is not null
     join article_versions v on v.article_id = t.article_id and v.language = t.language and v.number = t.published
     where ${ASKED_BY} order by t.published_at desc, a.id limit ${WRITTEN_SHOWN}`,
    p.person,
  );
}

/** Whoever asked knows of what was there by then. */
export function* markWritten(p: { person: string; at: number }): Work<void> {
  yield* run(
    `update articles set asker_told_at = $2 where id in (select a.id from articles a join article_texts t
     on t.article_id = a.id and t.published is not null and t.published_at <= $2 where ${ASKED_BY})`,
    ...[p.person, p.at],
  );
}

/** In which conversation was asked what an article answers, if they were not told yet. */
export function* askedFor(p: { article: string }): Work<string | null> {
  const row = yield* one<{ conversation_id: string | null }>(
    'select conversation_id from articles where id = $1 and asker_told_at is null',
    p.article,
  );
  return row?.conversation_id ?? null;
}
