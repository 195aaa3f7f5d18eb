-- Written once for both databases: SQLite reads bigint as integer and makes every table STRICT, PostgreSQL compares text by bytes.
-- Times are milliseconds since 1970 UTC. Ids are UUID version 7 unless said otherwise. JSON is text.

create table secrets (
  name text primary key,
  value text not null
);

create table sites (
  id text primary key,
  key text not null unique,
  name text not null,
  origins text not null,
  accent text not null,
  greeting text not null,
  seen_at bigint,
  seen_on text,
  created_at bigint not null
);

create table persons (
  id text primary key,
  site_id text not null references sites (id),
  kind text not null check (kind in ('unknown', 'unverified', 'verified', 'identified')),
  name text,
  email text,
  created_at bigint not null
);

create table sessions (
  id text primary key,
  person_id text not null references persons (id),
  site_id text not null references sites (id),
  created_at bigint not null,
  ended_at bigint
);
create index sessions_by_person on sessions (person_id);

create table visits (
  id text primary key,
  session_id text not null references sessions (id),
  person_id text not null references persons (id),
  url text not null,
  title text not null,
  referrer text not null,
  campaign text not null,
  language text not null,
  time_zone text not null,
  user_agent text not null,
  started_at bigint not null,
  last_at bigint not null
);
create index visits_by_person on visits (person_id, last_at, id);

create table staff (
  id text primary key,
  name text not null,
  email text not null unique,
  password text not null,
  created_at bigint not null,
  removed_at bigint
);

-- A role on one site, or on every site where site_id is ''.
create table grants (
  id text primary key,
  staff_id text not null references staff (id),
  site_id text not null,
  role text not null check (role in ('viewer', 'agent', 'admin', 'owner')),
  unique (staff_id, site_id)
);

create table teams (
  id text primary key,
  name text not null,
  created_at bigint not null
);

create table team_members (
  team_id text not null references teams (id),
  staff_id text not null references staff (id),
  primary key (team_id, staff_id)
);

-- id is the SHA-256 of the cookie's token.
create table staff_sessions (
  id text primary key,
  staff_id text not null references staff (id),
  created_at bigint not null,
  expires_at bigint not null
);
create index staff_sessions_by_staff on staff_sessions (staff_id);

-- token_hash is the SHA-256 of the link's token.
create table invitations (
  id text primary key,
  token_hash text not null unique,
  name text not null,
  email text not null,
  grants text not null,
  invited_by text not null references staff (id),
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);

-- Wrong sign-ins by account or address, kept as a hash of either.
create table sign_in_failures (
  subject text primary key,
  failures integer not null,
  last_at bigint not null
);

create table conversations (
  id text primary key,
  site_id text not null references sites (id),
  person_id text not null references persons (id),
  channel text not null,
  status text not null check (status in ('open', 'snoozed', 'closed')),
  assignee_id text references staff (id),
  team_id text references teams (id),
  seq integer not null,
  public_seq integer not null,
  version integer not null,
  public_version integer not null,
  started_at bigint not null,
  last_at bigint not null,
  waiting_since bigint
);
create index conversations_by_person on conversations (person_id, last_at, id);
create index conversations_by_status on conversations (site_id, status, last_at, id);
create index conversations_by_assignee on conversations (assignee_id, status, last_at, id);

-- One entry of a conversation. The id is its author's own. A note has public_seq 0.
-- posted_version and posted_public_version are what the conversation came to by posting it, so that a retry gets the same answer.
create table messages (
  id text primary key,
  conversation_id text not null references conversations (id),
  seq integer not null,
  public_seq integer not null,
  kind text not null check (kind in ('message', 'note')),
  author_kind text not null check (author_kind in ('visitor', 'staff', 'system')),
  author_id text,
  body text,
  at bigint not null,
  edited_at bigint,
  taken_back_at bigint,
  version integer not null,
  public_version integer not null,
  posted_version integer not null,
  posted_public_version integer not null,
  moved_from text
);
create unique index messages_in_order on messages (conversation_id, seq);

create table message_revisions (
  id text primary key,
  message_id text not null references messages (id),
  body text not null,
  replaced_at bigint not null
);
create index message_revisions_by_message on message_revisions (message_id);

-- How far somebody has read. reader is 'visitor' or the id of a staff member.
create table read_marks (
  conversation_id text not null references conversations (id),
  reader text not null,
  seq integer not null,
  public_seq integer not null,
  at bigint not null,
  version integer not null,
  public_version integer not null,
  primary key (conversation_id, reader)
);

-- What happened, in order: for listeners. Never text or addresses. SQLite numbers an integer primary key by itself.
create table events (
  position bigint generated by default as identity primary key,
  name text not null,
  conversation_id text,
  subject_id text,
  actor_kind text not null,
  actor_id text,
  version integer,
  at bigint not null
);
