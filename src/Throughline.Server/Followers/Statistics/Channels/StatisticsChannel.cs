namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>
/// Live statistics of one scope. Frames are never queued: a reader that was too slow for one gets the newest state as a
/// snapshot in the place of what it missed.
/// </summary>
public sealed class StatisticsChannel : IDisposable
{
    /// <summary>The newest state in full: begin with it.</summary>
    public ValueTask<StatisticsFrame> SnapshotAsync(CancellationToken cancellation) => throw new NotSupportedException("Soon.");

    /// <summary>
    /// The frame after the one that has this sequence, as soon as there is one; a snapshot when more than one was missed.
    /// </summary>
    public ValueTask<StatisticsFrame> NextAsync(long afterSequence, CancellationToken cancellation) =>
        throw new NotSupportedException("Soon.");

    /// <summary>Leaves the channel; the last reader closes it.</summary>
    public void Dispose()
    {
    }
}
