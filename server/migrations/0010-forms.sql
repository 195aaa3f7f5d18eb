-- What a site asks before the first message of a conversation. fields is JSON, as the protocol has it.
create table forms (
  site_id text primary key references sites (id),
  is_on integer not null,
  intro text not null,
  fields text not null,
  changed_at bigint not null
);

-- What somebody answered before the conversation that they then began: it may not be there yet. person_id is who they were then.
create table form_answers (
  conversation_id text primary key,
  site_id text not null references sites (id),
  person_id text not null references persons (id),
  answers text not null,
  at bigint not null
);
