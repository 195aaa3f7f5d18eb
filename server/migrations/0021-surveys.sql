-- What a site asks its visitors now and then. question '': Foyer's own. page: how the path of a page begins; '': every one.
create table surveys (
  id text primary key,
  site_id text not null references sites (id),
  kind text not null check (kind in ('nps', 'ces', 'own')),
  question text not null,
  page text not null,
  every_days integer not null,
  is_on integer not null,
  at bigint not null
);
create index surveys_by_site on surveys (site_id, at);

-- That somebody was asked, and what they said. The id is their browser's own. score null: nothing yet, and perhaps never.
create table survey_answers (
  id text primary key,
  survey_id text not null references surveys (id),
  site_id text not null references sites (id),
  person_id text not null references persons (id),
  score integer,
  word text not null,
  page text not null,
  at bigint not null
);
create index survey_answers_by_survey on survey_answers (survey_id, at);
create index survey_answers_by_person on survey_answers (person_id, at);
