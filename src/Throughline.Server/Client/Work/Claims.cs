using Throughline.Domain;

namespace Throughline.Server.Client.Work;

/// <summary>
/// Claims tasks for the free places, one claim at a time. A claim that waits has found nothing to do, so a place that becomes free
/// meanwhile misses nothing: it is asked for as soon as the claim is answered.
/// </summary>
sealed class Claims(
    WorkCalls calls, WorkerSessionId session, WorkerPoolOptions options, Holdings holdings, Heartbeats heartbeats, PoolCounters counters,
    TimeProvider time)
{
    static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(5);
    static readonly TimeSpan EmptyPause = TimeSpan.FromSeconds(1);

    // A claim that waits must be over before the lease of its worker can run out: else one that is frozen or cut off would be given
    // its own tasks again, ahead of those who could work on them.
    readonly int _wait = options.UntilEmpty ? 0 : (int)Math.Min(options.Wait.TotalSeconds, options.Lease.TotalSeconds / 2);
    int _number;

    /// <summary>Claims until the pool is asked to finish, or until there is nothing more when that is what it waits for.</summary>
    /// <param name="start">Gets each task.</param>
    /// <param name="giveBack">Gets each task of a claim that was under way when the pool was asked to finish.</param>
    public async Task ClaimAsync(Action<ClaimedTask> start, Action<ClaimedTask> giveBack, CancellationToken finish, CancellationToken leave)
    {
        for (; ; )
        {
            var change = holdings.NextChange;
            var (free, idle) = (holdings.FreePlaces, holdings.IsEmpty);
            if (finish.IsCancellationRequested)
                return;
            if (free <= 0)
            {
                await WaitAsync(change, Timeout.InfiniteTimeSpan, finish);
                continue;
            }

            var request = new ClaimRequest(options.ProjectId, session, options.Worker, free, _wait, (int)options.Lease.TotalSeconds);
            var key = $"{session}-{++_number}";
            var (first, asked, tries) = (time.GetTimestamp(), 0L, 0);
            ClaimAnswer answer;
            try
            {
                answer = await calls.ClaimAsync(request, key, finish, asking: () => (asked, tries) = (time.GetTimestamp(), tries + 1));
            }
            catch (OperationCanceledException) when (finish.IsCancellationRequested)
            {
                foreach (var task in await SettleAsync(request, key, leave))
                    giveBack(task);
                return;
            }

            heartbeats.Heard(asked);
            Measure(answer, time.GetElapsedTime(first));
            foreach (var task in answer.Tasks)
                start(task);
            // It may be the answer to an earlier try, and so old that its leases are gone.
            if (tries > 1)
                heartbeats.BeatNow();
            if (answer.Tasks.Count > 0)
                continue;
            if (options.UntilEmpty && idle)
                return;
            // A server that says "nothing" at once, such as one that is about to stop, is not asked over and over.
            await WaitAsync(options.UntilEmpty ? change : new TaskCompletionSource().Task, EmptyPause - time.GetElapsedTime(asked), finish);
        }
    }

    /// <summary>
    /// A claim whose answer is not awaited any more may have been committed, and its tasks would lie idle until their lease expires.
    /// So it is asked again without waiting: under its key the server gives the tasks again, or says that the key was used for another
    /// request; then the claim, asked just as it was, is answered at once.
    /// </summary>
    async Task<IReadOnlyList<ClaimedTask>> SettleAsync(ClaimRequest request, string key, CancellationToken leave)
    {
        using var late = new CancellationTokenSource(SettleWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leave, late.Token);
        try
        {
            return (await calls.ClaimAsync(request with { Count = 1, Wait = 0 }, key, either.Token)).Tasks;
        }
        catch (ApiRefusedException e) when (e.Problem.Status == 422)
        {
            return (await calls.ClaimAsync(request, key, either.Token)).Tasks;
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    void Measure(ClaimAnswer answer, TimeSpan took)
    {
        foreach (var task in answer.Tasks)
            if (task.LeaseEpoch == 1)
                counters.Pickup.Add((answer.ServerTime - task.CreatedAt).ToTimeSpan());
        // Else it would measure how long there was nothing to do.
        if (answer.Tasks.Count > 0 && answer.Tasks.All(t => t.CreatedAt < answer.ServerTime - NodaTime.Duration.FromTimeSpan(took)))
            counters.ClaimRoundTrip.Add(took);
    }

    async Task WaitAsync(Task change, TimeSpan atMost, CancellationToken finish)
    {
        if (atMost <= TimeSpan.Zero && atMost != Timeout.InfiniteTimeSpan)
            return;
        try
        {
            await change.WaitAsync(atMost, time, finish);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Either is an end of waiting; what it means is looked at next.
        }
    }
}
