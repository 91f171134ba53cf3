namespace Throughline.Server.Cli.Recount;

/// <summary>
/// Statistics worked out from the journal in SQL, with rules written down a second time: on purpose nothing here is shared with
/// the follower, so that a mistake in either shows as a difference.
/// </summary>
static class RecountSql
{
    public const string Cursor = "SELECT position FROM followers WHERE name = 'statistics'";

    /// <summary>No page is applied while the cursor is locked, so buckets and cursor stand still.</summary>
    public const string LockCursor = Cursor + " FOR UPDATE";

    /// <summary>Room for sorting and adding up, so that little of it goes through files.</summary>
    public const string Memory = "SET LOCAL work_mem = '64MB'";

    /// <summary>What there should be at a position, as the temporary table <c>recounted</c>. Totals have resolution 0. Deleted projects have none of their own.</summary>
    public const string Recount = """
        CREATE TEMPORARY TABLE deleted ON COMMIT DROP AS SELECT project_id AS id FROM journal WHERE type = 'project.deleted';
        CREATE TEMPORARY TABLE recounted ON COMMIT DROP AS
        WITH levels (noun, word, series) AS (
            VALUES ('story', 'Open', 32), ('story', 'In Progress', 33), ('story', 'Done', 34),
                   ('task', 'Open', 35), ('task', 'In Progress', 36), ('task', 'Done', 37)
        ),
        facts AS (
            SELECT date_trunc('second', coalesce(effective_at, at), 'UTC') AS second, project_id, subject_id, data, position, actor_id,
                split_part(type, '.', 1) AS noun, split_part(type, '.', 2) AS verb
            FROM journal
            WHERE position <= @position
        ),
        moves AS (
            SELECT second, project_id, position, noun, verb,
                CASE WHEN verb = 'created' THEN data ->> 'status' ELSE data -> 'status' ->> 'new' END AS entered,
                CASE WHEN verb = 'deleted' THEN data ->> 'status' ELSE data -> 'status' ->> 'old' END AS quit
            FROM facts
            WHERE noun IN ('story', 'task') AND verb <> 'edited'
        ),
        gone AS (
            SELECT second, project_id, position, what AS noun, data -> member AS counts
            FROM facts
            CROSS JOIN (VALUES ('story', 'stories'), ('task', 'tasks')) parts (what, member)
            WHERE noun = 'project' AND verb = 'deleted' AND data -> member IS NOT NULL
        ),
        handed AS (
            SELECT second, project_id, position, subject_id::text AS item, data ->> 'transferId' AS transfer
            FROM facts
            WHERE noun = 'item' AND verb = 'transferred' AND data ->> 'awaits' IS NULL
            UNION ALL
            SELECT second, project_id, position, data ->> 'itemId', subject_id::text FROM facts WHERE noun = 'transfer' AND verb = 'accepted'
        ),
        withdrawn AS (
            SELECT second, project_id, position, subject_id::text AS transfer FROM facts WHERE noun = 'transfer' AND verb = 'corrected'
        ),
        begun AS (
            SELECT project_id, item, min(second) AS second FROM handed WHERE transfer NOT IN (SELECT transfer FROM withdrawn) GROUP BY 1, 2
        ),
        happened AS (
            SELECT second, project_id, position, 1 AS series, 1::bigint AS count, 0::bigint AS sum FROM moves WHERE noun = 'story' AND verb = 'created'
            UNION ALL
            SELECT second, project_id, position, 2, 1, 0 FROM moves WHERE noun = 'story' AND entered = 'Done'
            UNION ALL
            SELECT second, project_id, position, 3, 1, 0 FROM moves WHERE noun = 'story' AND verb = 'deleted'
            UNION ALL
            SELECT second, project_id, position, 4, 1, 0 FROM moves WHERE noun = 'task' AND verb = 'created'
            UNION ALL
            SELECT second, project_id, position, 5, 1, 0 FROM moves WHERE noun = 'task' AND entered = 'Done'
            UNION ALL
            SELECT second, project_id, position, 6, 1, (data ->> 'timeSpent')::bigint
            FROM facts
            WHERE noun = 'task' AND verb = 'created' AND data ->> 'timeSpent' <> '0'
            UNION ALL
            SELECT second, project_id, position, 6, 1, (data -> 'timeSpent' ->> 'new')::bigint - (data -> 'timeSpent' ->> 'old')::bigint
            FROM facts
            WHERE noun = 'task' AND json_typeof(data -> 'timeSpent') = 'object' AND data -> 'timeSpent' ->> 'new' <> data -> 'timeSpent' ->> 'old'
            UNION ALL
            SELECT second, project_id, position, series, 1, 0
            FROM facts
            JOIN (VALUES ('claimed', 7), ('released', 8), ('expired', 9), ('setAside', 10)) lease (verb, series) USING (verb)
            WHERE noun = 'task'
            UNION ALL
            SELECT second, project_id, position, 11, 1, 0 FROM facts WHERE noun = 'item' AND verb = 'created'
            UNION ALL
            SELECT second, project_id, position, 12, 1, 0 FROM handed
            UNION ALL
            SELECT second, project_id, position, 12, -1, 0 FROM withdrawn
            UNION ALL
            SELECT second, project_id, NULL, 38, 0, 1 FROM begun
            UNION ALL
            SELECT second, project_id, position, 38, 0, -(data ->> 'itemsHeld')::bigint FROM facts WHERE noun = 'project' AND verb = 'deleted' AND data ->> 'itemsHeld' IS NOT NULL
            UNION ALL
            SELECT second, project_id, position, 3, (counts ->> 'open')::bigint + (counts ->> 'inProgress')::bigint + (counts ->> 'done')::bigint, 0
            FROM gone
            WHERE noun = 'story'
            UNION ALL
            SELECT second, project_id, position, series, 0, -(counts ->> field)::bigint
            FROM gone
            JOIN levels USING (noun)
            JOIN (VALUES ('Open', 'open'), ('In Progress', 'inProgress'), ('Done', 'done')) words (word, field) USING (word)
            UNION ALL
            SELECT second, project_id, position, series, 0, 1 FROM moves JOIN levels ON levels.noun = moves.noun AND levels.word = moves.entered
            UNION ALL
            SELECT second, project_id, position, series, 0, -1 FROM moves JOIN levels ON levels.noun = moves.noun AND levels.word = moves.quit
        ),
        labelled AS (
            SELECT position, first_value(labels) OVER (PARTITION BY subject_id, told ORDER BY position) AS labels
            FROM (
                SELECT *, count(labels) OVER (PARTITION BY subject_id ORDER BY position) AS told
                FROM (
                    SELECT position, subject_id, CASE WHEN verb = 'edited' THEN data -> 'labels' -> 'new' WHEN verb IN ('created', 'deleted') THEN data -> 'labels' END AS labels
                    FROM facts
                    WHERE noun = 'story'
                ) stories
            ) since
        ),
        parts AS (
            SELECT h.second, h.project_id, 1 AS dimension, f.actor_id::text AS key, series, count, sum
            FROM happened h
            JOIN facts f USING (position)
            WHERE series < 32 AND f.noun <> 'project'
            UNION ALL
            SELECT h.second, h.project_id, 2, label, series, count, sum
            FROM happened h
            JOIN labelled l USING (position)
            CROSS JOIN LATERAL json_array_elements_text(l.labels) label
            WHERE series IN (1, 2, 3)
            UNION ALL
            SELECT h.second, h.project_id, 3, f.data ->> 'baseItemId', series, count, sum FROM happened h JOIN facts f USING (position) WHERE series = 11
        ),
        seconds AS (
            SELECT project_id, series, second AS start, sum(count) AS count, sum(sum) AS sum
            FROM happened
            GROUP BY 1, 2, 3
        ),
        minutes AS (
            SELECT project_id, series, date_bin('1 minute', start, 'epoch') AS start, sum(count) AS count, sum(sum) AS sum
            FROM seconds
            GROUP BY 1, 2, 3
        ),
        quarters AS (
            SELECT project_id, series, date_bin('15 minutes', start, 'epoch') AS start, sum(count) AS count, sum(sum) AS sum
            FROM minutes
            GROUP BY 1, 2, 3
        ),
        hours AS (
            SELECT project_id, series, date_bin('1 hour', start, 'epoch') AS start, sum(count) AS count, sum(sum) AS sum
            FROM quarters
            GROUP BY 1, 2, 3
        ),
        days AS (
            SELECT project_id, series, date_bin('1 day', start, 'epoch') AS start, sum(count) AS count, sum(sum) AS sum
            FROM hours
            GROUP BY 1, 2, 3
        ),
        buckets AS (
            SELECT 1 AS resolution, * FROM seconds WHERE start >= (SELECT kept_from FROM statistics_kept WHERE resolution = 1)
            UNION ALL
            SELECT 60, * FROM minutes WHERE start >= (SELECT kept_from FROM statistics_kept WHERE resolution = 60)
            UNION ALL
            SELECT 900, * FROM quarters
            UNION ALL
            SELECT 3600, * FROM hours
            UNION ALL
            SELECT 86400, * FROM days
            UNION ALL
            SELECT 0, project_id, series, 'epoch', count, sum FROM days
        )
        SELECT coalesce(project_id, '00000000-0000-0000-0000-000000000000') AS project_id, 0::smallint AS dimension, '' AS key, resolution, series::smallint AS series, start,
            sum(count)::bigint AS count, sum(sum)::bigint AS sum
        FROM buckets
        GROUP BY GROUPING SETS ((project_id, resolution, series, start), (resolution, series, start))
        HAVING (sum(count) <> 0 OR sum(sum) <> 0) AND (project_id IS NULL OR project_id NOT IN (SELECT id FROM deleted))
        UNION ALL
        SELECT project_id, dimension::smallint, key, resolution, series::smallint, date_bin(make_interval(secs => resolution), second, 'epoch'), sum(count)::bigint, sum(sum)::bigint
        FROM parts
        CROSS JOIN (VALUES (900), (3600), (86400)) stored (resolution)
        WHERE project_id NOT IN (SELECT id FROM deleted)
        GROUP BY 1, 2, 3, 4, 5, 6
        HAVING sum(count) <> 0 OR sum(sum) <> 0
        """;

    /// <summary>What there is: buckets that hold nothing, those of a deleted project, or are only waiting to be swept away, don't count.</summary>
    const string Kept = """
        SELECT project_id, 0::smallint AS dimension, '' AS key, resolution, series, start, count, sum
        FROM statistics_buckets b
        WHERE (count <> 0 OR sum <> 0) AND project_id NOT IN (SELECT id FROM deleted)
            AND start >= coalesce((SELECT kept_from FROM statistics_kept k WHERE k.resolution = b.resolution), '-infinity')
        UNION ALL
        SELECT project_id, 0::smallint, '', 0, series, 'epoch', count, sum FROM statistics_totals
        WHERE (count <> 0 OR sum <> 0) AND project_id NOT IN (SELECT id FROM deleted)
        UNION ALL
        SELECT project_id, dimension, key, resolution, series, start, count, sum FROM statistics_parts
        WHERE (count <> 0 OR sum <> 0) AND project_id NOT IN (SELECT id FROM deleted)
        """;

    const string Joined = $"""
        FROM recounted should
        FULL JOIN ({Kept}) found USING (project_id, dimension, key, resolution, series, start)
        """;

    const string Differs = "(should.count, should.sum) IS DISTINCT FROM (found.count, found.sum)";

    public const string Measure = $"""
        SELECT count(*) FILTER (WHERE resolution <> 0 AND dimension = 0 AND NOT ({Differs})), count(*) FILTER (WHERE resolution = 0 AND NOT ({Differs})),
            count(*) FILTER (WHERE {Differs})
        {Joined}
        """;

    public const string Differences = $"""
        SELECT project_id AS ProjectId, resolution, series, start, coalesce(should.count, 0) AS ShouldCount,
            coalesce(should.sum, 0) AS ShouldSum, coalesce(found.count, 0) AS FoundCount, coalesce(found.sum, 0) AS FoundSum, dimension, key
        {Joined}
        WHERE {Differs}
        ORDER BY resolution, start, project_id, series, dimension, key
        LIMIT @limit
        """;

    public const string Repair = """
        DELETE FROM statistics_buckets;
        DELETE FROM statistics_totals;
        DELETE FROM statistics_parts;
        INSERT INTO statistics_buckets (project_id, resolution, series, start, count, sum)
        SELECT project_id, resolution, series, start, count, sum FROM recounted WHERE resolution <> 0 AND dimension = 0;
        INSERT INTO statistics_parts (project_id, dimension, key, resolution, series, start, count, sum)
        SELECT project_id, dimension, key, resolution, series, start, count, sum FROM recounted WHERE dimension <> 0;
        INSERT INTO statistics_totals (project_id, series, count, sum)
        SELECT project_id, series, count, sum FROM recounted WHERE resolution = 0;
        """;
}
