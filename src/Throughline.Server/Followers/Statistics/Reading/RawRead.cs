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

    // "at" is found by its BRIN index, a stated time by its own; the limits bound what either of them reads.
    const string FactsSql = """
        SELECT f.*
        FROM unnest($1, $2) part ("from", "to")
        CROSS JOIN LATERAL (
            (SELECT position, at AS time, project_id, type, data
             FROM journal
             WHERE at >= part."from" AND at < part."to" AND effective_at IS NULL AND position <= $3
             LIMIT $4)
            UNION ALL
            (SELECT position, effective_at, project_id, type, data
             FROM journal
             WHERE effective_at >= part."from" AND effective_at < part."to" AND position <= $3
             LIMIT $4)
        ) f
        LIMIT $4
        """;

    const string MeasureSql = $"SELECT count(*), coalesce(sum(pg_column_size(data)), 0)::bigint FROM ({FactsSql}) facts";

    const string ReadSql =
        $"SELECT position, time, project_id, type, data FROM ({FactsSql}) facts WHERE $5 IS NULL OR project_id = ANY ($5)";

    /// <returns>False: there are more facts than may be read.</returns>
    public static async Task<bool> ReadAsync(
        NpgsqlConnection connection, Position position, ProjectSet projects, IReadOnlyList<RawPart> parts, CancellationToken cancellation)
    {
        if (parts.Count == 0)
            return true;
        var stretches = Merged(parts);
        if (stretches.Count > MostParts)
            return false;
        await using (var measure = Command(MeasureSql))
        {
            await using var size = await measure.ExecuteReaderAsync(cancellation);
            await size.ReadAsync(cancellation);
            if (size.GetInt64(0) > MostFacts || size.GetInt64(1) > MostBytes)
                return false;
        }

        await using var read = Command(ReadSql);
        read.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid,
            Value = projects.IsAll ? DBNull.Value : projects.Named.Select(p => p.Value).ToArray(),
        });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var sums = new FactSums();
        while (await row.ReadAsync(cancellation))
        {
            var time = row.GetInstant(1);
            var data = FactJson.Read(row.GetString(3), row.GetFieldValue<byte[]>(4));
            sums.Add(new Fact(new(row.GetInt64(0)), time, time, new(row.GetGuid(2)), UserId.Local, default, data));
        }
        Add(sums, parts);
        return true;

        NpgsqlCommand Command(string sql) => new(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTime[]> { TypedValue = stretches.Column(s => UnixTime.ToTimestamp(s.From)) },
                new NpgsqlParameter<DateTime[]> { TypedValue = stretches.Column(s => UnixTime.ToTimestamp(s.To)) },
                new NpgsqlParameter<long> { TypedValue = position.Value },
                new NpgsqlParameter<int> { TypedValue = MostFacts + 1 },
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

    static void Add(FactSums sums, IReadOnlyList<RawPart> parts)
    {
        var bySecond = sums.BySecond.OrderBy(s => s.Key.Second).ToArray();
        var seconds = Array.ConvertAll(bySecond, s => s.Key.Second);
        foreach (var part in parts)
            for (var i = FirstAt(part.From); i < seconds.Length && seconds[i] < part.To; i++)
                part.Add(bySecond[i].Key.Series, seconds[i], bySecond[i].Value);

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
