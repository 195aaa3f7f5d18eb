-- The picture that a member of the staff shows visitors: as we wrote it, in base64. Its id is what its address is made of.
create table staff_pictures (
  id text primary key,
  staff_id text not null unique references staff (id),
  body text not null
);
