-- Projects, stories and tasks. Only the sequencer writes here, under its lock, what the facts of the same commit say;
-- so references need no triggers to hold, and a fold of the journal gives these rows back.

CREATE TABLE projects (
    id          uuid        PRIMARY KEY,
    key         text        NOT NULL UNIQUE,
    name        text        NOT NULL,
    last_number integer     NOT NULL,
    story_count integer     NOT NULL,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);

CREATE TABLE stories (
    id                uuid        PRIMARY KEY,
    project_id        uuid        NOT NULL,
    number            integer     NOT NULL,
    status            smallint    NOT NULL, -- 0 Open, 1 In Progress, 2 Done
    priority          smallint    NOT NULL, -- 0 None … 4 Urgent
    version           integer     NOT NULL,
    tasks_open        integer     NOT NULL,
    tasks_in_progress integer     NOT NULL,
    tasks_done        integer     NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    assignee_id       uuid,
    title             text        NOT NULL,
    description       text        NOT NULL,
    labels            jsonb       NOT NULL
);
CREATE UNIQUE INDEX stories_number ON stories (project_id, number);
CREATE INDEX stories_status ON stories (project_id, status, number);
CREATE INDEX stories_updated ON stories (project_id, updated_at, number);

CREATE TABLE tasks (
    id          uuid        PRIMARY KEY,
    story_id    uuid        NOT NULL,
    project_id  uuid        NOT NULL,
    status      smallint    NOT NULL,
    version     integer     NOT NULL,
    estimate    bigint      NOT NULL, -- seconds
    time_spent  bigint      NOT NULL, -- seconds
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    title       text        NOT NULL,
    description text        NOT NULL
);
CREATE INDEX tasks_story ON tasks (story_id, id);
CREATE INDEX tasks_status ON tasks (project_id, status, id);
-- Room in each page keeps updates of a row in place.
ALTER TABLE stories SET (fillfactor = 85);
ALTER TABLE tasks SET (fillfactor = 85);
