-- Shelves of a site's help. texts: title and description per language, JSON.
create table collections (
  id text primary key,
  site_id text not null references sites (id),
  position integer not null,
  texts text not null
);
create index collections_by_site on collections (site_id, position);

-- language: that of the original. pages: paths where it is suggested, JSON.
create table articles (
  id text primary key,
  site_id text not null references sites (id),
  collection_id text references collections (id),
  audience text not null check (audience in ('public', 'internal')),
  language text not null,
  position integer not null,
  pages text not null,
  created_at bigint not null,
  removed_at bigint
);
create index articles_by_site on articles (site_id, position, id);

-- How an article stands in one language. edits: how often it was written down. draft and published: numbers of its versions.
-- matches: the version of the original that a translation says.
create table article_texts (
  article_id text not null references articles (id),
  language text not null,
  edits integer not null,
  draft integer not null,
  published integer,
  slug text,
  publish_at bigint,
  publish_number integer,
  published_at bigint,
  changed_at bigint not null,
  matches integer,
  primary key (article_id, language)
);

-- tree: what the body says as nodes, JSON.
create table article_versions (
  id text primary key,
  article_id text not null references articles (id),
  language text not null,
  number integer not null,
  title text not null,
  summary text not null,
  body text not null,
  tree text not null,
  by_id text,
  at bigint not null,
  was_published integer not null
);
create unique index article_versions_in_order on article_versions (article_id, language, number);

-- Every name that an article has or had in an address: old links lead on.
create table article_slugs (
  site_id text not null references sites (id),
  language text not null,
  slug text not null,
  article_id text not null references articles (id),
  primary key (site_id, language, slug)
);

-- Goes up with everything that visitors can see of a site's articles: whoever keeps them in memory compares it.
create table article_states (
  site_id text primary key references sites (id),
  revision integer not null
);

create table article_synonyms (
  site_id text not null references sites (id),
  language text not null,
  groups text not null,
  primary key (site_id, language)
);

-- What visitors searched for and did not find. Nothing tells who it was.
create table article_misses (
  site_id text not null references sites (id),
  language text not null,
  words text not null,
  times integer not null,
  last_at bigint not null,
  primary key (site_id, language, words)
);
