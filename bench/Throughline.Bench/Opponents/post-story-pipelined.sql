-- The same in a single round trip. What one statement finds can't be handed to the next one in a pipeline, so each looks it up.
\startpipeline
BEGIN;
SELECT pg_advisory_xact_lock(7201851846310912);
UPDATE projects SET last_number = last_number + 1, story_count = story_count + 1 WHERE key = 'TL';
INSERT INTO journal (position, at, effective_at, project_id, actor_id, subject_id, type, audience, data) SELECT coalesce(j.position, 0) + 1, greatest(j.at, clock_timestamp()), NULL, p.id, '00000000-0000-0000-0000-000000000000', uuidv7(), 'story.created', 0, format('{"number":%s,"title":"Follow the journal to its end and say what was seen","description":"","status":"Open","priority":"None","labels":[]}', p.last_number)::json FROM projects p LEFT JOIN LATERAL (SELECT position, at FROM journal ORDER BY position DESC LIMIT 1) j ON true WHERE p.key = 'TL';
INSERT INTO stories (id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done, created_at, updated_at, assignee_id, title, description, labels, external_key) SELECT j.subject_id, p.id, p.last_number, 0, 0, 1, 0, 0, 0, j.at, j.at, NULL, 'Follow the journal to its end and say what was seen', '', '[]', NULL FROM projects p, LATERAL (SELECT subject_id, at FROM journal ORDER BY position DESC LIMIT 1) j WHERE p.key = 'TL';
COMMIT;
\endpipeline
