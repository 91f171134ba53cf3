-- Who may do what. These rows follow from facts.

CREATE TABLE users (
    id               uuid        PRIMARY KEY,
    is_administrator boolean     NOT NULL,
    is_disabled      boolean     NOT NULL,
    version          integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX users_administrators ON users (id) WHERE is_administrator;

CREATE TABLE members (
    project_id uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    role       smallint    NOT NULL, -- 0 Viewer, 1 Worker, 2 Member, 3 Owner
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX members_user ON members (user_id);

CREATE TABLE tokens (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    scopes     smallint    NOT NULL, -- 1 read, 2 write, 4 work, 8 admin, added
    expires_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX tokens_user ON tokens (user_id);

CREATE TABLE sign_ins (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_ins_user ON sign_ins (user_id);

-- What is personal or secret. No fact tells it, so it can be erased; it is written in the transaction of the facts about it.

CREATE TABLE accounts (
    id            uuid PRIMARY KEY,
    email         text NOT NULL,
    email_key     text NOT NULL UNIQUE, -- by which it is found
    name          text NOT NULL,
    password_hash text
);

-- What tokens and sign-ins are proved with: only the hashes.
CREATE TABLE secrets (
    id    uuid  PRIMARY KEY, -- the token's or the sign-in's
    hash  bytea NOT NULL UNIQUE,
    label text  NOT NULL
);

-- Links good for one use.
CREATE TABLE links (
    id         uuid        PRIMARY KEY,
    user_id    uuid,                  -- whose password it lets choose; null: it lets set the instance up
    hash       bytea       NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX links_user ON links (user_id);
