-- Where the help of a site is on the web: whether at all, the word that stands in its address instead of the site's key, and a host name of
-- the owner's that leads to us.
alter table sites add column help_open integer not null default 1;
alter table sites add column help_name text;
alter table sites add column help_host text;
create unique index sites_by_help_name on sites (help_name);
create unique index sites_by_help_host on sites (help_host);
