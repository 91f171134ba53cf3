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

    /// <summary>Whether a frame (or the reason why there is none) can be taken at once.</summary>
    public bool IsReady => (_next ??= Ask(channel.SnapshotAsync(_left.Token))).IsCompleted;

    public async ValueTask<StatisticsFrame> TakeAsync()
    {
        try
        {
            var frame = await _next!;
            _next = Ask(channel.NextAsync(frame.Sequence, _left.Token));
            return frame;
        }
        catch
        {
            _next = null;
            throw;
        }
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    Task<StatisticsFrame> Ask(ValueTask<StatisticsFrame> asked)
    {
        var next = asked.AsTask();
        if (!next.IsCompleted)
            next.GetAwaiter().UnsafeOnCompleted(bell.Ring);
        return next;
    }
}
