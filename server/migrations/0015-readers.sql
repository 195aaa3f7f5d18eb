-- What readers say of an article. number: the version that they read. Nothing tells who it was.
create table article_verdicts (
  id text primary key,
  article_id text not null references articles (id),
  language text not null,
  number integer not null,
  helped integer not null,
  word text not null,
  at bigint not null
);
create index article_verdicts_by_article on article_verdicts (article_id, at);

-- What somebody searched for and read before they asked. steps: JSON.
create table article_tries (
  conversation_id text primary key,
  site_id text not null references sites (id),
  steps text not null,
  at bigint not null
);

-- The conversation that an article was begun from.
alter table articles add column conversation_id text;
create index articles_by_conversation on articles (conversation_id);
