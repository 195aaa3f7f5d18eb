import type { Status } from '../../../protocol/boards.ts';
import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';
import { type IdeaRow, ideaOf, lockIdea, lockIdeas, personAt, recount } from './rows.ts';

export type Giving = {
  idea: string;
  site: string;
  person: string | null;
  staff: string | null;
  title: string;
  body: string;
  waiting: boolean;
  /** What one person gives beyond so many within a day waits. */
  mostPerDay: number | null;
  conversation: string | null;
  vote: string;
  at: number;
};

const DAY_MS = 86_400_000;

/**
 * Keeps a new idea, with the vote of whoever has it. 'known': it is there already, by the same person; 'taken': the id is another's.
 */
export function* give(p: Giving): Work<'given' | 'known' | 'taken' | 'nobody'> {
  const known = yield* ideaOf(p);
  if (known) return known.site_id === p.site && known.person_id === p.person ? 'known' : 'taken';
  const person = p.person === null ? null : yield* personAt({ site: p.site, person: p.person });
  if (p.person !== null && person === null) return 'nobody';
  const waits =
    p.waiting ||
    (person !== null && p.mostPerDay !== null && (yield* givenSince(person.id, p.at - DAY_MS)) >= p.mostPerDay);
  yield* insert('ideas', [
    {
      ...{ id: p.idea, site_id: p.site, person_id: person?.id ?? null, staff_id: p.staff },
      ...{ title: p.title, body: p.body, status: 'open', word: '', status_at: null },
      ...{ waiting: waits ? 1 : 0, into_id: null, removed_at: null, conversation_id: p.conversation, at: p.at },
    },
  ]);
  if (person) yield* keepVote({ ...p, person: person.id });
  return 'given';
}

function* givenSince(person: string, at: number): Work<number> {
  const row = yield* one<{ times: number }>(
    'select count(*) as times from ideas where person_id = $1 and at > $2',
    person,
    at,
  );
  return Number(row?.times);
}

export function* reword(p: { idea: string; title: string; body: string }): Work<void> {
  yield* run('update ideas set title = $2, body = $3 where id = $1', p.idea, p.title, p.body);
}

/** Says what is to become of an idea. False: that was said already. */
export function* setStatus(p: {
  idea: string;
  status: Status;
  word: string;
  step: string;
  staff: string;
  at: number;
}): Work<boolean> {
  const before = yield* lockIdea(p.idea);
  if (!before || (before.status === p.status && before.word === p.word)) return false;
  const { idea, status, word, at } = p;
  yield* run('update ideas set status = $2, word = $3, status_at = $4 where id = $1', idea, status, word, at);
  yield* insert('idea_statuses', [{ id: p.step, idea_id: idea, status, word, staff_id: p.staff, at }]);
  return true;
}

export function* letIn(p: { idea: string }): Work<void> {
  yield* run('update ideas set waiting = 0 where id = $1', p.idea);
}

/** `at` null brings it back. */
export function* remove(p: { idea: string; at: number | null }): Work<void> {
  yield* run('update ideas set removed_at = $2 where id = $1', p.idea, p.at);
}

type Vote = {
  idea: string;
  person: string;
  staff: string | null;
  vote: string;
  at: number;
  /** In which they asked for it. */
  conversation: string | null;
};

/**
 * Adds somebody's vote or takes it back: for the idea that it was merged into, where it was. Gives that one back; null: there is no such
 * person on its site.
 */
export function* vote(p: Vote & { on: boolean }): Work<string | null> {
  const idea = yield* lockMeant(p.idea);
  const person = idea && (yield* personAt({ site: idea.site_id, person: p.person }));
  if (!person) return null;
  if (p.on) yield* keepVote({ ...p, idea: idea.id, person: person.id });
  else {
    yield* run('delete from idea_votes where idea_id = $1 and person_id = $2', idea.id, person.id);
    yield* recount([idea.id]);
  }
  return idea.id;
}

/** The idea itself, or what it was merged into by the time that it is locked. */
function* lockMeant(id: string): Work<IdeaRow | undefined> {
  const idea = yield* lockIdea(id);
  return idea?.into_id ? yield* lockMeant(idea.into_id) : idea;
}

function* keepVote({ idea, person, staff, vote, at, conversation }: Vote): Work<void> {
  const known = yield* one('select id from idea_votes where idea_id = $1 and person_id = $2', idea, person);
  if (known) {
    if (conversation === null) return;
    yield* run(
      'update idea_votes set conversation_id = $3 where idea_id = $1 and person_id = $2',
      ...[idea, person, conversation],
    );
    return;
  }
  yield* insert('idea_votes', [
    {
      ...{ id: vote, idea_id: idea, given_to: idea, person_id: person, staff_id: staff, at },
      ...{ told_at: null, conversation_id: conversation },
    },
  ]);
  yield* recount([idea]);
}

/** Puts an idea into another one of its site, with its votes and with what was put into it before. */
export function* merge(p: { idea: string; into: string }): Work<'done' | 'conflict'> {
  const both = yield* lockIdeas([p.idea, p.into].sort());
  const [from, into] = [p.idea, p.into].map((id) => both.find((one) => one.id === id));
  if (!from || !into || from.id === into.id || from.site_id !== into.site_id) return 'conflict';
  if (from.into_id === into.id) return 'done';
  if (from.into_id !== null || into.into_id !== null || into.removed_at !== null) return 'conflict';
  // Nobody's votes go where they are not seen.
  if (into.waiting === 1) return 'conflict';
  yield* run('update ideas set into_id = $2 where id = $1 or into_id = $1', from.id, into.id);
  yield* run('update idea_votes set idea_id = $2 where idea_id = $1', from.id, into.id);
  yield* recount([from.id, into.id].sort());
  return 'done';
}

/** Makes a merged idea one of its own again, with the votes that were given to it. */
export function* part(p: { idea: string }): Work<void> {
  const found = yield* ideaOf(p);
  if (!found?.into_id) return;
  yield* lockIdeas([found.id, found.into_id].sort());
  yield* run('update ideas set into_id = null where id = $1', found.id);
  yield* run(
    'update idea_votes set idea_id = given_to where given_to = $1 and idea_id = $2',
    ...[found.id, found.into_id],
  );
  yield* recount([found.id, found.into_id].sort());
}

/** Counts anew what somebody voted for, who is known better now or is somebody else. */
export function* recountOf(p: { person: string }): Work<string[]> {
  const voted = yield* all<{ idea_id: string }>(
    'select distinct idea_id from idea_votes where person_id = $1',
    p.person,
  );
  return yield* recountAll({ ideas: voted.map(({ idea_id }) => idea_id) });
}

/** Gives back those that are there. */
export function* recountAll(p: { ideas: readonly string[] }): Work<string[]> {
  if (p.ideas.length === 0) return [];
  const ideas = (yield* lockIdeas(p.ideas)).map(({ id }) => id);
  yield* recount(ideas);
  return ideas;
}

export function* setRules(p: { site: string; rules: string }): Work<void> {
  yield* run(
    `insert into board_rules (site_id, rules) values ($1, $2)
     on conflict (site_id) do update set rules = excluded.rules`,
    ...[p.site, p.rules],
  );
}

/** Somebody knows now what became of what they voted for, up to a moment. */
export function* markTold(p: { person: string; at: number }): Work<void> {
  yield* run(
    'update idea_votes set told_at = $2 where person_id = $1 and (told_at is null or told_at < $2)',
    ...[p.person, p.at],
  );
}
