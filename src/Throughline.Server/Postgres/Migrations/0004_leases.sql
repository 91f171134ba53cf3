-- Work under leases. A task's lease belongs to a worker's session, whose one row says until when it holds.

ALTER TABLE tasks
    ADD COLUMN priority          smallint NOT NULL DEFAULT 0,     -- the story's
    ADD COLUMN lease_state       smallint NOT NULL DEFAULT 0,     -- 0 None, 1 Held, 2 Completed, 3 Released, 4 Expired, 5 Void
    ADD COLUMN lease_epoch       integer  NOT NULL DEFAULT 0,
    ADD COLUMN lease_earlier     bigint   NOT NULL DEFAULT 0,     -- how those before it ended, three bits each
    ADD COLUMN worker_session_id uuid,                            -- while it is held
    ADD COLUMN claimed_at        timestamptz,                     -- while it is held
    ADD COLUMN attempts          integer  NOT NULL DEFAULT 0,
    ADD COLUMN set_aside         boolean  NOT NULL DEFAULT false,
    ADD COLUMN failure           text;
UPDATE tasks t SET priority = s.priority FROM stories s WHERE s.id = t.story_id AND s.priority <> 0;

-- The queue, in the order in which tasks are claimed. Its head is where rows come and go: vacuum it early.
CREATE INDEX tasks_claimable ON tasks (project_id, priority DESC, id) WHERE status = 0 AND NOT set_aside;
CREATE INDEX tasks_set_aside ON tasks (project_id, id) WHERE set_aside;
CREATE INDEX tasks_held ON tasks (worker_session_id) WHERE worker_session_id IS NOT NULL;
ALTER TABLE tasks SET (autovacuum_vacuum_scale_factor = 0.05);

-- Who is alive. These rows are no history and follow from no facts; a session that expired is gone.
CREATE TABLE worker_sessions (
    id          uuid        PRIMARY KEY,
    project_id  uuid        NOT NULL,
    actor_id    uuid        NOT NULL,
    worker      text        NOT NULL,
    lease       bigint      NOT NULL, -- seconds that it may be silent
    started_at  timestamptz NOT NULL,
    lease_until timestamptz NOT NULL
);
CREATE INDEX worker_sessions_lease_until ON worker_sessions (lease_until);
CREATE INDEX worker_sessions_project ON worker_sessions (project_id);
