-- Teams are of one site. A removed one keeps its row: conversations that it had still name it.
alter table teams add column site_id text references sites (id);
alter table teams add column removed_at bigint;
