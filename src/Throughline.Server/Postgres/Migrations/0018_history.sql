-- Which tasks a story had that were deleted since: their facts belong to its history, and no row tells of them any more. Deletions are few
-- among the facts, and the others pay nothing for this index.
CREATE INDEX journal_deleted_tasks ON journal ((data ->> 'storyId')) WHERE type = 'task.deleted';
