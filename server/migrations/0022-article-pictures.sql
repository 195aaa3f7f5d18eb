-- A file that staff send for the articles of its site. No message can take it.
alter table files add column for_articles integer not null default 0;

-- Which text of an article shows which picture. Whoever may read the text sees it.
create table article_pictures (
  article_id text not null references articles (id),
  language text not null,
  number integer not null,
  file_id text not null,
  primary key (article_id, language, number, file_id)
);
create index article_pictures_by_file on article_pictures (file_id);
