using System.Collections.Concurrent;

namespace Throughline.Chaos.Streams;

/// <summary>How long things took, since it was last asked.</summary>
sealed class Latencies
{
    ConcurrentBag<double> _milliseconds = [];

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    /// <summary>How many there were, and their percentiles in milliseconds; forgets them.</summary>
    public Spread Take()
    {
        var sorted = Interlocked.Exchange(ref _milliseconds, []).Order().ToArray();
        return sorted.Length == 0 ? new Spread(0, 0, 0, 0) : new Spread(sorted.Length, At(sorted, 0.5), At(sorted, 0.99), sorted[^1]);
    }

    static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}

/// <param name="Count">How many.</param>
sealed record Spread(int Count, double P50, double P99, double Longest)
{
    public override string ToString() => FormattableString.Invariant($"p50 {P50:0.0} ms, p99 {P99:0.0} ms of {Count}");
}
