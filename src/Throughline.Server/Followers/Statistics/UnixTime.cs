using Npgsql;

namespace Throughline.Server.Followers.Statistics;

/// <summary>Bucket starts are whole seconds since 1970 in memory and timestamps in the database.</summary>
static class UnixTime
{
    const long First = -62_135_596_800;
    const long Last = 253_402_300_799;

    /// <summary>What lies beyond the years 1 to 9999 becomes the database's infinities.</summary>
    public static DateTime ToTimestamp(long second) => second switch
    {
        < First => DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        > Last => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        _ => DateTime.UnixEpoch.AddSeconds(second),
    };

    public static long GetSecond(this NpgsqlDataReader row, int column) =>
        (row.GetDateTime(column) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
