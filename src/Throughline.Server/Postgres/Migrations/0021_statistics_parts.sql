-- The parts that series are split into: by person, by label, by base item. Only the follower named 'statistics' writes here, with the buckets of the
-- whole. Nothing finer than quarter-hours is stored: that is added up from the journal. Projects are parts that have buckets of their own already.
CREATE TABLE statistics_parts (
    start      timestamptz NOT NULL, -- UTC
    count      bigint      NOT NULL, -- occurrences
    sum        bigint      NOT NULL, -- in the unit of the series
    project_id uuid        NOT NULL,
    resolution integer     NOT NULL, -- length in seconds
    dimension  smallint    NOT NULL, -- 1 person, 2 label, 3 base item
    series     smallint    NOT NULL,
    key        text        COLLATE "C" NOT NULL, -- an id, or a label's name
    PRIMARY KEY (project_id, dimension, series, resolution, start, key)
) WITH (fillfactor = 80);

-- What was recorded late, by when it was recorded: a statistic as of a position leaves out what came after it.
CREATE INDEX journal_stated ON journal (position) WHERE effective_at IS NOT NULL;

-- The parts of what happened before are not known yet: everything is added up once more.
TRUNCATE statistics_buckets, statistics_totals;
UPDATE followers SET position = 0 WHERE name = 'statistics';
