-- By which a site's server signs who its visitors are. Kept as it is: verifying HS256 needs the secret itself.
create table site_secrets (
  id text primary key,
  site_id text not null references sites (id),
  value text not null,
  created_at bigint not null,
  used_at bigint
);
create index site_secrets_by_site on site_secrets (site_id);

-- sub is what a site calls somebody whom it vouches for. A person with merged_into is that one now.
alter table persons add column sub text;
alter table persons add column merged_into text;
create unique index persons_by_sub on persons (site_id, sub);

-- Who became whom, and what went along: enough to undo it.
create table merges (
  id text primary key,
  person_id text not null references persons (id),
  into_id text not null references persons (id),
  at bigint not null,
  undone_at bigint
);
create index merges_by_person on merges (into_id, at);

create table merge_moves (
  merge_id text not null references merges (id),
  kind text not null,
  thing_id text not null,
  primary key (merge_id, kind, thing_id)
);

-- What is told of somebody, by whom. value is JSON.
create table attributes (
  person_id text not null references persons (id),
  name text not null,
  source text not null check (source in ('staff', 'signed', 'form', 'page')),
  value text not null,
  at bigint not null,
  primary key (person_id, name, source)
);

-- What somebody did on the site's pages, as the pages tell it. properties is JSON.
create table tracked (
  id text primary key,
  person_id text not null references persons (id),
  event text not null,
  properties text not null,
  at bigint not null
);
create index tracked_by_person on tracked (person_id, at, id);
