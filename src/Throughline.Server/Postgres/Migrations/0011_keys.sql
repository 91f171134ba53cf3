-- The keys of data protection, as the framework's XML. What is secret in it is encrypted under the master key, which is in a file outside.
CREATE TABLE data_protection_keys (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL,
    xml        text NOT NULL,
    master_id  text, -- of the master key it is encrypted under; null: there is nothing secret in it
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
