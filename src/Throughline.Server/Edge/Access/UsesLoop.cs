using Npgsql;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.Access;

/// <summary>Writes uses down now and then and when the node stops, and forgets those that are too old.</summary>
sealed class UsesLoop(Uses uses, AuditSettings settings, TimeProvider time, ILogger<UsesLoop> log) : BackgroundService
{
    static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.FlushInterval, time);
        var forgotten = DateTimeOffset.MinValue;
        do
        {
            await TryAsync(uses.FlushAsync, stoppingToken);
            if (time.GetUtcNow() - forgotten < ForgetEvery)
                continue;
            forgotten = time.GetUtcNow();
            await TryAsync(stop => uses.ForgetAsync(forgotten.UtcDateTime.AddDays(-settings.AddressDays), stop), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(uses.FlushAsync, cancellationToken);
    }

    async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        try
        {
            await act(cancellation);
        }
        catch (NpgsqlException e)
        {
            // They stay in memory until the next time.
            log.LogDebug(e, "Uses could not be written now");
        }
    }
}
