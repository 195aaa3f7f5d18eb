-- What a post has to move is less: the conversations of a person are few and are sorted when they are read, and whoever has none to answer
-- stands in no order of assignees.
drop index conversations_by_person;
create index conversations_by_person on conversations (person_id);
drop index conversations_by_assignee;
create index conversations_by_assignee on conversations (assignee_id, status, last_at, id) where assignee_id is not null;
