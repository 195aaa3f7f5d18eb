-- What somebody sends as a file, from its announcement on. Its bytes lie beside the database, under its id.
-- A refused one keeps its row for a day, so that a retry gets the same answer.
create table files (
  id text primary key,
  site_id text not null references sites (id),
  author_kind text not null check (author_kind in ('visitor', 'staff')),
  author_id text not null,
  state text not null check (state in ('coming', 'kept', 'refused')),
  refused text,
  name text not null,
  claimed text not null,
  announced bigint not null,
  type text not null,
  size bigint not null,
  width integer,
  height integer,
  duration_ms integer,
  thumbnail integer not null,
  created_at bigint not null
);
create index files_by_author on files (author_id, created_at);
create index files_by_site on files (site_id, created_at);

-- What an owner allows; without a row, what Foyer begins with. kinds is JSON.
create table file_rules (
  site_id text primary key references sites (id),
  kinds text not null,
  max_bytes bigint not null,
  changed_at bigint not null
);

-- Which message a file belongs to: one at most. messages.files repeats in JSON what is shown of them, so that reading a page asks once.
create table message_files (
  file_id text primary key,
  message_id text not null references messages (id)
);
create index message_files_by_message on message_files (message_id);
alter table messages add column files text;
