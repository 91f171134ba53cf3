-- Statistics: sums of facts in buckets. Only the follower named 'statistics' writes here, in the transaction that moves its
-- cursor (or `recount --repair`, under the cursor's lock).
--
-- One logical table, so that one statement writes a page's buckets of all resolutions; a partition for each resolution, so
-- that each has its own heap and index: sweeping old seconds away never touches the days, which are kept for ever, and the
-- few rows that are hot (the current bucket of each resolution) stay in small, cached pages.
--
-- The nil project id stands for all projects together: a statistic of everything reads as few rows as one of a project.

CREATE TABLE statistics_buckets (
    start      timestamptz NOT NULL, -- UTC
    count      bigint      NOT NULL, -- occurrences; 0 for levels
    sum        bigint      NOT NULL, -- in the unit of the series; for levels the sum of the deltas
    project_id uuid        NOT NULL,
    resolution integer     NOT NULL, -- length in seconds
    series     smallint    NOT NULL,
    PRIMARY KEY (project_id, resolution, series, start)
) PARTITION BY LIST (resolution);

-- Room in each page keeps the updates of hot rows in place.
CREATE TABLE statistics_seconds       PARTITION OF statistics_buckets FOR VALUES IN (1)     WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE TABLE statistics_minutes       PARTITION OF statistics_buckets FOR VALUES IN (60)    WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE TABLE statistics_quarter_hours PARTITION OF statistics_buckets FOR VALUES IN (900)   WITH (fillfactor = 80);
CREATE TABLE statistics_hours         PARTITION OF statistics_buckets FOR VALUES IN (3600)  WITH (fillfactor = 80);
CREATE TABLE statistics_days          PARTITION OF statistics_buckets FOR VALUES IN (86400) WITH (fillfactor = 80);

-- What is swept is found by its time alone.
CREATE INDEX statistics_seconds_start ON statistics_seconds (start);
CREATE INDEX statistics_minutes_start ON statistics_minutes (start);

-- Where the buckets of a resolution begin. What is older is being swept away, gets no new buckets, and is answered from the
-- journal; a reader learns the limit in the same snapshot as the buckets. Resolutions without a row are kept for ever.
CREATE TABLE statistics_kept (
    resolution integer     PRIMARY KEY,
    kept_from  timestamptz NOT NULL
);
INSERT INTO statistics_kept VALUES (1, '0001-01-01T00:00:00Z'), (60, '0001-01-01T00:00:00Z');

-- Sums over all time. The level of a series at a moment is its total less the deltas after that moment.
CREATE TABLE statistics_totals (
    project_id uuid     NOT NULL,
    series     smallint NOT NULL,
    count      bigint   NOT NULL,
    sum        bigint   NOT NULL,
    PRIMARY KEY (project_id, series)
) WITH (fillfactor = 50);

-- Facts whose time was stated are not in the journal in the order of that time.
CREATE INDEX journal_effective_at ON journal (effective_at) WHERE effective_at IS NOT NULL;
