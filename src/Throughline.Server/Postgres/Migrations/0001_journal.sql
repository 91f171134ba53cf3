-- The journal and what follows it.

-- Which journal this is. Event ids carry it, so that a client of another (a restored) journal learns that it must begin again.
CREATE TABLE journal_identity (
    only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    journal_id text        NOT NULL DEFAULT substr(replace(gen_random_uuid()::text, '-', ''), 1, 12),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO journal_identity DEFAULT VALUES;

-- One row per fact. Positions are given out under the sequencer's lock: dense, in commit order.
CREATE TABLE journal (
    position     bigint      PRIMARY KEY,
    at           timestamptz NOT NULL,
    effective_at timestamptz,          -- null: the same as at
    project_id   uuid        NOT NULL,
    actor_id     uuid        NOT NULL, -- the nil uuid is the local user
    subject_id   uuid        NOT NULL,
    type         text        NOT NULL,
    audience     smallint    NOT NULL,
    data         json        NOT NULL  -- json, not jsonb: these very bytes are what live clients get
);
-- "at" grows with the position, so a few bytes per range of pages answer any span of time.
CREATE INDEX journal_at ON journal USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
ALTER TABLE journal SET (autovacuum_vacuum_insert_scale_factor = 0.05);

-- How far each follower has come. The row is its lock and its fence.
CREATE TABLE followers (
    name       text        PRIMARY KEY,
    position   bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    alarm      text,       -- why it halted
    alarm_at   timestamptz
);

-- Answers to requests that carried an Idempotency-Key, kept for a day.
CREATE TABLE idempotency_keys (
    actor_id    uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      smallint    NOT NULL,
    etag        text,
    location    text,
    body        bytea       NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);
