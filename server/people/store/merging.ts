import type { Person } from '../../../protocol/conversations.ts';
import type { Merge } from '../../../protocol/people.ts';
import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';

/** What belongs to a person, by the column that says so, and goes along when they become another: a file on its way, too. */
const GOES_ALONG = Object.entries({
  ...{ conversations: 'person_id', visits: 'person_id', tracked: 'person_id' },
  ...{ feedback: 'person_id', feedback_given: 'person_id', survey_answers: 'person_id' },
  files: 'author_id',
  ...{ ideas: 'person_id', idea_votes: 'person_id' },
});
const SHOWN = 20;

/** Makes everything of one person another's, and keeps what went along. */
export function* absorb(p: { merge: string; from: string; into: string; at: number }): Work<void> {
  yield* insert('merges', [{ id: p.merge, person_id: p.from, into_id: p.into, at: p.at, undone_at: null }]);
  // In id order: whoever posts meanwhile locks them so, too.
  yield* all('select id from conversations where person_id = $1 order by id for update', p.from);
  for (const [kind, owner] of GOES_ALONG) {
    yield* run(
      `insert into merge_moves (merge_id, kind, thing_id) select $1, $2, id from ${kind} where ${owner} = $3`,
      ...[p.merge, kind, p.from],
    );
  }
  yield* run(
    `update messages set author_id = $2 where author_kind = 'visitor' and author_id = $1 and conversation_id in
     (select id from conversations where person_id = $1)`,
    ...[p.from, p.into],
  );
  for (const [kind, owner] of GOES_ALONG) {
    yield* run(`update ${kind} set ${owner} = $2 where ${owner} = $1`, p.from, p.into);
  }
  const told = yield* all<{ name: string; source: string }>(
    `select name, source from attributes a where person_id = $1 and not exists
     (select 1 from attributes b where b.person_id = $2 and b.name = a.name and b.source = a.source)`,
    ...[p.from, p.into],
  );
  for (const { name, source } of told) {
    yield* run(
      'update attributes set person_id = $2 where person_id = $1 and name = $3 and source = $4',
      ...[p.from, p.into, name, source],
    );
  }
  yield* insert(
    'merge_moves',
    told.map(({ name, source }) => ({ merge_id: p.merge, kind: 'attributes', thing_id: `${source} ${name}` })),
  );
  yield* run('update sessions set ended_at = $2 where person_id = $1 and ended_at is null', p.from, p.at);
  yield* run('update persons set merged_into = $2 where id = $1', p.from, p.into);
}

/** Who became this person, and can be somebody of their own again: newest first. */
export function* mergesInto(p: { person: string }): Work<Merge[]> {
  const rows = yield* all<Person & { merge: string; at: number; moved: number }>(
    `select m.id as merge, m.at, p.id, p.kind, p.name, p.email, (select count(*) from merge_moves v join conversations c
     on c.id = v.thing_id where v.merge_id = m.id and v.kind = 'conversations' and c.person_id = m.into_id) as moved
     from merges m join persons p on p.id = m.person_id where m.into_id = $1 and m.undone_at is null
     order by m.at desc, m.id desc limit ${SHOWN}`,
    p.person,
  );
  return rows.map(({ merge, at, moved, ...person }) => ({ id: merge, at, person, conversations: Number(moved) }));
}

type MergeRow = { person_id: string; into_id: string; at: number; undone_at: number | null; site_id: string };
export type Parted = {
  site: string;
  /** Who is somebody of their own again, and who they had become. */
  person: Person;
  into: Person;
  conversations: string[];
  changed: boolean;
};

/**
 * Makes two of one again: what went along goes back, what came later in those conversations with it. Sessions stay with whom they are
 * of now: the browser belongs to the one who was vouched for. What was told anew since then stays, too.
 */
export function* unmerge(p: {
  merge: string;
  scope: readonly string[];
  at: number;
}): Work<Parted | { refused: 'not_found' | 'conflict' }> {
  const found = yield* mergeById(p);
  if (!found) return { refused: 'not_found' };
  const both = [found.person_id, found.into_id].sort();
  const persons = yield* all<Person & { merged_into: string | null }>(
    'select id, kind, name, email, merged_into from persons where id = any($1) order by id for update',
    both,
  );
  const merge = (yield* mergeById(p)) as MergeRow;
  const [from, into] = [merge.person_id, merge.into_id].map((id) => persons.find((one) => one.id === id)) as [
    Person & { merged_into: string | null },
    Person & { merged_into: string | null },
  ];
  const parted = { site: merge.site_id, person: faceOf(from), into: faceOf(into) };
  if (merge.undone_at !== null) return { ...parted, conversations: [], changed: false };
  // A later merge is undone first.
  if (from.merged_into !== into.id || into.merged_into !== null) return { refused: 'conflict' };
  const rows = yield* all<{ id: string }>(
    `select id from conversations where person_id = $2 and id in
     (select thing_id from merge_moves where merge_id = $1 and kind = 'conversations') order by id for update`,
    ...[p.merge, into.id],
  );
  const conversations = rows.map(({ id }) => id);
  for (const [kind, owner] of GOES_ALONG) {
    yield* run(
      `update ${kind} set ${owner} = $3 where ${owner} = $2 and id in
       (select thing_id from merge_moves where merge_id = $1 and kind = $4)`,
      ...[p.merge, into.id, from.id, kind],
    );
  }
  yield* run(
    `update messages set author_id = $2 where author_kind = 'visitor' and author_id = $1 and conversation_id = any($3)`,
    ...[into.id, from.id, conversations],
  );
  const told = yield* all<{ thing_id: string }>(
    "select thing_id from merge_moves where merge_id = $1 and kind = 'attributes' order by thing_id",
    p.merge,
  );
  for (const { thing_id } of told) {
    const [source] = thing_id.split(' ', 1) as [string];
    yield* run(
      'update attributes set person_id = $2 where person_id = $1 and source = $3 and name = $4 and at <= $5',
      ...[into.id, from.id, source, thing_id.slice(source.length + 1), merge.at],
    );
  }
  yield* run('update persons set merged_into = null where id = $1', from.id);
  yield* run('update merges set undone_at = $2 where id = $1', p.merge, p.at);
  return { ...parted, conversations, changed: true };
}

function* mergeById(p: { merge: string; scope: readonly string[] }): Work<MergeRow | undefined> {
  return yield* one<MergeRow>(
    `select m.person_id, m.into_id, m.at, m.undone_at, p.site_id from merges m join persons p on p.id = m.person_id
     where m.id = $1 and p.site_id = any($2)`,
    p.merge,
    p.scope,
  );
}

function faceOf({ id, kind, name, email }: Person): Person {
  return { id, kind, name, email };
}
