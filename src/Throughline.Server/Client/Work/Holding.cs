using System.Diagnostics.CodeAnalysis;

namespace Throughline.Server.Client.Work;

/// <summary>A task that the pool has under a lease, from its claim until the server has answered for its outcome.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer; it may be cancelled at any moment, also after the work has ended.")]
sealed class Holding(ClaimedTask task)
{
    readonly CancellationTokenSource _cancel = new();

    public ClaimedTask Task => task;

    /// <summary>Cancelled when the work on it is in vain, or has to stop.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Its lease is not the pool's any more.</summary>
    public bool IsLost { get; set; }

    /// <summary>When its outcome was there, by the monotonic clock.</summary>
    public long EndedAt { get; set; }

    public void Stop() => _cancel.Cancel();
}
