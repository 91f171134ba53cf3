using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Tables;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>Reads the parts of series from their buckets; what is finer than those from the journal.</summary>
static class PartsRead
{
    // Nothing finer than a quarter of an hour is stored of them.
    static readonly Kept Stored = new(long.MaxValue, long.MaxValue);

    const string ThoseSql = "project_id = ANY ($1) AND dimension = $2 AND series = ANY ($3) AND resolution = $4";

    const string TopSql = $"""
        SELECT key
        FROM statistics_parts
        WHERE {ThoseSql} AND start >= $5 AND start < $6
        GROUP BY key
        HAVING sum(count) <> 0 OR sum(sum) <> 0
        ORDER BY sum(sum) DESC, sum(count) DESC, key
        LIMIT $7
        """;

    const string TopFlowsOfProjectsSql = """
        SELECT project_id::text
        FROM statistics_buckets
        WHERE project_id = ANY ($1) AND series = ANY ($2) AND resolution = $3 AND start >= $4 AND start < $5
        GROUP BY project_id
        HAVING sum(count) <> 0 OR sum(sum) <> 0
        ORDER BY sum(sum) DESC, sum(count) DESC, project_id
        LIMIT $6
        """;

    const string TopLevelsOfProjectsSql = """
        SELECT project_id::text FROM statistics_totals WHERE project_id = ANY ($1) AND series = ANY ($2) AND sum <> 0 ORDER BY sum DESC, project_id LIMIT $3
        """;

    const string WholeSql = $"""
        SELECT key, series, start, sum(count)::bigint, sum(sum)::bigint
        FROM statistics_parts
        WHERE {ThoseSql} AND start >= $5 AND start < $6 AND key = ANY ($7)
        GROUP BY key, series, start
        """;

    const string EdgesSql = $"""
        SELECT p.key, p.series, e.number, sum(p.count)::bigint, sum(p.sum)::bigint
        FROM unnest($5, $6) WITH ORDINALITY e ("from", "to", number)
        JOIN statistics_parts p ON p.start >= e."from" AND p.start < e."to"
        WHERE {ThoseSql} AND p.key = ANY ($7)
        GROUP BY p.key, p.series, e.number
        """;

    /// <summary>The parts with the most in a window, the most first.</summary>
    public static async Task<List<string>> TopAsync(
        NpgsqlConnection connection, Guid[] projects, Dimension dimension, BucketWindow window, int limit, CancellationToken cancellation)
    {
        var resolution = Cover.CoarsestIn(window.Calendar.Resolution) is var coarsest && coarsest < Resolution.QuarterHour ? Resolution.QuarterHour : coarsest;
        var (from, to) = (UnixTime.ToTimestamp(resolution.Floor(window.From)), UnixTime.ToTimestamp(resolution.Ceiling(window.To)));
        var series = window.Series.Select(s => (short)s).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        if (dimension != Dimension.Project)
            batch.Add(TopSql, projects, (short)dimension, series, (int)resolution, from, to, limit);
        else if (window.Series.Any(s => s.IsLevel()))
            batch.Add(TopLevelsOfProjectsSql, projects, series, limit);
        else
            batch.Add(TopFlowsOfProjectsSql, projects, series, (int)resolution, from, to, limit);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await row.ReadAsync(cancellation))
            keys.Add(row.GetString(0));
        return keys;
    }

    /// <summary>Fills a window for each part. Their series are flows.</summary>
    /// <returns>False: too much would have to be read from the journal.</returns>
    public static async Task<bool> ReadAsync(
        NpgsqlConnection connection, Position position, Guid[] projects, Dimension dimension, IReadOnlyDictionary<string, BucketWindow> windows, CancellationToken cancellation)
    {
        if (windows.Count == 0)
            return true;
        var parts = windows.ToDictionary(w => w.Key, w => new WindowParts(w.Value, Stored), StringComparer.Ordinal);
        var any = parts.Values.First();
        if (await RawRead.SumAsync(connection, position, ProjectSet.Of(projects.Select(ProjectId.Of)), any.Raw, withParts: true, cancellation) is not { } sums)
            return false;
        foreach (var (key, part) in parts)
            RawRead.Add(sums.ByPart.Where(s => s.Key.Part == new Part(dimension, key)).Select(s => (s.Key.Series, s.Key.Second, s.Value)), part.Raw);

        var keys = parts.Keys.ToArray();
        var series = any.Series.Select(s => (short)s).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        var edges = any.Edges.GroupBy(e => e.Piece.Resolution).ToList();
        batch.Add(WholeSql, projects, (short)dimension, series, (int)any.Coarsest, UnixTime.ToTimestamp(any.Whole.From), UnixTime.ToTimestamp(any.Whole.To), keys);
        foreach (var of in edges)
            batch.Add(EdgesSql, projects, (short)dimension, series, (int)of.Key, of.ToList().Column(e => UnixTime.ToTimestamp(Math.Min(e.Piece.From, e.Piece.To))),
                of.ToList().Column(e => UnixTime.ToTimestamp(Math.Max(e.Piece.From, e.Piece.To))), keys);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            parts[row.GetString(0)].AddWhole((Series)row.GetInt16(1), row.GetSecond(2), SumOf(row));
        foreach (var of in edges)
        {
            await row.NextResultAsync(cancellation);
            while (await row.ReadAsync(cancellation))
            {
                var (boundary, piece) = of.ElementAt((int)row.GetInt64(2) - 1);
                parts[row.GetString(0)].AddEdge(boundary, piece, (Series)row.GetInt16(1), SumOf(row));
            }
        }
        return true;
    }

    // The last two columns.
    static Sum SumOf(NpgsqlDataReader row) => new(row.GetInt64(3), row.GetInt64(4));
}
