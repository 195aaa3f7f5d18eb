-- When a site answers, or a team of it; team_id '' is the site itself. A site without a row is always open.
-- week: seven lists of spans, Monday first; holidays: days with spans of their own. Both as the protocol has them.
create table hours (
  site_id text not null references sites (id),
  team_id text not null,
  zone text not null,
  week text not null,
  holidays text not null,
  primary key (site_id, team_id)
);
