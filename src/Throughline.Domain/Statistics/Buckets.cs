using System.Runtime.InteropServices;

namespace Throughline.Domain.Statistics;

/// <summary>A bucket of a series of a project.</summary>
/// <param name="Project"><see cref="Buckets.AllProjects"/>: all of them together.</param>
/// <param name="Start">In seconds since 1970.</param>
public readonly record struct BucketKey(ProjectId Project, Resolution Resolution, Series Series, long Start) : IComparable<BucketKey>
{
    public int CompareTo(BucketKey other) =>
        Project.Value.CompareTo(other.Project.Value) is not 0 and var byProject ? byProject
        : Resolution != other.Resolution ? Resolution.CompareTo(other.Resolution)
        : Series != other.Series ? Series.CompareTo(other.Series)
        : Start.CompareTo(other.Start);

    public static bool operator <(BucketKey left, BucketKey right) => left.CompareTo(right) < 0;
    public static bool operator >(BucketKey left, BucketKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(BucketKey left, BucketKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(BucketKey left, BucketKey right) => left.CompareTo(right) >= 0;
}

/// <summary>Sums put into buckets.</summary>
public static class Buckets
{
    /// <summary>
    /// The nil id stands for all projects together. They have buckets of their own, so that a statistic of everything costs
    /// no more than that of one project, however many there are.
    /// </summary>
    public static ProjectId AllProjects => default;

    /// <summary>The buckets of every resolution that the sums go into, in the order of their keys.</summary>
    /// <param name="keptFrom">Where the buckets of a resolution begin; what lies before has none.</param>
    public static List<KeyValuePair<BucketKey, Sum>> Of(FactSums sums, Func<Resolution, long> keptFrom)
    {
        var buckets = new Dictionary<BucketKey, Sum>();
        foreach (var resolution in Resolutions.Stored)
        {
            var kept = keptFrom(resolution);
            foreach (var (key, sum) in sums.BySecond)
            {
                var start = resolution.Floor(key.Second);
                if (start < kept)
                    continue;
                Add(buckets, new(key.Project, resolution, key.Series, start), sum);
                Add(buckets, new(AllProjects, resolution, key.Series, start), sum);
            }
        }
        return Sorted(buckets);
    }

    /// <summary>The sums over all time, in the order of their keys.</summary>
    public static List<KeyValuePair<(Guid Project, Series Series), Sum>> Totals(FactSums sums)
    {
        var totals = new Dictionary<(Guid, Series), Sum>();
        foreach (var (key, sum) in sums.BySecond)
        {
            Add(totals, (key.Project.Value, key.Series), sum);
            Add(totals, (AllProjects.Value, key.Series), sum);
        }
        return Sorted(totals);
    }

    static void Add<TKey>(Dictionary<TKey, Sum> sums, TKey key, Sum sum) where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) += sum;

    // What came and went within the same bucket leaves nothing to write.
    static List<KeyValuePair<TKey, Sum>> Sorted<TKey>(Dictionary<TKey, Sum> sums) where TKey : notnull
    {
        var rows = sums.Where(s => s.Value != default).ToList();
        rows.Sort((left, right) => Comparer<TKey>.Default.Compare(left.Key, right.Key));
        return rows;
    }
}
