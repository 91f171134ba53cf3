-- A sign-in gets a new secret after its person was given another role.
ALTER TABLE secrets
    ADD COLUMN is_stale      boolean NOT NULL DEFAULT false, -- it is to be renewed
    ADD COLUMN next_salt     bytea,                          -- what the secret that is offered is made with, from the one that is shown
    ADD COLUMN next_hash     bytea,                          -- of the secret that is offered
    ADD COLUMN earlier_hash  bytea,                          -- of the secret before, for requests that are under way with it
    ADD COLUMN earlier_until timestamptz;                    -- from when on that one is good for nothing
CREATE UNIQUE INDEX secrets_next ON secrets (next_hash) WHERE next_hash IS NOT NULL;
CREATE UNIQUE INDEX secrets_earlier ON secrets (earlier_hash) WHERE earlier_hash IS NOT NULL;
