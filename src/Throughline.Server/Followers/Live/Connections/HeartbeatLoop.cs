using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>The one timer of all streams.</summary>
sealed class HeartbeatLoop(LiveConnections connections, LiveSettings settings, TimeProvider time) : BackgroundService
{
    /// <summary>How often each stream is looked after.</summary>
    public static TimeSpan Tick(LiveSettings settings)
    {
        var shorter = settings.Heartbeat < settings.StallTimeout ? settings.Heartbeat : settings.StallTimeout;
        return TimeSpan.FromMilliseconds(Math.Clamp(shorter.TotalMilliseconds / 4, 10, 1000));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick(settings), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                connections.Tick(time.Now());
        }
        catch (OperationCanceledException)
        {
            // The node stops, and its streams have ended.
        }
    }
}
