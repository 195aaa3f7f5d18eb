-- How the widget of a site looks, as JSON of protocol/look.ts; what is left out is as it is at first.
alter table sites add column look text not null default '{}';
