-- How the board of a site is kept. rules: JSON.
create table board_rules (
  site_id text primary key references sites (id),
  rules text not null
);

-- What people wish for. person_id null: staff made it in their own name. into_id: the idea that it was merged into. votes, unproven: how many
-- voted of whom it is known who they are, and others; counted again whenever a vote or a voter is another.
create table ideas (
  id text primary key,
  site_id text not null references sites (id),
  person_id text references persons (id),
  staff_id text,
  title text not null,
  body text not null,
  status text not null check (status in ('open', 'planned', 'started', 'done', 'declined')),
  word text not null,
  status_at bigint,
  waiting integer not null,
  into_id text,
  removed_at bigint,
  conversation_id text,
  votes integer not null default 0,
  unproven integer not null default 0,
  at bigint not null
);
create index ideas_by_site on ideas (site_id, at);
create index ideas_by_person on ideas (person_id);
create index ideas_by_into on ideas (into_id);

-- A person may have two for one idea, after two ideas or two persons became one, and counts once. given_to: the idea that it was given to
-- first. staff_id: who voted in the person's name.
create table idea_votes (
  id text primary key,
  idea_id text not null references ideas (id),
  given_to text not null,
  person_id text not null references persons (id),
  staff_id text,
  at bigint not null
);
create index idea_votes_by_idea on idea_votes (idea_id, person_id);
create index idea_votes_by_person on idea_votes (person_id);

-- What became of an idea, each time with a word.
create table idea_statuses (
  id text primary key,
  idea_id text not null references ideas (id),
  status text not null,
  word text not null,
  staff_id text,
  at bigint not null
);
create index idea_statuses_by_idea on idea_statuses (idea_id, at);
