namespace Throughline.Server.Client.Work;

/// <summary>How long something took, many times: counted in buckets 5 % apart, so that any number of them takes the same room.</summary>
public sealed class Latencies
{
    const double Step = 1.05;
    const double ShortestMilliseconds = 0.01;

    // From 10 µs to more than a day.
    readonly long[] _buckets = new long[480];
    long _count;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Zero while nothing was counted.</summary>
    /// <param name="share">0.5: half of them took no longer.</param>
    public TimeSpan At(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        if (wanted == 0)
            return TimeSpan.Zero;
        var sum = 0L;
        for (var i = 0; i < _buckets.Length; i++)
            if ((sum += Volatile.Read(ref _buckets[i])) >= wanted)
                return TimeSpan.FromMilliseconds(ShortestMilliseconds * Math.Pow(Step, i));
        return TimeSpan.MaxValue;
    }

    internal void Add(TimeSpan took)
    {
        var bucket = (int)Math.Round(Math.Log(Math.Max(took.TotalMilliseconds, ShortestMilliseconds) / ShortestMilliseconds, Step));
        Interlocked.Increment(ref _buckets[Math.Min(bucket, _buckets.Length - 1)]);
        Interlocked.Increment(ref _count);
    }
}
