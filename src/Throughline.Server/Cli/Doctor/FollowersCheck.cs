using Npgsql;

namespace Throughline.Server.Cli.Doctor;

/// <summary>How far each follower is behind the journal, and whether one has halted.</summary>
static class FollowersCheck
{
    /// <summary>A running server is a few facts behind at most; thousands mean that it doesn't run, or can't keep up.</summary>
    const long Far = 10_000;

    public static async Task<IReadOnlyList<Finding>> RunAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            """
            SELECT name, position, alarm, greatest((SELECT coalesce(max(position), 0) FROM journal) - position, 0) AS lag
            FROM followers
            ORDER BY name
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var findings = new List<Finding>();
        while (await reader.ReadAsync(cancel))
            findings.Add(Judge(reader.GetString(0), reader.GetInt64(1), await reader.IsDBNullAsync(2, cancel) ? null : reader.GetString(2), reader.GetInt64(3)));
        return findings.Count > 0 ? findings : [Finding.Ok("followers", "none has started yet; the server starts them")];
    }

    public static Finding Judge(string name, long position, string? alarm, long lag)
    {
        var subject = $"follower {name}";
        if (alarm is not null)
            return Finding.Fail(subject, $"halted at position {position}, {lag} behind: {alarm}", "Correct the cause (often a newer program version) and start the server again; nothing was skipped.");
        return lag > Far
            ? Finding.Warn(subject, $"{lag} behind, at position {position}", "Start the server, and it catches up; if it runs already, look at PostgreSQL's load.")
            : Finding.Ok(subject, $"{lag} behind, at position {position}");
    }
}
