using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Lockout;

/// <summary>Forgets wrong tries of long ago, and whatever there are too many of: somebody may try addresses for as long as they like.</summary>
sealed class TriesSweep(NpgsqlDataSource dataSource, TimeProvider time, ILogger<TriesSweep> log) : BackgroundService
{
    const int Most = 100_000;

    const string Sql = """
        DELETE FROM tries WHERE at < @before OR at < (SELECT at FROM tries ORDER BY at DESC OFFSET @most LIMIT 1);
        DELETE FROM links WHERE purpose = 2 AND expires_at < @now;
        """;

    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    public async Task SweepAsync(int most, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var now = time.Now();
        await connection.ExecuteAsync(new CommandDefinition(Sql,
            new { now = now.ToDateTimeUtc(), before = (now - Tries.Remembered).ToDateTimeUtc(), most }, cancellationToken: cancellation));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await SweepAsync(Most, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                log.LogDebug(e, "Old tries could not be forgotten now");
            }
    }
}
