-- Saved views of a project's stories. One without an owner is shared with the project's members and follows from facts; one with an owner is theirs
-- alone and follows from none, so that it can be erased.
CREATE TABLE views (
    id         uuid        PRIMARY KEY,
    owner_id   uuid,
    project_id uuid,                 -- null: of each project that the owner sees
    name       text        NOT NULL,
    page       smallint    NOT NULL, -- 0 Stories, 1 Board
    filter     text        NOT NULL,
    sort       text,
    grouped    text,
    columns    text,
    lanes      text,
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK (owner_id IS NOT NULL OR project_id IS NOT NULL)
);
CREATE INDEX views_owner ON views (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX views_project ON views (project_id);
