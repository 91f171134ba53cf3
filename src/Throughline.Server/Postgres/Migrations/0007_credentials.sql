-- By which token or sign-in a fact came about; null: the program's own doing, or nobody had to prove who they are.
ALTER TABLE journal ADD COLUMN credential_id uuid;

-- Links that let choose a password are bound to the address that the account had when they were made; those of before are good no more.
DELETE FROM links WHERE user_id IS NOT NULL;
ALTER TABLE links
    ADD COLUMN purpose smallint NOT NULL DEFAULT 0, -- 0 set the instance up, 1 choose a password
    ADD COLUMN address text;
ALTER TABLE links ALTER COLUMN purpose DROP DEFAULT;
