import type { Counts, Order, Status, View } from '../../../protocol/boards.ts';
import type { Person } from '../../../protocol/conversations.ts';
import type { Became } from '../../../protocol/news.ts';
import { all, one, type Value, type Work } from '../../foundation/database/database.ts';
import { patternsOf } from '../../foundation/patterns.ts';
import { IDEA, type IdeaRow } from './rows.ts';

const PAGE = 50;
const VOTERS_SHOWN = 100;

export function* rulesOf(p: { site: string }): Work<string | null> {
  const row = yield* one<{ rules: string }>('select rules from board_rules where site_id = $1', p.site);
  return row?.rules ?? null;
}

/** A page of a site's ideas and one more, if there is one. */
export function* ideasIn(p: { site: string; view: View; words: string; skip: number }): Work<IdeaRow[]> {
  const values: Value[] = [p.site, p.skip];
  const wanted = ['i.site_id = $1', 'i.into_id is null', 'i.removed_at is null'];
  if (p.view === 'waiting') wanted.push('i.waiting = 1');
  else {
    wanted.push('i.waiting = 0');
    if (p.view !== 'all') wanted.push(`i.status = $${values.push(p.view)}`);
  }
  wanted.push(...havingWords(p.words, values));
  const order = p.view === 'waiting' ? 'i.at, i.id' : 'i.votes desc, i.at desc, i.id desc';
  return yield* all<IdeaRow>(
    `${IDEA} where ${wanted.join(' and ')} order by ${order} limit ${PAGE + 1} offset $2`,
    ...values,
  );
}

/** Conditions by which an idea has every one of these words. */
function havingWords(words: string, values: Value[]): string[] {
  return words
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => {
      const { title, body } = having(word, values);
      return `(${title} or ${body})`;
    });
}

function having(word: string, values: Value[]): { title: string; body: string } {
  const places = patternsOf(word).map((pattern) => `$${values.push(pattern)}`);
  const like = (column: string) => places.map((place) => `lower(${column}) like ${place} escape '\\'`).join(' or ');
  return { title: like('i.title'), body: like('i.body') };
}

/** The page without what only tells that there is more. */
export function pageOf<T>(rows: readonly T[]): { page: T[]; more: boolean } {
  return { page: rows.slice(0, PAGE), more: rows.length > PAGE };
}

export function* countsOf(p: { site: string }): Work<Counts> {
  const rows = yield* all<{ status: Status; waiting: number; times: number }>(
    `select status, waiting, count(*) as times from ideas where site_id = $1 and into_id is null and removed_at is null
     group by status, waiting`,
    p.site,
  );
  const counts: Counts = { open: 0, planned: 0, started: 0, done: 0, declined: 0, waiting: 0 };
  for (const { status, waiting, times } of rows) counts[waiting ? 'waiting' : status] += Number(times);
  return counts;
}

export function* stepsOf(p: { idea: string }): Work<{ status: Status; word: string; by: string | null; at: number }[]> {
  return yield* all(
    'select status, word, staff_id as by, at from idea_statuses where idea_id = $1 order by at, id limit 500',
    p.idea,
  );
}

/** Whoever voted twice, as two who became one, is there once, as of their last vote. */
export function* votersOf(p: { idea: string }): Work<(Person & { staff_id: string | null; at: number })[]> {
  return yield* all(
    `select p.id, p.kind, p.name, p.email, v.staff_id, v.at from idea_votes v join persons p on p.id = v.person_id
     where v.idea_id = $1 and not exists (select 1 from idea_votes w where w.idea_id = v.idea_id and w.person_id = v.person_id
       and (w.at > v.at or (w.at = v.at and w.id > v.id)))
     order by v.at desc, v.id desc limit ${VOTERS_SHOWN}`,
    p.idea,
  );
}

export function* mergedInto(p: { idea: string }): Work<{ id: string; title: string }[]> {
  return yield* all('select id, title from ideas where into_id = $1 order by at, id', p.idea);
}

/** What everybody sees, and what waits of one's own, which comes first. `person` '': nobody's. */
export function* shownTo(p: {
  site: string;
  person: string;
  status: Status | null;
  words: string;
  order: Order;
  skip: number;
}): Work<IdeaRow[]> {
  const values: Value[] = [p.site, p.skip, p.person];
  const wanted = ['i.site_id = $1', 'i.into_id is null', 'i.removed_at is null', '(i.waiting = 0 or i.person_id = $3)'];
  if (p.status !== null) wanted.push(`i.status = $${values.push(p.status)}`);
  wanted.push(...havingWords(p.words, values));
  const order = p.order === 'votes' ? 'i.votes desc, i.at desc, i.id desc' : 'i.at desc, i.id desc';
  return yield* all<IdeaRow>(
    `${IDEA} where ${wanted.join(' and ')} order by i.waiting desc, ${order} limit ${PAGE + 1} offset $2`,
    ...values,
  );
}

const ALIKE = 3;
/** How much of what is typed an idea has in it. */
const ENOUGH = 0.4;

/** Those with much of these parts of words in them: long ones say more, and so does what is in a title. */
export function* alike(p: { site: string; stems: readonly string[] }): Work<IdeaRow[]> {
  const values: Value[] = [p.site];
  const places = p.stems.map((stem) => ({ ...having(stem, values), weighs: stem.length ** 2 }));
  const whole = places.reduce((sum, { weighs }) => sum + weighs, 0);
  const weight = (where: (place: (typeof places)[number]) => string) =>
    places.map((place) => `case when ${where(place)} then ${place.weighs} else 0 end`).join(' + ');
  const has = weight(({ title, body }) => `${title} or ${body}`);
  return yield* all<IdeaRow>(
    `${IDEA} where i.site_id = $1 and i.into_id is null and i.removed_at is null and i.waiting = 0 and ${has} >= ${Math.ceil(whole * ENOUGH)}
     order by ${weight(({ title }) => title)} desc, ${has} desc, i.votes desc, i.id limit ${ALIKE}`,
    ...values,
  );
}

/** For which of these somebody has voted. */
export function* votedFor(p: { person: string; ideas: readonly string[] }): Work<string[]> {
  const rows = yield* all<{ idea_id: string }>(
    'select distinct idea_id from idea_votes where person_id = $1 and idea_id = any($2)',
    ...[p.person, p.ideas],
  );
  return rows.map(({ idea_id }) => idea_id);
}

const NEWS_SHOWN = 20;

/** What became of what somebody voted for since they did, and since they were told last. */
export function* newsFor(p: { person: string }): Work<Became[]> {
  return yield* all(
    `select distinct i.id, i.title, i.status, i.word, i.status_at as at from idea_votes v join ideas i on i.id = v.idea_id
     where v.person_id = $1 and i.removed_at is null and i.waiting = 0 and i.status_at > v.at
       and (v.told_at is null or i.status_at > v.told_at)
     order by i.status_at desc, i.id desc limit ${NEWS_SHOWN}`,
    p.person,
  );
}

/** Everybody who voted for an idea. */
export function* voterIds(p: { idea: string }): Work<string[]> {
  const rows = yield* all<{ person_id: string }>(
    'select distinct person_id from idea_votes where idea_id = $1 order by person_id',
    p.idea,
  );
  return rows.map(({ person_id }) => person_id);
}

/** What was made of a conversation, and what its visitor was given a vote for in it. */
export function* ideasOf(p: { conversation: string }): Work<IdeaRow[]> {
  return yield* all<IdeaRow>(
    `${IDEA} where i.removed_at is null and (i.conversation_id = $1 or i.id in
     (select idea_id from idea_votes where conversation_id = $1)) order by i.at desc, i.id desc limit ${PAGE}`,
    p.conversation,
  );
}
