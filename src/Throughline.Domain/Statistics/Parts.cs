using System.Runtime.InteropServices;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Statistics;

/// <summary>A second (since 1970) of a part of a series of a project.</summary>
public readonly record struct PartSecondKey(ProjectId Project, Part Part, Series Series, long Second);

/// <summary>A bucket of a part of a series of a project.</summary>
/// <param name="Start">In seconds since 1970.</param>
public readonly record struct PartBucketKey(ProjectId Project, Part Part, Series Series, Resolution Resolution, long Start) : IComparable<PartBucketKey>
{
    public int CompareTo(PartBucketKey other) =>
        Project.Value.CompareTo(other.Project.Value) is not 0 and var byProject ? byProject
        : Part.Dimension != other.Part.Dimension ? Part.Dimension.CompareTo(other.Part.Dimension)
        : Series != other.Series ? Series.CompareTo(other.Series)
        : Resolution != other.Resolution ? Resolution.CompareTo(other.Resolution)
        : Start != other.Start ? Start.CompareTo(other.Start)
        : string.CompareOrdinal(Part.Key, other.Part.Key);

    public static bool operator <(PartBucketKey left, PartBucketKey right) => left.CompareTo(right) < 0;
    public static bool operator >(PartBucketKey left, PartBucketKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(PartBucketKey left, PartBucketKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(PartBucketKey left, PartBucketKey right) => left.CompareTo(right) >= 0;
}

/// <summary>The parts that a fact's effects belong to, a pure function of the fact alone, and their buckets.</summary>
public static class Parts
{
    /// <summary>
    /// Only these are stored: parts are asked for by hours and longer, in zones that begin at a quarter-hour. What is finer is added up from the journal.
    /// </summary>
    public static readonly IReadOnlyList<Resolution> Stored = [Resolution.QuarterHour, Resolution.Hour, Resolution.Day];

    /// <summary>Appends the parts of a series that an effect of a fact belongs to; those by project the fact itself names.</summary>
    public static void Of(Fact fact, Series series, ICollection<Part> parts)
    {
        // A deleted project's parts go with it: nobody sees them.
        if (fact.Data is ProjectDeleted)
            return;
        if (Dimension.Person.Splits(series))
            parts.Add(new(Dimension.Person, fact.ActorId.Value.ToString("D")));
        if (Dimension.Label.Splits(series))
            foreach (var label in LabelsOf(fact.Data).Names)
                parts.Add(new(Dimension.Label, label));
        if (Dimension.BaseItem.Splits(series) && fact.Data is ItemCreated item)
            parts.Add(new(Dimension.BaseItem, item.BaseItemId.Value.ToString("D")));
    }

    /// <summary>The buckets of every stored resolution that the sums go into, in the order of their keys.</summary>
    public static List<KeyValuePair<PartBucketKey, Sum>> BucketsOf(IReadOnlyDictionary<PartSecondKey, Sum> sums)
    {
        var buckets = new Dictionary<PartBucketKey, Sum>();
        foreach (var (key, sum) in sums)
            foreach (var resolution in Stored)
                CollectionsMarshal.GetValueRefOrAddDefault(buckets, new(key.Project, key.Part, key.Series, resolution, resolution.Floor(key.Second)), out _) += sum;
        var rows = buckets.Where(b => b.Value != default).ToList();
        rows.Sort((left, right) => left.Key.CompareTo(right.Key));
        return rows;
    }

    static LabelSet LabelsOf(FactData data) => data switch
    {
        StoryCreated created => created.Labels,
        StoryMoved moved => moved.Labels ?? LabelSet.Empty,
        StoryDeleted deleted => deleted.Labels,
        _ => LabelSet.Empty,
    };
}
