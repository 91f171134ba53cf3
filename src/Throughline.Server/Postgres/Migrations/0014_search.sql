-- By what stories are found: words, number, labels, assignee, priority. Only the follower named 'search' writes here; it reads the whole journal
-- when it begins, so nothing that is there already is rewritten now. Beside the stories and not in them: a story's row is written whenever one of
-- its tasks moves, and would take every entry of the index along. docs/adr/0008-search-follows-the-journal.md has what that costs.
CREATE TABLE story_search (
    story_id   uuid     PRIMARY KEY,
    project_id uuid     NOT NULL,
    number     integer  NOT NULL,
    words      tsvector NOT NULL
);
CREATE INDEX story_search_number ON story_search (project_id, number);
CREATE INDEX story_search_words ON story_search USING gin (words);

-- The words that a project's stories have or had: what somebody may have meant who made a mistake in typing.
CREATE TABLE search_words (
    project_id uuid NOT NULL,
    word       text NOT NULL,
    PRIMARY KEY (project_id, word)
);

-- Similar words are found by pg_trgm. Where the account may not create it, or it is not installed, nothing is suggested, and everything else is as
-- it is: doctor says so.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX search_words_similar ON search_words USING gin (word gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not available: %', SQLERRM;
END
$$;
