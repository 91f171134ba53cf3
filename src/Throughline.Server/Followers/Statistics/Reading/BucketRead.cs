using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// Fills a window from the buckets, in one round trip. What is read depends on the window, never on how much history there is.
/// </summary>
static class BucketRead
{
    // A bucket before kept_from may still be there, half swept away: it must not be seen.
    const string KeptSql = """
        resolution = $2 AND series = ANY ($3)
            AND start >= greatest($4, (SELECT kept_from FROM statistics_kept k WHERE k.resolution = $2))
            AND start < $5
        """;

    // All projects together have buckets of their own, so they are read as one is. Only a set of several has to be added up.
    const string OfOneSql = $"""
        SELECT series, start, count, sum
        FROM statistics_buckets
        WHERE project_id = $1 AND {KeptSql}
        """;

    const string OfSeveralSql = $"""
        SELECT series, start, sum(count)::bigint, sum(sum)::bigint
        FROM statistics_buckets
        WHERE project_id = ANY ($1) AND {KeptSql}
        GROUP BY series, start
        """;

    static readonly string LevelsOfOneSql = LevelsSql("= $1");
    static readonly string LevelsOfSeveralSql = LevelsSql("= ANY ($1)");

    // The level at a moment: the total less what came after it, in as few buckets as there can be.
    static string LevelsSql(string those) => $"""
        SELECT series, sum(sum)::bigint
        FROM (
            SELECT series, sum FROM statistics_totals WHERE project_id {those} AND series = ANY ($2)
            UNION ALL
            SELECT series, -sum FROM statistics_buckets WHERE project_id {those} AND resolution = 1 AND series = ANY ($2)
                AND start >= greatest($3, (SELECT kept_from FROM statistics_kept k WHERE k.resolution = 1)) AND start < $4
            UNION ALL
            SELECT series, -sum FROM statistics_buckets WHERE project_id {those} AND resolution = 60 AND series = ANY ($2)
                AND start >= greatest($4, (SELECT kept_from FROM statistics_kept k WHERE k.resolution = 60)) AND start < $5
            UNION ALL
            SELECT series, -sum FROM statistics_buckets WHERE project_id {those} AND resolution = 900 AND series = ANY ($2)
                AND start >= $5 AND start < $6
            UNION ALL
            SELECT series, -sum FROM statistics_buckets WHERE project_id {those} AND resolution = 3600 AND series = ANY ($2)
                AND start >= $6 AND start < $7
            UNION ALL
            SELECT series, -sum FROM statistics_buckets WHERE project_id {those} AND resolution = 86400 AND series = ANY ($2)
                AND start >= $7
        ) parts
        GROUP BY series
        """;

    /// <param name="until">End of what is read; at least the window's.</param>
    public static async Task ReadAsync(
        NpgsqlConnection connection, ProjectSet projects, BucketWindow window, long until, CancellationToken cancellation)
    {
        var levels = window.Series.Where(s => s.IsLevel()).Select(s => (short)s).ToArray();
        var edges = Cover.From(window.To).Select(p => (object)UnixTime.ToTimestamp(p.From)).ToArray();
        var one = projects.IsAll ? Buckets.AllProjects : projects.Only;
        object those = one is { } id ? id.Value : projects.Named.Select(p => p.Value).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(one is null ? OfSeveralSql : OfOneSql, those, (int)window.Resolution, window.Series.Select(s => (short)s).ToArray(),
            UnixTime.ToTimestamp(window.From), UnixTime.ToTimestamp(until));
        if (levels.Length > 0)
            batch.Add(one is null ? LevelsOfSeveralSql : LevelsOfOneSql, [those, levels, .. edges]);

        await using var row = await batch.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            window.Add((Series)row.GetInt16(0), row.GetSecond(1), new Sum(row.GetInt64(2), row.GetInt64(3)));
        // A level without a row has nothing at the window's end; what came before it may have been taken back within it.
        foreach (var level in levels)
            window.Settle((Series)level, 0);
        await row.NextResultAsync(cancellation);
        while (levels.Length > 0 && await row.ReadAsync(cancellation))
            window.Settle((Series)row.GetInt16(0), row.GetInt64(1));
    }
}
