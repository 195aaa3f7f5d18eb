-- Where somebody wants to be answered whom the site vouches for without an address. Theirs once a link in a letter there has proven it.
alter table persons add column said_email text;
alter table persons add column said_proven_at bigint;
