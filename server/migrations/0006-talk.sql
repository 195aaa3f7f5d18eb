-- reply_to: the message that it answers, of the same conversation. reactions: a list of { emoji, by } as JSON, by is 'visitor' or the id
-- of a staff member; null while there are none.
alter table messages add column reply_to text;
alter table messages add column reactions text;

-- edit_minutes: how long visitors can change what they wrote, null: always. closed_rooms: rooms of the panel that are switched off.
alter table sites add column edit_minutes integer default 15;
alter table sites add column closed_rooms text not null default '[]';
