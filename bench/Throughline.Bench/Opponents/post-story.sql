-- One story as the sequencer writes it, one statement after the other: the lock, the last position, the project's count, the story, its fact.
BEGIN;
SELECT pg_advisory_xact_lock(7201851846310912);
SELECT coalesce(j.position, 0) AS position, greatest(j.at, clock_timestamp()) AS at, uuidv7() AS id FROM (VALUES (1)) one LEFT JOIN LATERAL (SELECT position, at FROM journal ORDER BY position DESC LIMIT 1) j ON true \gset
UPDATE projects SET last_number = last_number + 1, story_count = story_count + 1 WHERE key = 'TL' RETURNING id AS project, last_number AS number \gset
INSERT INTO stories (id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done, created_at, updated_at, assignee_id, title, description, labels, external_key) VALUES (:id, :project, :number, 0, 0, 1, 0, 0, 0, :at, :at, NULL, 'Follow the journal to its end and say what was seen', '', '[]', NULL);
INSERT INTO journal (position, at, effective_at, project_id, actor_id, subject_id, type, audience, data) VALUES (:position + 1, :at, NULL, :project, '00000000-0000-0000-0000-000000000000', :id, 'story.created', 0, format('{"number":%s,"title":"Follow the journal to its end and say what was seen","description":"","status":"Open","priority":"None","labels":[]}', :number::int)::json);
COMMIT;
