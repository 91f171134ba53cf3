using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>The query parameters that statistics take. What is wrong goes into the rules, and a harmless value is returned.</summary>
static class QueryRules
{
    static readonly Dictionary<string, Resolution> Resolutions = new(StringComparer.Ordinal)
    {
        ["second"] = Domain.Statistics.Resolution.Second,
        ["minute"] = Domain.Statistics.Resolution.Minute,
        ["hour"] = Domain.Statistics.Resolution.Hour,
        ["day"] = Domain.Statistics.Resolution.Day,
    };

    static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    public static string Name(Resolution resolution) => Resolutions.First(r => r.Value == resolution).Key;

    /// <summary>What fits a screen: 5 minutes of seconds, 3 hours of minutes, 7 days of hours, 90 days.</summary>
    public static int DefaultPoints(Resolution resolution) => resolution switch
    {
        Domain.Statistics.Resolution.Second => 300,
        Domain.Statistics.Resolution.Minute => 180,
        Domain.Statistics.Resolution.Hour => 168,
        _ => 90,
    };

    public static Resolution Resolution(string? text, InputRules rules)
    {
        if (text is null)
            return Domain.Statistics.Resolution.Minute;
        if (Resolutions.TryGetValue(text, out var resolution))
            return resolution;
        rules.Add("resolution", text is "week" or "month" or "quarter" or "year"
            ? "Resolutions up to day can be asked for now: second, minute, hour, day."
            : "It is one of: second, minute, hour, day.");
        return Domain.Statistics.Resolution.Minute;
    }

    public static void Zone(string? text, InputRules rules)
    {
        if (text is not (null or "UTC"))
            rules.Add("zone", "Only UTC can be asked for now.");
    }

    /// <summary>The series named, separated by commas; all of them when none is.</summary>
    public static SeriesSet Series(string? text, InputRules rules)
    {
        if (text is null)
            return SeriesSet.All;
        var series = new List<Series>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!SeriesNames.TryParse(name, out var one))
            {
                rules.Add("series", $"There is no series '{(name.Length <= 40 ? name : name[..40] + "…")}'. There are: {SeriesSet.All}.");
                break;
            }
            series.Add(one);
        }
        return SeriesSet.Of(series);
    }

    public static ProjectId? Project(string? text, InputRules rules)
    {
        if (text is null)
            return null;
        if (Ids.TryParse<ProjectId>(text, out var id))
            return id;
        rules.Add("projectId", "It is not an id: 36 characters, such as 01890a5d-ac96-774b-bcce-b302099a8057.");
        return null;
    }

    /// <param name="asked">Null: all.</param>
    public static ProjectSet Projects(ProjectId? asked) => asked is { } one ? ProjectSet.One(one) : ProjectSet.All;

    /// <summary>The first second (since 1970) that begins at a moment or after it.</summary>
    public static long? End(string field, string? text, InputRules rules) =>
        Moment(field, text, rules) is { } moment ? (moment + Duration.FromSeconds(1) - Duration.Epsilon).ToUnixTimeSeconds() : null;

    /// <summary>The second (since 1970) that holds a moment.</summary>
    public static long? Beginning(string field, string? text, InputRules rules) => Moment(field, text, rules)?.ToUnixTimeSeconds();

    static Instant? Moment(string field, string? text, InputRules rules)
    {
        if (text is null)
            return null;
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var moment }
            && moment.ToInstant() is var instant && instant >= Earliest && instant <= Latest)
            return instant;
        rules.Add(field, "It is a moment between the years 1900 and 2200, such as 2026-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>A number of seconds, as the buckets that hold them.</summary>
    public static int Span(string? text, Resolution resolution, int most, InputRules rules)
    {
        if (text is null)
            return Math.Min(DefaultPoints(resolution), most);
        var longest = most * resolution.Length();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 1 && seconds <= longest)
            return (int)(resolution.Ceiling(seconds) / resolution.Length());
        rules.Add("span", $"It is a number of seconds from 1 to {longest}: at this resolution a live window has at most {most} buckets.");
        return 1;
    }
}
