-- Labels of a project that were given a colour. Which labels there are, its stories say.
CREATE TABLE labels (
    project_id uuid     NOT NULL,
    name       text     NOT NULL,
    color      smallint NOT NULL,
    PRIMARY KEY (project_id, name)
);
