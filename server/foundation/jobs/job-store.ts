import { all, one, run, type Work } from '../database/database.ts';

/** What a job is about, by name: ids and counts. Texts and addresses stay in the rows that the ids name, so that erasing those is enough. */
export type About = Readonly<Record<string, string | number>>;

/** A job to be kept. One `kind` and `key` is done once: a second one with both is not kept. */
export type NewJob = { id: string; kind: string; key: string; about: About; at: number; due: number };

export type TakenJob = { id: string; kind: string; about: About; madeAt: number; tries: number; lease: string };

/** Keeps jobs within the unit of work that needs them: they are there if and only if everything else of it is. */
export function* enqueue(jobs: readonly NewJob[]): Work<void> {
  for (const job of jobs) {
    yield* run(
      `insert into jobs (id, kind, job_key, about, made_at, due_at, tries) values ($1, $2, $3, $4, $5, $6, 0)
       on conflict (kind, job_key) do nothing`,
      ...[job.id, job.kind, job.key, JSON.stringify(checkedAbout(job)), job.at, job.due],
    );
  }
}

/** The same, unless so many jobs of its kind whose keys begin so were made since then. False: that would be too many. */
export function* enqueueFew(p: { job: NewJob; begins: string; since: number; most: number }): Work<boolean> {
  const { kind, key } = p.job;
  if (yield* one('select id from jobs where kind = $1 and job_key = $2', kind, key)) return true;
  const made = yield* one<{ n: number }>(
    'select count(*) as n from jobs where kind = $1 and substr(job_key, 1, $2) = $3 and made_at > $4',
    ...[kind, p.begins.length, p.begins, p.since],
  );
  if ((made?.n ?? 0) >= p.most) return false;
  yield* enqueue([p.job]);
  return true;
}

/** When the next job of these kinds is due; null: there is none. */
export function* nextDue(p: { kinds: readonly string[] }): Work<number | null> {
  const row = yield* one<{ due: number | null }>(
    'select min(due_at) as due from jobs where ended_at is null and kind = any($1)',
    p.kinds,
  );
  return row?.due ?? null;
}

/** Takes what is due, for one try that has until `until`. Of two servers that take at once, each gets others. */
export function* take(p: {
  kinds: readonly string[];
  at: number;
  until: number;
  lease: string;
  most: number;
}): Work<TakenJob[]> {
  const due = yield* all<{ id: string }>(
    'select id from jobs where ended_at is null and due_at <= $1 and kind = any($2) order by due_at, id limit $3',
    ...[p.at, p.kinds, p.most],
  );
  if (due.length === 0) return [];
  const rows = yield* all<{ id: string; kind: string; about: string; made_at: number; tries: number }>(
    `select id, kind, about, made_at, tries from jobs where id = any($1) and ended_at is null and due_at <= $2
     order by id for update`,
    ...[due.map(({ id }) => id), p.at],
  );
  const ids = rows.map(({ id }) => id);
  yield* run('update jobs set due_at = $2, lease = $3, tries = tries + 1 where id = any($1)', ids, p.until, p.lease);
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, about: JSON.parse(row.about) as About },
    ...{ madeAt: row.made_at, tries: row.tries + 1, lease: p.lease },
  }));
}

type Held = { id: string; lease: string };

/** Whoever is still at it has until `until`. False: another has taken it meanwhile. */
export function* renew(p: Held & { until: number }): Work<boolean> {
  return (yield* run('update jobs set due_at = $3 where id = $1 and lease = $2', p.id, p.lease, p.until)) === 1;
}

export function* end(p: Held & { at: number; outcome: 'done' | 'gave up'; trouble: string | null }): Work<void> {
  yield* run(
    'update jobs set ended_at = $3, outcome = $4, trouble = $5, lease = null where id = $1 and lease = $2',
    ...[p.id, p.lease, p.at, p.outcome, p.trouble],
  );
}

/** Another try at `due`. Without `trouble` it was no failure, and the try does not count. */
export function* postpone(p: Held & { due: number; trouble: string | null }): Work<void> {
  yield* run(
    'update jobs set due_at = $3, trouble = $4, tries = tries - $5, lease = null where id = $1 and lease = $2',
    ...[p.id, p.lease, p.due, p.trouble, p.trouble === null ? 1 : 0],
  );
}

export function* hasEnded(p: { before: number }): Work<boolean> {
  return (yield* one('select id from jobs where ended_at < $1 limit 1', p.before)) !== undefined;
}

/** Forgets what ended before then, and with it that the key was done. */
export function* sweep(p: { before: number }): Work<void> {
  yield* run('delete from jobs where ended_at < $1', p.before);
}

/** What has failed and is tried again, and what was given up since then, of these kinds. */
export function* troubles(p: {
  kinds: readonly string[];
  since: number;
}): Work<{ failing: number; gaveUp: number; last: string | null }> {
  const row = yield* one<{ failing: number; gave_up: number }>(
    `select coalesce(sum(case when ended_at is null then 1 else 0 end), 0) as failing,
       coalesce(sum(case when ended_at is not null then 1 else 0 end), 0) as gave_up
     from jobs where kind = any($1) and trouble is not null and (ended_at is null or ended_at >= $2)`,
    ...[p.kinds, p.since],
  );
  const last = yield* one<{ trouble: string }>(
    `select trouble from jobs where kind = any($1) and trouble is not null and (ended_at is null or ended_at >= $2)
     order by made_at desc, id desc limit 1`,
    ...[p.kinds, p.since],
  );
  return { failing: row?.failing ?? 0, gaveUp: row?.gave_up ?? 0, last: last?.trouble ?? null };
}

export type EventRow = {
  position: number;
  name: string;
  conversation_id: string | null;
  subject_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  version: number | null;
  at: number;
};

/** Where a listener is. One that is new begins behind everything that there is. */
export function* beginCursor(p: { name: string }): Work<number> {
  yield* run(
    `insert into cursors (name, position) values ($1, (select coalesce(max(position), 0) from events))
     on conflict (name) do nothing`,
    p.name,
  );
  return (yield* positionOf(p)) ?? 0;
}

export function* positionOf(p: { name: string }): Work<number | null> {
  const row = yield* one<{ position: number }>('select position from cursors where name = $1', p.name);
  return row?.position ?? null;
}

/** A listener that is off: it begins anew when it is on again, and does nothing about what happened in between. */
export function* forgetCursor(p: { name: string }): Work<void> {
  yield* run('delete from cursors where name = $1', p.name);
}

/**
 * The events behind a position, as far as nothing can come in between any more. Of two servers on one PostgreSQL the later number may be
 * committed first: a missing number is waited for until what stands behind it was recorded before `settled`.
 */
export function* eventsAfter(p: {
  position: number;
  settled: number;
  most: number;
}): Work<{ events: EventRow[]; waits: boolean }> {
  const rows = yield* all<EventRow>(
    `select position, name, conversation_id, subject_id, actor_kind, actor_id, version, at from events
     where position > $1 order by position limit $2`,
    ...[p.position, p.most],
  );
  let expected = p.position + 1;
  for (const [at, row] of rows.entries()) {
    if (row.position !== expected && row.at > p.settled) return { events: rows.slice(0, at), waits: true };
    expected = row.position + 1;
  }
  return { events: rows, waits: false };
}

/** Moves a listener on and keeps the jobs that it makes of what it has read, both or neither. False: another server was faster. */
export function* advance(p: { name: string; from: number; to: number; jobs: readonly NewJob[] }): Work<boolean> {
  const moved = yield* run(
    'update cursors set position = $3 where name = $1 and position = $2',
    ...[p.name, p.from, p.to],
  );
  if (moved === 0) return false;
  yield* enqueue(p.jobs);
  return true;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function checkedAbout({ kind, about }: NewJob): About {
  for (const [name, value] of Object.entries(about)) {
    if (typeof value === 'string' && !ID.test(value)) throw new TypeError(`${kind}: ${name} is no id`);
  }
  return about;
}
