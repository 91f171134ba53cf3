using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>A series in its parts: those with the most, each in a window of its own, and what is left of the whole.</summary>
static class SplitQuery
{
    /// <param name="whole">The series' own windows, filled: the one asked for, then the one before it if that was asked for too.</param>
    /// <returns>Null: too much would have to be read from the journal.</returns>
    public static async Task<List<PartWindows>?> ReadAsync(
        StatisticsSnapshot snapshot, ProjectSet projects, bool seesAll, StatisticsQuestion question, AsOf? asOf, IReadOnlyList<BucketWindow> whole,
        CancellationToken cancellation)
    {
        var dimension = question.Split!.Value;
        var ids = await snapshot.IdsAsync(projects, cancellation);
        var keys = await PartsRead.TopAsync(snapshot.Connection, ids, dimension, whole[0], question.Top, cancellation);
        var parts = keys.ConvertAll(key => new PartWindows(key, null, whole.Select(Empty).ToList()));
        for (var i = 0; i < whole.Count; i++)
            if (!await FillAsync(i))
                return null;
        var names = await PartNames.ReadAsync(snapshot.Connection, dimension, keys, ids, seesAll, cancellation);
        parts = parts.ConvertAll(part => part with { Name = names.GetValueOrDefault(part.Key!) });
        // A story with two labels counts for both, so that nothing can be said of what is left.
        if (dimension != Dimension.Label && Others(parts, whole) is { } others)
            parts.Add(others);
        return parts;

        async Task<bool> FillAsync(int window)
        {
            if (dimension != Dimension.Project)
                return await PartsRead.ReadAsync(snapshot.Connection, snapshot.Position, ids, dimension, parts.ToDictionary(p => p.Key!, p => p.Windows[window], StringComparer.Ordinal), cancellation);
            foreach (var part in parts)
                if (!await snapshot.ReadAsync(ProjectSet.One(new(Guid.Parse(part.Key!))), part.Windows[window], asOf, cancellation))
                    return false;
            return true;
        }
    }

    static BucketWindow Empty(BucketWindow like) => new(like.Series, like.Calendar, like.From, like.Points);

    // Null: the parts are the whole.
    static PartWindows? Others(List<PartWindows> parts, IReadOnlyList<BucketWindow> whole)
    {
        var windows = whole.Select(Empty).ToList();
        var isAny = false;
        for (var w = 0; w < whole.Count; w++)
            for (var i = 0; i < whole[w].Points; i++)
            {
                var left = parts.Aggregate(whole[w][0, i], (rest, part) => rest + -part.Windows[w][0, i]);
                windows[w].Put(0, i, left);
                isAny |= left != default;
            }
        return isAny ? new PartWindows(null, null, windows) : null;
    }
}

/// <summary>A part's buckets.</summary>
/// <param name="Key">Null: all that have none of their own.</param>
/// <param name="Name">What it is called now; null: nobody knows, or may know.</param>
/// <param name="Windows">Those asked for, then those before.</param>
sealed record PartWindows(string? Key, string? Name, IReadOnlyList<BucketWindow> Windows);
