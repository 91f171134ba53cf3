-- An archived project can be read and not be changed.
ALTER TABLE projects ADD COLUMN is_archived boolean NOT NULL DEFAULT false;
CREATE INDEX projects_archived ON projects (id) WHERE is_archived;

-- Projects that were deleted and whose rows are not all swept away yet: nobody sees or changes those any more.
CREATE TABLE deleted_projects (
    id       uuid   PRIMARY KEY,
    position bigint NOT NULL -- no fact after it is about the project
);

-- Grows whenever a project is archived, brought back or deleted. Every commit reads it under the lock, so that a node needs to look at the
-- projects themselves only when it has grown.
CREATE TABLE project_fence (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    changes  bigint  NOT NULL
);
INSERT INTO project_fence (changes) VALUES (0);

-- Sign-ins that have expired are found to be swept away.
CREATE INDEX sign_ins_expires_at ON sign_ins (expires_at);
