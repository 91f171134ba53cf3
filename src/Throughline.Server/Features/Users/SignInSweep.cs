using Npgsql;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

/// <summary>
/// Sweeps away sign-ins that have expired, with their secrets. When each would expire the journal says, so no fact tells that it did: the rows are those of
/// the fold that are still good, and for a day those that were.
/// </summary>
sealed class SignInSweep(NpgsqlDataSource dataSource, AccessDirectory directory, TimeProvider time, ILogger<SignInSweep> log) : BackgroundService
{
    const int AtOnce = 500;
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // Whatever the clocks of nodes say, it has expired on all of them.
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    const string Sql = """
        WITH old AS (
            DELETE FROM sign_ins WHERE id IN (SELECT id FROM sign_ins WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id
        ), forgotten AS (
            DELETE FROM secrets s USING old WHERE s.id = old.id
        )
        SELECT count(*) FROM old
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                while (await SweepAsync(AtOnce, stoppingToken) == AtOnce)
                    await Task.Yield();
                directory.ForgetExpired(time.Now());
            }
            catch (NpgsqlException e)
            {
                log.LogDebug(e, "Expired sign-ins could not be swept away now; trying again");
            }
    }

    /// <returns>How many went.</returns>
    internal async Task<long> SweepAsync(int limit, CancellationToken cancellation)
    {
        await using var sweep = dataSource.CreateCommand(Sql);
        sweep.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime - Kept });
        sweep.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return (long)(await sweep.ExecuteScalarAsync(cancellation))!;
    }
}
