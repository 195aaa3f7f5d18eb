-- What visitors tell without wanting a chat. The id is their browser's own: the same again is no second one. conversation_id is where it
-- was answered. page, errors and files are JSON as the protocol has it; page is '' where it did not go along.
create table feedback_given (
  id text primary key,
  site_id text not null references sites (id),
  person_id text not null references persons (id),
  kind text not null check (kind in ('bug', 'idea', 'praise')),
  status text not null check (status in ('new', 'open', 'done', 'declined')),
  score integer,
  title text not null,
  body text not null,
  page text not null,
  errors text not null,
  files text not null,
  owner_id text references staff (id),
  conversation_id text references conversations (id),
  at bigint not null,
  changed_at bigint not null
);
create index feedback_given_by_site on feedback_given (site_id, at, id);
create index feedback_given_by_person on feedback_given (person_id, at, id);

create table feedback_files (
  file_id text primary key,
  feedback_id text not null references feedback_given (id)
);
create index feedback_files_by_feedback on feedback_files (feedback_id);

create table feedback_tags (
  feedback_id text not null references feedback_given (id),
  tag text not null,
  primary key (feedback_id, tag)
);
create index feedback_tags_by_tag on feedback_tags (tag, feedback_id);
