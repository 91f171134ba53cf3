-- What is bound to mail addresses and to identities elsewhere. It is personal: no fact tells it, so it can be erased.

-- Purposes of links, two more: 3 agree at the new address, 4 agree at the old one.

CREATE TABLE invitations (
    id         uuid        PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    email      text        NOT NULL,
    role       smallint    NOT NULL, -- as in members
    invited_by uuid        NOT NULL,
    hash       bytea       NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX invitations_project ON invitations (project_id);

-- The address that an account is to get when both have agreed.
CREATE TABLE address_changes (
    user_id       uuid        PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    email         text        NOT NULL,
    new_confirmed boolean     NOT NULL,
    old_confirmed boolean     NOT NULL,
    expires_at    timestamptz NOT NULL
);

-- Whom identities at other providers sign in here.
CREATE TABLE external_logins (
    provider   text        NOT NULL,
    subject    text        NOT NULL,
    user_id    uuid        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    label      text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX external_logins_user ON external_logins (user_id);
