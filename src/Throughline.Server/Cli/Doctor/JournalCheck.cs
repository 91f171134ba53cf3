using Npgsql;

namespace Throughline.Server.Cli.Doctor;

/// <summary>
/// Positions are dense from 1 on: as many facts as the last position says. Counting reads the whole index, so only the newest
/// stretch is counted unless all of it is asked for.
/// </summary>
static class JournalCheck
{
    public const long Stretch = 1_000_000;

    public static async Task<Finding> RunAsync(NpgsqlDataSource source, bool all, CancellationToken cancel)
    {
        // One statement is one snapshot: commits that happen meanwhile don't look like holes.
        await using var command = source.CreateCommand(
            """
            WITH ends AS (SELECT coalesce(min(position), 0) AS first, coalesce(max(position), 0) AS last FROM journal),
                 stretch AS (SELECT first, last, CASE WHEN $1 THEN 0 ELSE greatest(last - $2, 0) END AS after FROM ends)
            SELECT first, last, last - after AS expected, (SELECT count(*) FROM journal WHERE position > after) AS found
            FROM stretch
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = all });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Stretch });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return Judge(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    public static Finding Judge(long first, long last, long expected, long found)
    {
        const string Advice = "Somebody deleted or wrote journal rows past the server: restore a backup, and keep other programs' hands off this database.";
        if (last == 0) return Finding.Ok("journal", "empty");
        if (first != 1) return Finding.Fail("journal", $"begins at position {first}, not at 1", Advice);
        if (found != expected) return Finding.Fail("journal", $"{expected - found} of the newest {expected} positions are missing", Advice);
        return Finding.Ok("journal", expected == last
            ? $"dense: {last} positions, {last} facts"
            : $"dense in its newest {expected} of {last} positions (--full counts all)");
    }
}
