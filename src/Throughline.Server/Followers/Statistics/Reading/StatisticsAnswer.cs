using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// Statistics over a range of time. Every bucket of the range is there; one without facts has zeros, and levels carry on.
/// </summary>
public sealed record StatisticsAnswer(
    [property: Description("The journal's position that the answer is true at.")]
    long Position,
    [property: Description("Length of a bucket: second, minute, hour, day, week (from Monday), month, quarter or year.")]
    string Resolution,
    [property: Description("Time zone of the buckets: they begin as its clocks and calendars show it, and are given by UTC.")]
    string Zone,
    [property: Description("Start of the first bucket.")]
    string From,
    [property: Description("End of the last bucket.")]
    string To,
    [property: Description("The series, in the order in which buckets list them.")]
    IReadOnlyList<SeriesAnswer> Series,
    [property: Description("The buckets, oldest first.")]
    IReadOnlyList<BucketAnswer> Buckets)
{
    [Description("The buckets before these, as many, oldest first; they end where these begin. Only with compare=previous.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BucketAnswer>? Previous { get; init; }
}

/// <summary>A series of the answer.</summary>
public sealed record SeriesAnswer(
    [property: Description("Such as stories.created.")]
    string Name,
    [property: Description("What its counts or sums are numbers of: stories, tasks or seconds.")]
    string Unit,
    [property: Description("flow: what happened in a bucket. level: how many there were at the bucket's end.")]
    string Kind)
{
    [Description("Which part of it. Only with split.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PartAnswer? Of { get; init; }
}

/// <summary>A part of a series.</summary>
public sealed record PartAnswer(
    [property: Description("Id of the project, person (all zeros: the program itself) or base item, or the label's name; null: all parts that are not answered one by one.")]
    string? Id,
    [property: Description("What it is called now; null: it is gone, or a person with whom whoever asks shares no project.")]
    string? Name);

/// <summary>A bucket of the answer.</summary>
public sealed record BucketAnswer(
    [property: Description("Its start.")]
    string Start,
    [property: Description("For each series: how often it happened; 0 for levels.")]
    IReadOnlyList<long> Counts,
    [property: Description("For each series: the amount in its unit, 0 where only occurrences are counted; for levels the level at the "
        + "bucket's end.")]
    IReadOnlyList<long> Sums);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatisticsAnswer))]
sealed partial class StatisticsJson : JsonSerializerContext;
