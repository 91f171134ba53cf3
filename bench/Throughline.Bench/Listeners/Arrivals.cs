using Throughline.Bench.Wire;

namespace Throughline.Bench.Listeners;

/// <summary>What reached one client: enough to know that it had every event exactly once, and in the order of everybody else.</summary>
sealed class Arrivals(Latencies latencies)
{
    readonly byte[] _cut = new byte[Marker.Length];
    int _cutLength;
    bool _isInside;

    public long Count { get; private set; }

    /// <summary>Of the numbers, mixed: equal sums of equally many are the same numbers.</summary>
    public ulong Sum { get; private set; }

    /// <summary>Of the numbers in their order.</summary>
    public ulong Order { get; private set; }

    public void Restart() => (Count, Sum, Order) = (0, 0, 0);

    /// <param name="content">The next stretch, cut anywhere.</param>
    /// <param name="now">When it was received.</param>
    /// <returns>How many events ended in it.</returns>
    public int Take(ReadOnlySpan<byte> content, long now)
    {
        var before = Count;
        for (int at; (at = content.IndexOf(Marker.Edge)) >= 0; content = content[(at + 1)..])
        {
            if (!_isInside) _cutLength = 0;
            else if (_cutLength == 0) Add(content[..at], now);
            else
            {
                Keep(content[..at]);
                Add(_cut.AsSpan(0, _cutLength), now);
            }
            _isInside = !_isInside;
        }
        if (_isInside) Keep(content);
        return (int)(Count - before);
    }

    public static ulong Mix(long number)
    {
        var x = (ulong)number + 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    void Add(ReadOnlySpan<byte> inner, long now)
    {
        var (number, time) = Marker.Read(inner);
        Count++;
        Sum += Mix(number);
        Order = Order * 31 + Mix(number);
        latencies.Add(now - time);
    }

    void Keep(ReadOnlySpan<byte> part)
    {
        if (_cutLength + part.Length > _cut.Length) throw new InvalidDataException("An event came out otherwise than it went in.");
        part.CopyTo(_cut.AsSpan(_cutLength));
        _cutLength += part.Length;
    }
}
