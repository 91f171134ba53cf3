-- From where and when each token and sign-in was used. No fact tells it: it is forgotten after a while, and with its user.
CREATE TABLE uses (
    credential_id uuid        NOT NULL, -- the token's or the sign-in's
    address       inet        NOT NULL,
    user_id       uuid        NOT NULL, -- whose it is
    first_at      timestamptz NOT NULL,
    last_at       timestamptz NOT NULL,
    PRIMARY KEY (credential_id, address)
);
CREATE INDEX uses_user ON uses (user_id);
CREATE INDEX uses_last ON uses (last_at);

-- Position of the fact that erased them; null: they are somebody.
ALTER TABLE users ADD COLUMN erased_at bigint;
CREATE INDEX users_erased ON users (erased_at) WHERE erased_at IS NOT NULL;

-- Finds what a thing, a person, a credential or a project was in. Some bytes for each 32 pages and column, not an entry for each fact:
-- docs/adr/0007-finding-facts.md has what that costs and what it was measured against.
CREATE INDEX journal_whom ON journal USING brin (
    subject_id    uuid_bloom_ops (n_distinct_per_range = 1000),
    actor_id      uuid_bloom_ops (n_distinct_per_range = 100),
    credential_id uuid_bloom_ops (n_distinct_per_range = 100),
    project_id    uuid_bloom_ops (n_distinct_per_range = 50))
    WITH (pages_per_range = 32, autosummarize = on);

-- What is not for everybody who sees a project: sign-ins, tokens, accounts. They are few, and no fact about work costs anything here.
CREATE INDEX journal_people ON journal (position) WHERE audience <> 0;
