-- Where somebody put a story among the others of its project; null: nobody did, and it stands by its number, the newest first. So a new story is
-- in no index more than before. Ranks are compared byte by byte.
ALTER TABLE stories ADD COLUMN rank text COLLATE "C";
CREATE INDEX stories_rank ON stories (project_id, rank) WHERE rank IS NOT NULL;
CREATE INDEX stories_status_rank ON stories (project_id, status, rank) WHERE rank IS NOT NULL;

-- The rank of any story (Throughline.Domain.Stories.Rank): its own, or that of its number.
CREATE FUNCTION story_rank(rank text, number integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(rank, lpad((2147483647 - number)::text, 10, '0')) COLLATE "C";

-- How many stories are to stand in a column.
ALTER TABLE projects
    ADD COLUMN has_limits        boolean NOT NULL DEFAULT false,
    ADD COLUMN limit_open        integer,
    ADD COLUMN limit_in_progress integer,
    ADD COLUMN enforces_limits   boolean NOT NULL DEFAULT false;
