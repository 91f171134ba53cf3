using Throughline.Server.Followers.Statistics.Channels;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>
/// A stream's next statistics frame, waited for without a thread or a queue: it rings the stream's bell when it is there.
/// It is asked for when the one before was taken, so a slow client gets the newest state and never a row of old ones.
/// </summary>
sealed class StatisticsTurn(StatisticsChannel channel, Doorbell bell) : IDisposable
{
    readonly CancellationTokenSource _left = new();
    Task<StatisticsFrame>? _next;

    public StatisticsScope Scope => channel.Scope;

    /// <summary>Whether a frame (or the reason why there is none) can be looked at at once.</summary>
    public bool IsReady => (_next ??= Ask(channel.SnapshotAsync(_left.Token))).IsCompleted;

    /// <summary>The next frame, which stays the next one until it is taken.</summary>
    public async ValueTask<StatisticsFrame> LookAsync()
    {
        try
        {
            return await _next!;
        }
        catch
        {
            _next = null;
            throw;
        }
    }

    public void Take(StatisticsFrame frame) => _next = Ask(channel.NextAsync(frame.Sequence, _left.Token));

    /// <summary>Leaves the channel.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        channel.Dispose();
    }

    Task<StatisticsFrame> Ask(ValueTask<StatisticsFrame> asked)
    {
        var next = asked.AsTask();
        if (!next.IsCompleted)
            next.GetAwaiter().UnsafeOnCompleted(bell.Ring);
        return next;
    }
}
