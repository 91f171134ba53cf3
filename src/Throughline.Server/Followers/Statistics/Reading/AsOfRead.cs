using Npgsql;
using NpgsqlTypes;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// Statistics as they were at a position: the buckets of all that was before its second, less what was recorded later of it, with what that second had
/// until then. What it costs depends on what was recorded late since, not on how much happened since.
/// </summary>
static class AsOfRead
{
    const string AtSql = "SELECT at FROM journal WHERE position = $1";

    const string FactsSql = """
        SELECT f.*
        FROM (
            (SELECT 1 AS sign, at AS time, project_id, actor_id, type, data
             FROM journal
             WHERE position >= $1 AND position <= $2 AND effective_at IS NULL AND ($6 IS NULL OR project_id = ANY ($6))
             LIMIT $5)
            UNION ALL
            (SELECT 1, effective_at, project_id, actor_id, type, data
             FROM journal
             WHERE effective_at >= $3 AND position <= $2 AND ($6 IS NULL OR project_id = ANY ($6))
             LIMIT $5)
            UNION ALL
            (SELECT -1, effective_at, project_id, actor_id, type, data
             FROM journal
             WHERE effective_at IS NOT NULL AND effective_at < $3 AND position > $2 AND position <= $4 AND ($6 IS NULL OR project_id = ANY ($6))
             LIMIT $5)
        ) f
        LIMIT $5
        """;

    /// <param name="newest">The position that statistics are at.</param>
    /// <returns>Null: statistics are not there yet.</returns>
    public static async Task<AsOf?> FindAsync(NpgsqlConnection connection, AskedAt asked, Position newest, CancellationToken cancellation)
    {
        var position = asked.Position;
        if (asked.Time is { } time)
            // The database's moments have microseconds: the first that is later is the first of those after it.
            position = Math.Min(await FirstPosition.AtAsync(connection, (time + Duration.FromTicks(10)).ToDateTimeUtc(), cancellation) - 1, newest.Value);
        if (position > newest.Value)
            return null;
        if (position == 0)
            return new AsOf(default, 0);
        await using var at = new NpgsqlCommand(AtSql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = position } } };
        await using var row = await at.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new AsOf(new(position), row.GetSecond(0)) : null;
    }

    /// <summary>Makes a window that was filled from the buckets before its second what it was at the position.</summary>
    /// <returns>False: more was recorded late than may be read.</returns>
    public static async Task<bool> AmendAsync(
        NpgsqlConnection connection, AsOf asOf, Position newest, ProjectSet projects, BucketWindow window, CancellationToken cancellation)
    {
        var from = UnixTime.ToTimestamp(asOf.Second);
        await using var read = new NpgsqlCommand(FactsSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = await FirstPosition.AtAsync(connection, from, cancellation) },
                new NpgsqlParameter<long> { TypedValue = asOf.Position.Value },
                new NpgsqlParameter<DateTime> { TypedValue = from },
                new NpgsqlParameter<long> { TypedValue = newest.Value },
                new NpgsqlParameter<int> { TypedValue = RawRead.MostFacts + 1 },
                new NpgsqlParameter
                {
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                    Value = projects.IsAll ? DBNull.Value : projects.Named.Select(p => p.Value).ToArray(),
                },
            },
        };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var effects = new List<Effect>();
        for (var facts = 0; await row.ReadAsync(cancellation); facts++)
        {
            if (facts == RawRead.MostFacts)
                return false;
            effects.Clear();
            Effects.Of(FactJson.Read(row.GetString(4), row.GetFieldValue<byte[]>(5)), effects);
            var sign = row.GetInt32(0);
            foreach (var effect in effects)
                window.Add(effect.Series, row.GetSecond(1), new Sum(sign * effect.Count, sign * effect.Sum));
        }
        return true;
    }
}
