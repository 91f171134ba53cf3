using Throughline.Bench.Machine;

namespace Throughline.Bench.Benchmarks.Journals;

/// <summary>
/// The buckets and totals of a journal of <see cref="JournalRows"/>, by a few statements: `recount --repair` would do, and takes minutes
/// for ten million facts. Whether they are right is asked of `recount` on a smaller journal, and of GROUP BY on the big one.
/// </summary>
static class BucketTables
{
    const string Effects = """
        (VALUES ('story.created', 1, 1, 0), ('story.created', 32, 0, 1), ('story.started', 32, 0, -1), ('story.started', 33, 0, 1),
                ('story.completed', 2, 1, 0), ('story.completed', 33, 0, -1), ('story.completed', 34, 0, 1),
                ('task.created', 4, 1, 0), ('task.created', 35, 0, 1)) e (type, series, count, sum)
        """;

    // As the follower keeps them: seconds for a day, minutes for 90.
    const string KeptSql = """
        UPDATE statistics_kept SET kept_from = date_trunc('minute', now() - interval '24 hours') WHERE resolution = 1;
        UPDATE statistics_kept SET kept_from = date_trunc('minute', now() - interval '90 days') WHERE resolution = 60
        """;

    public static async Task FillAsync(PrivatePostgres postgres, long facts, CancellationToken cancel)
    {
        await postgres.ExecuteAsync($"INSERT INTO followers (name, position) VALUES ('statistics', {facts})", cancel);
        await postgres.ExecuteAsync(KeptSql, cancel);
        await postgres.ExecuteAsync(Insert(1, "AND at >= (SELECT kept_from FROM statistics_kept WHERE resolution = 1)", 1), cancel);
        await postgres.ExecuteAsync(Insert(60, "AND at >= (SELECT kept_from FROM statistics_kept WHERE resolution = 60)", 60), cancel);
        await postgres.ExecuteAsync(Insert(900, "", 900, 3600, 86_400), cancel);
        await postgres.ExecuteAsync(
            "INSERT INTO statistics_totals (project_id, series, count, sum) SELECT project_id, series, sum(count), sum(sum) FROM statistics_buckets WHERE resolution = 86400 GROUP BY 1, 2",
            cancel);
        await postgres.ExecuteAsync("VACUUM ANALYZE statistics_buckets", cancel);
    }

    /// <param name="finest">Length that the journal is added up by, in seconds.</param>
    /// <param name="where">Which facts.</param>
    /// <param name="lengths">Lengths that follow from it.</param>
    static string Insert(int finest, string where, params int[] lengths) => $"""
        INSERT INTO statistics_buckets (project_id, resolution, series, start, count, sum)
        SELECT p.id, r.length, s.series, date_bin(make_interval(secs => r.length), s.start, 'epoch'), sum(s.count), sum(s.sum)
        FROM (
            SELECT e.series, f.start, sum(f.facts * e.count) AS count, sum(f.facts * e.sum) AS sum
            FROM (
                SELECT type, date_bin('{finest} seconds', at, 'epoch') AS start, count(*) AS facts
                FROM journal
                WHERE effective_at IS NULL {where}
                GROUP BY 1, 2
            ) f
            JOIN {Effects} USING (type)
            GROUP BY 1, 2
        ) s,
        (VALUES ('{JournalRows.Project}'::uuid), ('00000000-0000-0000-0000-000000000000')) p (id),
        (VALUES {string.Join(", ", lengths.Select(length => $"({length})"))}) r (length)
        GROUP BY 1, 2, 3, 4
        HAVING sum(s.count) <> 0 OR sum(s.sum) <> 0
        """;
}
