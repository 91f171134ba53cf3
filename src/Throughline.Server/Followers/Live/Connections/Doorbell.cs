using System.Threading.Tasks.Sources;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>
/// Wakes the one loop that waits on it. A ring while nobody waits is remembered, and any number of them are one. Waiting
/// allocates nothing, because thousands of streams do it for every fact.
/// </summary>
sealed class Doorbell : IValueTaskSource
{
    const int Silent = 0;
    const int Rung = 1;
    const int Awaited = 2;

    ManualResetValueTaskSourceCore<bool> _source;
    int _state;

    public void Ring() => Ring(inline: false);

    /// <summary>As <see cref="Ring()"/>, but the loop goes on in here, until it has to wait for something.</summary>
    public void RingInline() => Ring(inline: true);

    /// <summary>Completes when it was rung since the last time. For one loop only.</summary>
    public ValueTask WaitAsync()
    {
        _source.Reset();
        if (Interlocked.CompareExchange(ref _state, Awaited, Silent) == Silent)
            return new ValueTask(this, _source.Version);
        Volatile.Write(ref _state, Silent);
        return ValueTask.CompletedTask;
    }

    void Ring(bool inline)
    {
        // Only the ring that finds a waiter may complete it; the others find Rung.
        if (Interlocked.Exchange(ref _state, Rung) != Awaited)
            return;
        _source.RunContinuationsAsynchronously = !inline;
        _source.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _source.GetResult(token);
        // Before the loop looks for what is new: a ring from here on is about something that it may not see.
        Volatile.Write(ref _state, Silent);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
