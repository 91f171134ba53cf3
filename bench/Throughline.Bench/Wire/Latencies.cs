using System.Numerics;

namespace Throughline.Bench.Wire;

/// <summary>How long things took, in nanoseconds, counted in buckets that are 1/64 of a power of two wide: at most 1.6 % off, however many there are.</summary>
sealed class Latencies
{
    const int Fine = 6;
    readonly long[] _counts = new long[64 << Fine];

    public long Count { get; private set; }

    public void Add(long nanoseconds)
    {
        _counts[BucketOf(Math.Max(0, nanoseconds))]++;
        Count++;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <returns>Milliseconds that so much of all did not exceed; 0 when there were none.</returns>
    public double Milliseconds(double share)
    {
        var rank = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            if ((seen += _counts[bucket]) >= rank && rank > 0) return UpperEnd(bucket) / 1e6;
        return 0;
    }

    static int BucketOf(long value)
    {
        if (value < 1 << Fine) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - Fine;
        return ((shift + 1) << Fine) + (int)(value >> shift) - (1 << Fine);
    }

    static long UpperEnd(int bucket)
    {
        if (bucket < 1 << Fine) return bucket;
        var shift = (bucket >> Fine) - 1;
        return ((long)(bucket & ((1 << Fine) - 1)) + (1 << Fine) + 1 << shift) - 1;
    }
}
