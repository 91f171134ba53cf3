-- What a story is called where it came from, so that an import finds it again. A project has a key once; null: it came from nowhere else.
ALTER TABLE stories ADD COLUMN external_key text;
CREATE UNIQUE INDEX stories_external_key ON stories (project_id, external_key) WHERE external_key IS NOT NULL;
