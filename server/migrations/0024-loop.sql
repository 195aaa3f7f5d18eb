-- Who voted is told what became of it. told_at: the status of that moment and all before are known to them. conversation_id: where they asked
-- for it, when staff gave the vote. What was said before this was there counts as told.
alter table idea_votes add column told_at bigint;
alter table idea_votes add column conversation_id text;
update idea_votes set told_at = (select status_at from ideas where ideas.id = idea_votes.idea_id);
create index idea_votes_by_conversation on idea_votes (conversation_id);
create index ideas_by_conversation on ideas (conversation_id);

-- Whoever asked what an article was written for is told once that it is there. asker_told_at null: not yet.
alter table articles add column asker_told_at bigint;
update articles set asker_told_at = created_at;
