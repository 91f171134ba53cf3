using Npgsql;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Tables;

/// <summary>How long fine buckets are kept, and the sweeping of older ones: a bounded piece with each page.</summary>
static class KeptRows
{
    /// <summary>Old buckets that one page sweeps at least, when there are any.</summary>
    public const int SweepAtLeast = 4000;

    const long SecondsKept = 24 * 3600;
    const long MinutesKept = 90 * 86_400L;

    const string ReadSql = "SELECT resolution, kept_from FROM statistics_kept";

    const string AdvanceSql = "UPDATE statistics_kept SET kept_from = $2 WHERE resolution = $1";

    const string SweepSecondsSql = """
        DELETE FROM statistics_seconds
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM statistics_seconds WHERE start < $1 LIMIT $2))
        """;

    const string SweepMinutesSql = """
        DELETE FROM statistics_minutes
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM statistics_minutes WHERE start < $1 LIMIT $2))
        """;

    public static async Task<Kept> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var kept = new Kept(long.MinValue, long.MinValue);
        while (await row.ReadAsync(cancellation))
            kept = row.GetInt32(0) == (int)Resolution.Second
                ? kept with { Seconds = row.GetSecond(1) }
                : kept with { Minutes = row.GetSecond(1) };
        return kept;
    }

    /// <summary>
    /// Where the buckets should begin now. It moves a quarter of an hour at a time, so that it parts no coarser bucket, and
    /// never back.
    /// </summary>
    public static Kept At(Kept before, long now) => new(
        Math.Max(before.Seconds, Resolution.QuarterHour.Floor(now - SecondsKept)),
        Math.Max(before.Minutes, Resolution.QuarterHour.Floor(now - MinutesKept)));

    public static void AddAdvance(NpgsqlBatch batch, Kept kept)
    {
        batch.Add(AdvanceSql, (int)Resolution.Second, UnixTime.ToTimestamp(kept.Seconds));
        batch.Add(AdvanceSql, (int)Resolution.Minute, UnixTime.ToTimestamp(kept.Minutes));
    }

    /// <summary>Sweeps some of what is no longer kept.</summary>
    public static void AddSweep(NpgsqlBatch batch, Kept kept, int limit)
    {
        batch.Add(SweepSecondsSql, UnixTime.ToTimestamp(kept.Seconds), limit);
        batch.Add(SweepMinutesSql, UnixTime.ToTimestamp(kept.Minutes), limit);
    }
}

/// <summary>The second (since 1970) from which on there are buckets of seconds and of minutes. Coarser ones are kept for ever.</summary>
readonly record struct Kept(long Seconds, long Minutes)
{
    public long From(Resolution resolution) => resolution switch
    {
        Resolution.Second => Seconds,
        Resolution.Minute => Minutes,
        _ => long.MinValue,
    };
}
