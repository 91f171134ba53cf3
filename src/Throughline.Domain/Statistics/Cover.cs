namespace Throughline.Domain.Statistics;

/// <summary>A stretch of time that whole stored buckets of one resolution fill.</summary>
/// <param name="From">First second.</param>
/// <param name="To">First second after it; <see cref="long.MaxValue"/>: no end.</param>
public readonly record struct Piece(Resolution Resolution, long From, long To);

/// <summary>Time filled with as few stored buckets as there can be: coarse ones in the middle, fine ones at the edge.</summary>
public static class Cover
{
    /// <summary>The stored resolution that most of a bucket is made of.</summary>
    public static Resolution CoarsestIn(Resolution resolution) => resolution > Resolution.Day ? Resolution.Day : resolution;

    /// <summary>
    /// All time from a second on: at most 59 seconds, 14 minutes, 3 quarter-hours and 23 hours, then days. One piece for
    /// each resolution, finest first, each beginning where the one before it ends; some may be empty.
    /// </summary>
    public static IReadOnlyList<Piece> From(long second)
    {
        var pieces = new List<Piece>(Resolutions.Stored.Count);
        for (var i = 0; i < Resolutions.Stored.Count; i++)
        {
            var end = i + 1 < Resolutions.Stored.Count ? Resolutions.Stored[i + 1].Ceiling(second) : long.MaxValue;
            pieces.Add(new Piece(Resolutions.Stored[i], second, end));
            second = end;
        }
        return pieces;
    }

    /// <summary>
    /// What lies between a moment and the nearest start of a stored bucket: at most 12 hours, 2 quarter-hours, 7 minutes and 30 seconds. A piece
    /// whose end is before its beginning goes back in time, and what is in it counts less than nothing: all that came before the moment is all
    /// that came before the bucket's start and the pieces.
    /// </summary>
    public static IEnumerable<Piece> Edge(long moment, Resolution coarsest)
    {
        var at = coarsest.Nearest(moment);
        for (var i = Resolutions.Stored.Count - 1; i >= 0; i--)
        {
            if (Resolutions.Stored[i] >= coarsest || at == moment)
                continue;
            var to = Resolutions.Stored[i].Nearest(moment);
            if (to != at)
                yield return new Piece(Resolutions.Stored[i], at, to);
            at = to;
        }
    }
}
