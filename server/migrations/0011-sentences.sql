-- What the chat of a site says in its owner's own words, as a list of { language, name, text }.
alter table sites add column sentences text not null default '[]';
