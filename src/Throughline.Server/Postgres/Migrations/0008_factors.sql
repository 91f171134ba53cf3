-- By what, beside a password, people prove who they are. No fact tells it; it goes with the account.
CREATE TABLE authenticators (
    user_id    uuid        PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret     bytea       NOT NULL, -- encrypted
    is_on      boolean     NOT NULL, -- false: no code of it was shown yet
    last_step  bigint      NOT NULL, -- of the latest code that was taken
    created_at timestamptz NOT NULL
);

CREATE TABLE recovery_codes (
    user_id uuid  NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hash    bytea NOT NULL,
    PRIMARY KEY (user_id, hash)
);

CREATE TABLE passkeys (
    id            uuid        PRIMARY KEY,
    user_id       uuid        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    credential_id bytea       NOT NULL UNIQUE,
    public_key    bytea       NOT NULL,
    sign_count    bigint      NOT NULL,
    transports    text[]      NOT NULL,
    is_synced     boolean     NOT NULL,
    name          text        NOT NULL,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz
);

CREATE INDEX passkeys_user ON passkeys (user_id);

-- Wrong tries in a row, by the hash of the mail address, whether or not it has an account. Every node sees them; they are swept.
CREATE TABLE tries (
    key          bytea       PRIMARY KEY,
    count        integer     NOT NULL,
    locked_until timestamptz NOT NULL,
    at           timestamptz NOT NULL
);

CREATE INDEX tries_at ON tries (at);

ALTER TABLE links ADD COLUMN tries integer NOT NULL DEFAULT 0; -- wrong codes that were shown with it
