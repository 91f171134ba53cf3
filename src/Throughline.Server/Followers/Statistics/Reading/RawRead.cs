using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>Adds up facts themselves, where the buckets are too coarse or gone. Bounded: it measures before it reads.</summary>
static class RawRead
{
    public const int MostFacts = 100_000;
    const long MostBytes = 64 * 1024 * 1024;

    // "at" is found by its BRIN index, a stated time by its own. The limit counts what they see, so that it tells nothing of what they don't; how long
    // going past the rest may take is bounded by time.
    const string FactsSql = """
        (SELECT position, at AS time, project_id, type, data
         FROM journal
         WHERE at >= $1 AND at < $2 AND effective_at IS NULL AND position <= $3 AND ($5 IS NULL OR project_id = ANY ($5))
         LIMIT $4)
        UNION ALL
        (SELECT position, effective_at, project_id, type, data
         FROM journal
         WHERE effective_at >= $1 AND effective_at < $2 AND position <= $3 AND ($5 IS NULL OR project_id = ANY ($5))
         LIMIT $4)
        """;

    const string TimeSql = "SET LOCAL statement_timeout = '10s'";

    const string MeasureSql = $"SELECT count(*), coalesce(sum(pg_column_size(data)), 0)::bigint FROM ({FactsSql}) facts";

    /// <returns>False: there are more facts than may be read.</returns>
    public static async Task<bool> ReadAsync(
        NpgsqlConnection connection, Position position, ProjectSet projects, BucketWindow window, long from, long until,
        CancellationToken cancellation)
    {
        try
        {
            await using (var time = new NpgsqlCommand(TimeSql, connection))
                await time.ExecuteNonQueryAsync(cancellation);
            return await ReadBoundedAsync(connection, position, projects, window, from, until, cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    static async Task<bool> ReadBoundedAsync(
        NpgsqlConnection connection, Position position, ProjectSet projects, BucketWindow window, long from, long until,
        CancellationToken cancellation)
    {
        await using (var measure = Command(MeasureSql))
        {
            await using var size = await measure.ExecuteReaderAsync(cancellation);
            await size.ReadAsync(cancellation);
            if (size.GetInt64(0) > MostFacts || size.GetInt64(1) > MostBytes)
                return false;
        }

        await using var read = Command(FactsSql);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var sums = new FactSums();
        while (await row.ReadAsync(cancellation))
        {
            var time = row.GetInstant(1);
            var data = FactJson.Read(row.GetString(3), row.GetFieldValue<byte[]>(4));
            sums.Add(new Fact(new(row.GetInt64(0)), time, time, new(row.GetGuid(2)), UserId.Local, default, data));
        }
        Add(sums, window);
        return true;

        NpgsqlCommand Command(string sql) => new(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTime> { TypedValue = UnixTime.ToTimestamp(from) },
                new NpgsqlParameter<DateTime> { TypedValue = UnixTime.ToTimestamp(until) },
                new NpgsqlParameter<long> { TypedValue = position.Value },
                new NpgsqlParameter<int> { TypedValue = MostFacts + 1 },
                new NpgsqlParameter
                {
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid,
                    Value = projects.IsAll ? DBNull.Value : projects.Named.Select(p => p.Value).ToArray(),
                },
            },
        };
    }

    // The level at the window's end is known from coarser buckets, which hold all that came before the last raw fact.
    // So facts in the window say how that level came to be, and facts after it are taken off it.
    static void Add(FactSums sums, BucketWindow window)
    {
        var levels = window.Series.Where(s => s.IsLevel()).ToDictionary(s => s, window.Level);
        foreach (var (key, sum) in sums.BySecond)
            if (key.Second < window.To)
                window.Add(key.Series, key.Second, sum);
            else if (levels.ContainsKey(key.Series))
                levels[key.Series] -= sum.Amount;
        foreach (var (level, atEnd) in levels)
            window.Settle(level, atEnd);
    }
}
