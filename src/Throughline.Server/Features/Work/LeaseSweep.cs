using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Work;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Work;

/// <summary>
/// Ends leases that have run out. Every node looks; under the sequencer's lock the sessions are read and judged anew, so a heartbeat or
/// a completion that came before wins, and one that comes after sees that the lease has expired.
/// </summary>
sealed class LeaseSweep(NpgsqlDataSource dataSource, Sequencer sequencer, WorkSettings settings, TimeProvider time, ILogger<LeaseSweep> log)
    : BackgroundService
{
    const int SessionsAtOnce = 100;
    const string AnySql = "SELECT EXISTS (SELECT 1 FROM worker_sessions WHERE lease_until <= $1)";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.SweepInterval, time);
        do
        {
            try
            {
                while (await IsAnyExpiredAsync(stoppingToken) && await SweepAsync(stoppingToken))
                    await Task.Yield();
            }
            catch (Exception e) when (e is NpgsqlException or StorageUnavailableException or OverloadedException)
            {
                log.LogDebug(e, "Expired leases could not be ended now; trying again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<bool> IsAnyExpiredAsync(CancellationToken cancellation)
    {
        await using var any = dataSource.CreateCommand(AnySql);
        any.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return (bool)(await any.ExecuteScalarAsync(cancellation))!;
    }

    /// <returns>Whether it did anything.</returns>
    async Task<bool> SweepAsync(CancellationToken cancellation)
    {
        var outcome = await sequencer.CommitAsync(new Changes<int>(
            need => need.Expired(SessionsAtOnce),
            state => new ExpireLeases(settings.Attempts).Decide(state, all: state.Tasks.Count < Needs.ExpiredTasks),
            (_, decisions) => decisions.Count,
            cancellation)
        {
            By = Actor.Program,
        });
        return outcome.Value > 0;
    }
}
