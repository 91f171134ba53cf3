using System.Globalization;
using Npgsql;

namespace Throughline.Server.Cli.Doctor;

/// <summary>The database's clock is the one that counts; a machine that is far from it shows people odd times, and its certificates and logs disagree.</summary>
static class ClockCheck
{
    static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(1);

    public static async Task<Finding> RunAsync(NpgsqlDataSource source, TimeProvider machine, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        // The first one prepares both sides, and would count as drift.
        await command.ExecuteScalarAsync(cancel);
        var before = machine.GetUtcNow();
        var database = (DateTime)(await command.ExecuteScalarAsync(cancel))!;
        var roundTrip = machine.GetUtcNow() - before;
        return Judge(new DateTimeOffset(database) - (before + (roundTrip / 2)));
    }

    public static Finding Judge(TimeSpan drift)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"database is {drift.TotalMilliseconds:+0;-0;0} ms from this machine");
        return drift.Duration() <= Tolerated
            ? Finding.Ok("clock", message)
            : Finding.Warn("clock", message, "Let both machines follow a time server (chrony, systemd-timesyncd).");
    }
}
