-- Orders of the stories list, so that a page of it costs the same at any depth. What is left out: by status (stories_status serves it) and
-- by the moment of change (stories_updated).
CREATE INDEX stories_priority ON stories (project_id, priority, number);
CREATE INDEX stories_assignee ON stories (project_id, coalesce(assignee_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), number);
CREATE INDEX stories_title ON stories (project_id, title, number);
