-- A sign-in gets a new secret after its person's role changed.
ALTER TABLE secrets
    ADD COLUMN is_stale      boolean NOT NULL DEFAULT false, -- it is to be renewed
    ADD COLUMN earlier_hash  bytea,                          -- of the secret before, for requests that are under way with it
    ADD COLUMN earlier_until timestamptz;                    -- from when on that one is good for nothing
CREATE UNIQUE INDEX secrets_earlier ON secrets (earlier_hash) WHERE earlier_hash IS NOT NULL;
