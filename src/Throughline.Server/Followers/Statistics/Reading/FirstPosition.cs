using Npgsql;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>Positions are dense and times never go back, so a moment's place in the journal is found by halving.</summary>
static class FirstPosition
{
    const string Sql = """
        WITH RECURSIVE half (low, high) AS (
            SELECT 1::bigint, coalesce((SELECT max(position) FROM journal), 0) + 1
            UNION ALL
            SELECT CASE WHEN j.at < $1 THEN j.position + 1 ELSE half.low END, CASE WHEN j.at < $1 THEN half.high ELSE j.position END
            FROM half
            JOIN journal j ON j.position = (half.low + half.high) / 2
            WHERE half.low < half.high
        )
        SELECT max(low) FROM half WHERE low = high
        """;

    /// <summary>The first position that is not before a moment.</summary>
    public static async Task<long> AtAsync(NpgsqlConnection connection, DateTime moment, CancellationToken cancellation)
    {
        await using var first = new NpgsqlCommand(Sql, connection) { Parameters = { new NpgsqlParameter<DateTime> { TypedValue = moment } } };
        return (long)(await first.ExecuteScalarAsync(cancellation))!;
    }
}
