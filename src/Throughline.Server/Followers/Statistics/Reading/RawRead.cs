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

    /// <summary>Stretches of time that are looked for in the journal at a time.</summary>
    public const int MostParts = 500;

    const long MostBytes = 64 * 1024 * 1024;

    // "at" is found by its BRIN index, a stated time by its own. The limits count what they see, so that they tell nothing of what they don't; how
    // long going past the rest may take is bounded by time.
    const string FactsSql = """
        SELECT f.*
        FROM unnest($1, $2) part ("from", "to")
        CROSS JOIN LATERAL (
            (SELECT position, at AS time, project_id, type, data, actor_id
             FROM journal
             WHERE at >= part."from" AND at < part."to" AND effective_at IS NULL AND position <= $3 AND ($5 IS NULL OR project_id = ANY ($5))
             LIMIT $4)
            UNION ALL
            (SELECT position, effective_at, project_id, type, data, actor_id
             FROM journal
             WHERE effective_at >= part."from" AND effective_at < part."to" AND position <= $3 AND ($5 IS NULL OR project_id = ANY ($5))
             LIMIT $4)
        ) f
        LIMIT $4
        """;

    const string TimeSql = "SET LOCAL statement_timeout = '10s'";

    const string MeasureSql = $"SELECT count(*), coalesce(sum(pg_column_size(data)), 0)::bigint FROM ({FactsSql}) facts";

    /// <returns>False: there are more facts than may be read.</returns>
    public static async Task<bool> ReadAsync(
        NpgsqlConnection connection, Position position, ProjectSet projects, IReadOnlyList<RawPart> parts, CancellationToken cancellation)
    {
        if (await SumAsync(connection, position, projects, parts, withParts: false, cancellation) is not { } sums)
            return false;
        Add(sums.BySecond.Select(s => (s.Key.Series, s.Key.Second, s.Value)), parts);
        return true;
    }

    /// <summary>Adds up the facts in some stretches of time.</summary>
    /// <param name="withParts">Whether the parts of series are added up too.</param>
    /// <returns>Null: there are more facts than may be read.</returns>
    public static async Task<FactSums?> SumAsync(
        NpgsqlConnection connection, Position position, ProjectSet projects, IReadOnlyList<RawPart> parts, bool withParts, CancellationToken cancellation)
    {
        if (parts.Count == 0)
            return new FactSums();
        var stretches = Merged(parts);
        if (stretches.Count > MostParts)
            return null;
        try
        {
            await using (var time = new NpgsqlCommand(TimeSql, connection))
                await time.ExecuteNonQueryAsync(cancellation);
            return await ReadBoundedAsync(connection, position, projects, stretches, withParts, cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    static async Task<FactSums?> ReadBoundedAsync(
        NpgsqlConnection connection, Position position, ProjectSet projects, List<(long From, long To)> stretches, bool withParts, CancellationToken cancellation)
    {
        await using (var measure = Command(MeasureSql))
        {
            await using var size = await measure.ExecuteReaderAsync(cancellation);
            await size.ReadAsync(cancellation);
            if (size.GetInt64(0) > MostFacts || size.GetInt64(1) > MostBytes)
                return null;
        }

        await using var read = Command(FactsSql);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var sums = new FactSums(withParts);
        while (await row.ReadAsync(cancellation))
        {
            var time = row.GetInstant(1);
            var data = FactJson.Read(row.GetString(3), row.GetFieldValue<byte[]>(4));
            sums.Add(new Fact(new(row.GetInt64(0)), time, time, new(row.GetGuid(2)), new(row.GetGuid(5)), default, data));
        }
        return sums;

        NpgsqlCommand Command(string sql) => new(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTime[]> { TypedValue = stretches.Column(s => UnixTime.ToTimestamp(s.From)) },
                new NpgsqlParameter<DateTime[]> { TypedValue = stretches.Column(s => UnixTime.ToTimestamp(s.To)) },
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

    /// <summary>The stretches that the parts cover, so that no fact is read twice.</summary>
    static List<(long From, long To)> Merged(IReadOnlyList<RawPart> parts)
    {
        var merged = new List<(long From, long To)>();
        foreach (var part in parts.OrderBy(p => p.From))
            if (merged.Count > 0 && part.From <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, part.To));
            else
                merged.Add((part.From, part.To));
        return merged;
    }

    /// <summary>Gives each stretch what lies in it.</summary>
    public static void Add(IEnumerable<(Series Series, long Second, Sum Sum)> sums, IReadOnlyList<RawPart> parts)
    {
        var bySecond = sums.OrderBy(s => s.Second).ToArray();
        var seconds = Array.ConvertAll(bySecond, s => s.Second);
        foreach (var part in parts)
            for (var i = FirstAt(part.From); i < seconds.Length && seconds[i] < part.To; i++)
                part.Add(bySecond[i].Series, seconds[i], bySecond[i].Sum);

        int FirstAt(long second)
        {
            var (low, high) = (0, seconds.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = seconds[middle] < second ? (middle + 1, high) : (low, middle);
            }
            return low;
        }
    }
}
