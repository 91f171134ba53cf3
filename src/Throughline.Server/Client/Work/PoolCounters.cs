namespace Throughline.Server.Client.Work;

/// <summary>What a pool has done so far; readable at any time, each number by itself.</summary>
public sealed class PoolCounters
{
    long _claimed, _completed, _failed, _released, _lost, _timeSpent;

    public long Claimed => Volatile.Read(ref _claimed);

    public long Completed => Volatile.Read(ref _completed);

    /// <summary>Given back after an attempt that counts.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Given back otherwise.</summary>
    public long Released => Volatile.Read(ref _released);

    /// <summary>Taken away before the server took the outcome.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Seconds that the server took as spent.</summary>
    public long TimeSpent => Volatile.Read(ref _timeSpent);

    /// <summary>Tasks being worked on.</summary>
    public int Working { get; internal set; }

    /// <summary>Tasks being worked on, and those whose outcome is not answered yet.</summary>
    public int Holding { get; internal set; }

    /// <summary>From asking to answer, of the claims that found their tasks waiting.</summary>
    public Latencies ClaimRoundTrip { get; } = new();

    /// <summary>From a task's making to its first claim, by the server's clock.</summary>
    public Latencies Pickup { get; } = new();

    /// <summary>From an outcome to the server's answer.</summary>
    public Latencies Report { get; } = new();

    internal void CountClaimed() => Interlocked.Increment(ref _claimed);

    internal void CountLost() => Interlocked.Increment(ref _lost);

    internal void Count(WorkOutcome outcome)
    {
        Interlocked.Add(ref _timeSpent, outcome.TimeSpent.Value);
        Interlocked.Increment(ref outcome.IsCompleted ? ref _completed : ref outcome.Failed ? ref _failed : ref _released);
    }
}
