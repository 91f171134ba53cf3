namespace Throughline.Domain.Statistics;

/// <summary>A stretch of time that whole buckets of one resolution fill.</summary>
/// <param name="From">First second.</param>
/// <param name="To">First second after it; <see cref="long.MaxValue"/>: no end.</param>
public readonly record struct Piece(Resolution Resolution, long From, long To);

/// <summary>Time filled with as few buckets as there can be: coarse ones in the middle, fine ones at the edge.</summary>
public static class Cover
{
    /// <summary>
    /// All time from a second on: at most 59 seconds, 14 minutes, 3 quarter-hours and 23 hours, then days. One piece for
    /// each resolution, finest first, each beginning where the one before it ends; some may be empty.
    /// </summary>
    public static IReadOnlyList<Piece> From(long second)
    {
        var pieces = new List<Piece>(Resolutions.All.Count);
        for (var i = 0; i < Resolutions.All.Count; i++)
        {
            var end = i + 1 < Resolutions.All.Count ? Resolutions.All[i + 1].Ceiling(second) : long.MaxValue;
            pieces.Add(new Piece(Resolutions.All[i], second, end));
            second = end;
        }
        return pieces;
    }
}
