using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// Fills a window from the stored buckets, in one round trip. What is read depends on the window, never on how much history there is.
/// </summary>
static class BucketRead
{
    const string ThoseSql = "resolution = $2 AND series = ANY ($3) AND start >= $4 AND start < $5";

    // All projects together have buckets of their own, so they are read as one is. Only a set of several has to be added up.
    const string OfOneSql = $"SELECT series, start, count, sum FROM statistics_buckets WHERE project_id = $1 AND {ThoseSql}";

    const string OfSeveralSql = $"""
        SELECT series, start, sum(count)::bigint, sum(sum)::bigint
        FROM statistics_buckets
        WHERE project_id = ANY ($1) AND {ThoseSql}
        GROUP BY series, start
        """;

    static readonly string EdgesOfOneSql = EdgesSql("= $1");
    static readonly string EdgesOfSeveralSql = EdgesSql("= ANY ($1)");
    static readonly string LevelsOfOneSql = LevelsSql("= $1");
    static readonly string LevelsOfSeveralSql = LevelsSql("= ANY ($1)");

    static string EdgesSql(string those) => $"""
        SELECT e.number, b.series, sum(b.count)::bigint, sum(b.sum)::bigint
        FROM unnest($4, $5) WITH ORDINALITY e ("from", "to", number)
        JOIN statistics_buckets b ON b.start >= e."from" AND b.start < e."to"
        WHERE b.project_id {those} AND b.resolution = $2 AND b.series = ANY ($3)
        GROUP BY e.number, b.series
        """;

    // The level at a moment: the total less what came after it, in as few buckets as there can be.
    static string LevelsSql(string those) => $"""
        SELECT series, sum(sum)::bigint
        FROM (
            SELECT series, sum FROM statistics_totals WHERE project_id {those} AND series = ANY ($2)
            UNION ALL
            SELECT b.series, -b.sum
            FROM unnest($3, $4, $5) p (resolution, "from", "to")
            JOIN statistics_buckets b ON b.resolution = p.resolution AND b.start >= p."from" AND b.start < p."to"
            WHERE b.project_id {those} AND b.series = ANY ($2)
        ) parts
        GROUP BY series
        """;

    /// <param name="ahead">Whether what comes after the window is read too.</param>
    public static async Task ReadAsync(NpgsqlConnection connection, ProjectSet projects, WindowParts parts, bool ahead, CancellationToken cancellation)
    {
        var one = projects.IsAll ? Buckets.AllProjects : projects.Only;
        object those = one is { } id ? id.Value : projects.Named.Select(p => p.Value).ToArray();
        var series = parts.Series.Select(s => (short)s).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        var readers = new List<Action<NpgsqlDataReader>>();

        Read(parts.Whole, row => parts.AddWhole((Series)row.GetInt16(0), row.GetSecond(1), SumOf(row)));
        foreach (var edges in parts.Edges.GroupBy(e => e.Piece.Resolution))
            ReadEdges(edges.Key, [.. edges]);
        if (ahead)
            // Each of the buckets to come will begin at one of these.
            Read(new Piece(parts.Coarsest < Resolution.QuarterHour ? parts.Coarsest : Resolution.QuarterHour, parts.To, long.MaxValue),
                row => parts.AddAhead((Series)row.GetInt16(0), row.GetSecond(1), SumOf(row)));
        if (parts.Levels.Any())
            ReadLevels();

        await using var row = await batch.ExecuteReaderAsync(cancellation);
        foreach (var read in readers)
        {
            while (await row.ReadAsync(cancellation))
                read(row);
            await row.NextResultAsync(cancellation);
        }

        void Read(Piece piece, Action<NpgsqlDataReader> read)
        {
            batch.Add(one is null ? OfSeveralSql : OfOneSql, those, (int)piece.Resolution, series, UnixTime.ToTimestamp(piece.From), UnixTime.ToTimestamp(piece.To));
            readers.Add(read);
        }

        void ReadEdges(Resolution resolution, List<(int Boundary, Piece Piece)> edges)
        {
            batch.Add(one is null ? EdgesOfSeveralSql : EdgesOfOneSql, those, (int)resolution, series,
                edges.Column(e => UnixTime.ToTimestamp(Math.Min(e.Piece.From, e.Piece.To))), edges.Column(e => UnixTime.ToTimestamp(Math.Max(e.Piece.From, e.Piece.To))));
            readers.Add(row =>
            {
                var (boundary, piece) = edges[(int)row.GetInt64(0) - 1];
                parts.AddEdge(boundary, piece, (Series)row.GetInt16(1), SumOf(row));
            });
        }

        void ReadLevels()
        {
            batch.Add(one is null ? LevelsOfSeveralSql : LevelsOfOneSql, those, parts.Levels.Select(s => (short)s).ToArray(), parts.After.Column(p => (int)p.Resolution),
                parts.After.Column(p => UnixTime.ToTimestamp(p.From)), parts.After.Column(p => UnixTime.ToTimestamp(p.To)));
            readers.Add(row => parts.AddLevel((Series)row.GetInt16(0), row.GetInt64(1)));
        }
    }

    // The last two columns.
    static Sum SumOf(NpgsqlDataReader row) => new(row.GetInt64(2), row.GetInt64(3));
}
