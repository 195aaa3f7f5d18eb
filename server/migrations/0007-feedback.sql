-- Sites that ask how visitors liked a conversation.
create table feedback_asking (
  site_id text primary key references sites (id),
  csat integer not null
);

-- What people tell. subject_id is what it is about: of 'csat' a conversation, once.
create table feedback (
  id text primary key,
  site_id text not null references sites (id),
  person_id text not null references persons (id),
  kind text not null check (kind in ('csat')),
  subject_id text not null,
  score integer not null,
  body text not null,
  at bigint not null,
  unique (kind, subject_id)
);
