-- What people edit on an item is counted, as on everything else that they edit.
ALTER TABLE items ADD COLUMN version integer NOT NULL DEFAULT 1;

-- Texts are looked for anywhere in labels. Where pg_trgm is not there, items of the project are read one after the other until a page is full.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX items_label_words ON items USING gin (label gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not available: %', SQLERRM;
END
$$;
