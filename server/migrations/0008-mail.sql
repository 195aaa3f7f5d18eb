-- Links that went out by mail. Their token is signed, so that an id alone opens nothing. email: where the link went.
-- kind: 'answer' shows what staff answered, 'verify' proves an address that was typed, 'continue' brings the conversations to another device.
create table mail_links (
  id text primary key,
  site_id text not null references sites (id),
  person_id text not null references persons (id),
  conversation_id text,
  email text not null,
  kind text not null check (kind in ('answer', 'verify', 'continue')),
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index mail_links_by_person on mail_links (person_id, made_at);
create index mail_links_by_expiry on mail_links (expires_at);

-- Somebody asked for their conversations by mail. The address is gone once that was looked at; its hash counts how often it is asked for.
create table mail_asks (
  id text primary key,
  site_id text not null references sites (id),
  email text,
  address_hash text not null,
  made_at bigint not null
);
create index mail_asks_by_address on mail_asks (address_hash, made_at);

-- Up to which message (as staff count) the person has been told by mail.
create table mail_told (
  conversation_id text primary key,
  seq integer not null,
  at bigint not null
);

-- Who wants no answers by mail: the hash of an address, per site.
create table mail_stops (
  site_id text not null references sites (id),
  address_hash text not null,
  at bigint not null,
  primary key (site_id, address_hash)
);
