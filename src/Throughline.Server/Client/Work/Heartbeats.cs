using Throughline.Domain;

namespace Throughline.Server.Client.Work;

/// <summary>Tells the server three times per lease that the worker is alive, and cancels work whose lease is gone.</summary>
sealed class Heartbeats(
    WorkCalls calls, WorkerSessionId session, TimeSpan lease, Holdings holdings, PoolCounters counters, TimeProvider time, Action<PoolEvent> tell)
{
    readonly TimeSpan _every = lease / 3;
    TaskCompletionSource _now = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _heardAt = time.GetTimestamp();
    bool _ranOut;
    bool _known;

    /// <summary>The server was asked at this moment, by the monotonic clock, and answered: the lease lasts from then on at least.</summary>
    public void Heard(long asked)
    {
        _known = true;
        Volatile.Write(ref _heardAt, asked);
        Volatile.Write(ref _ranOut, false);
    }

    /// <summary>Asks without delay which leases are gone.</summary>
    public void BeatNow() => Volatile.Read(ref _now).TrySetResult();

    public async Task BeatAsync(CancellationToken cancellation)
    {
        for (; ; )
        {
            try
            {
                await _now.Task.WaitAsync(_every, time, cancellation);
                Volatile.Write(ref _now, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }
            catch (TimeoutException)
            {
                // It is time.
            }
            if (!holdings.IsEmpty)
                await BeatOnceAsync(cancellation);
        }
    }

    /// <summary>Says that the worker stops, so that nobody takes it for alive until its lease would have run out.</summary>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        if (_known)
            await calls.HeartbeatAsync(() => new HeartbeatRequest(session, [], Leaving: true), _every, cancellation);
    }

    public void Lose(LeaseName lease, string detail)
    {
        if (holdings.Lose(lease) is not { } holding)
            return;
        counters.CountLost();
        tell(new TaskLost(holding.Task, detail));
    }

    async Task BeatOnceAsync(CancellationToken cancellation)
    {
        var asked = 0L;
        var answer = await calls.HeartbeatAsync(() =>
        {
            asked = time.GetTimestamp();
            WarnWhenRunOut();
            return new HeartbeatRequest(session, holdings.Leases);
        }, _every, cancellation);
        if (answer.LeaseUntil is not null)
            Heard(asked);
        foreach (var lost in answer.Lost)
            Lose(lost, "Its lease is gone: another worker may have it.");
    }

    void WarnWhenRunOut()
    {
        if (Volatile.Read(ref _ranOut) || time.GetElapsedTime(Volatile.Read(ref _heardAt)) < lease)
            return;
        Volatile.Write(ref _ranOut, true);
        tell(new LeaseRanOut(holdings.Leases.Count));
    }
}
