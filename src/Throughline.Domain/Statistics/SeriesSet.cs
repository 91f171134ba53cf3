using System.Collections;
using System.Numerics;

namespace Throughline.Domain.Statistics;

/// <summary>A set of series, always in the order of their values; sets of the same series are equal.</summary>
public readonly record struct SeriesSet : IReadOnlyCollection<Series>
{
    readonly ulong _bits;

    SeriesSet(ulong bits) => _bits = bits;

    public static SeriesSet All { get; } = Of(SeriesNames.All);

    public int Count => BitOperations.PopCount(_bits);

    public static SeriesSet Of(params IEnumerable<Series> series)
    {
        var bits = 0UL;
        foreach (var one in series)
            bits |= 1UL << (int)one;
        return new SeriesSet(bits);
    }

    public bool Contains(Series series) => (_bits >> (int)series & 1) != 0;

    /// <summary>Place of a series among those of the set; -1 when it is not in it.</summary>
    public int IndexOf(Series series) =>
        Contains(series) ? BitOperations.PopCount(_bits & ((1UL << (int)series) - 1)) : -1;

    public IEnumerator<Series> GetEnumerator()
    {
        for (var rest = _bits; rest != 0; rest &= rest - 1)
            yield return (Series)BitOperations.TrailingZeroCount(rest);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(',', this.Select(s => s.Name()));
}
