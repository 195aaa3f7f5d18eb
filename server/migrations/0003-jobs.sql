-- What is slow or may fail, so that a crash loses none of it. They hold ids, never text or addresses.
-- due_at: when it is to be done; while somebody is at it, when whoever has not ended it by then is given up on.
-- lease: the try that is under way. trouble: a code that says why the last try failed. A key is done once per kind.
create table jobs (
  id text primary key,
  kind text not null,
  job_key text not null,
  about text not null,
  made_at bigint not null,
  due_at bigint not null,
  tries integer not null,
  lease text,
  trouble text,
  ended_at bigint,
  outcome text check (outcome in ('done', 'gave up')),
  unique (kind, job_key)
);
create index jobs_by_due on jobs (due_at, id) where ended_at is null;
create index jobs_by_end on jobs (ended_at) where ended_at is not null;

-- How far each listener has read the events.
create table cursors (
  name text primary key,
  position bigint not null
);
