using System.Numerics;
using NodaTime;

namespace Throughline.Domain.Items;

/// <summary>
/// Where a span of time is entered, so that those that hold a moment are found among any number of others: a virtual binary tree over microseconds, whose
/// nodes are numbers, each as high as it is divisible by two. A span stands at the highest node within it.
/// </summary>
public static class SpanNode
{
    const int Heights = 54;
    static readonly Instant Beginning = Instant.FromUtc(1800, 1, 1, 0, 0);

    /// <summary>The node of a span; null: it has no end, or no length.</summary>
    public static long? Of(Instant from, Instant? until)
    {
        if (until is not { } end || end <= from)
            return null;
        var (first, last) = (Number(from), Number(end) - 1);
        if (first == last)
            return first;
        var height = BitOperations.Log2((ulong)(first ^ last));
        return last >> height << height;
    }

    /// <summary>
    /// The nodes at which spans that hold a moment can stand, one of each height. At those that are not after the moment it is the spans that end after it; at
    /// the others those that do not begin after it.
    /// </summary>
    public static (long[] NotAfter, long[] After) At(Instant moment)
    {
        var at = Number(moment);
        var nodes = Enumerable.Range(0, Heights).Select(height => (at >> height | 1) << height).ToLookup(node => node <= at);
        return ([.. nodes[true]], [.. nodes[false]]);
    }

    static long Number(Instant moment) => (moment - Beginning).BclCompatibleTicks / 10;
}
