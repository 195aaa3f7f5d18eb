-- What a site asked at each time, so that whoever was asked then is taken at their word. fields is JSON, as the protocol has it.
create table form_versions (
  site_id text not null references sites (id),
  changed_at bigint not null,
  fields text not null,
  primary key (site_id, changed_at)
);
insert into form_versions (site_id, changed_at, fields) select site_id, changed_at, fields from forms where is_on = 1;
