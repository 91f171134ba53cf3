using System.Collections.Frozen;
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
        ["week"] = Domain.Statistics.Resolution.Week,
        ["month"] = Domain.Statistics.Resolution.Month,
        ["quarter"] = Domain.Statistics.Resolution.Quarter,
        ["year"] = Domain.Statistics.Resolution.Year,
    };

    // The provider takes fixed offsets too, of which there are without end.
    static readonly FrozenSet<string> Zones = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    public static string Name(Resolution resolution) => Resolutions.First(r => r.Value == resolution).Key;

    /// <summary>What fits a screen: 5 minutes of seconds, 3 hours of minutes, 7 days of hours, 90 days, a year of weeks, 2 years of months, 5 years of quarters, 10 years.</summary>
    public static int DefaultPoints(Resolution resolution) => resolution switch
    {
        Domain.Statistics.Resolution.Second => 300,
        Domain.Statistics.Resolution.Minute => 180,
        Domain.Statistics.Resolution.Hour => 168,
        Domain.Statistics.Resolution.Day => 90,
        Domain.Statistics.Resolution.Week => 52,
        Domain.Statistics.Resolution.Month => 24,
        Domain.Statistics.Resolution.Quarter => 20,
        _ => 10,
    };

    public static Resolution Resolution(string? text, InputRules rules)
    {
        if (text is null)
            return Domain.Statistics.Resolution.Minute;
        if (Resolutions.TryGetValue(text, out var resolution))
            return resolution;
        rules.Add("resolution", $"It is one of: {string.Join(", ", Resolutions.Keys)}.");
        return Domain.Statistics.Resolution.Minute;
    }

    /// <summary>A time zone by its IANA name; UTC when none is named.</summary>
    public static DateTimeZone Zone(string? text, InputRules rules)
    {
        if (text is null)
            return DateTimeZone.Utc;
        if (Zones.Contains(text))
            return DateTimeZoneProviders.Tzdb[text];
        rules.Add("zone", $"There is no time zone '{Short(text)}'. It is a name of the IANA database, such as Europe/Stockholm, America/New_York or UTC.");
        return DateTimeZone.Utc;
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
                rules.Add("series", $"There is no series '{Short(name)}'. There are: {SeriesSet.All}.");
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

    /// <returns>Whether the buckets before are asked for too.</returns>
    public static bool Compares(string? text, InputRules rules)
    {
        if (text is not (null or "previous"))
            rules.Add("compare", "It is: previous.");
        return text is not null;
    }

    /// <returns>What a series is split by; null: it is not.</returns>
    public static Dimension? Split(string? text, InputRules rules)
    {
        if (text is null)
            return null;
        if (Dimensions.TryParse(text, out var dimension))
            return dimension;
        rules.Add("split", $"It is one of: {string.Join(", ", Dimensions.Names)}.");
        return null;
    }

    public static Part? Only(StatisticsRequest request, InputRules rules) => Only(request.Person, request.Label, request.BaseItem, rules);

    /// <returns>The part that alone is counted; null: everything is.</returns>
    public static Part? Only(string? person, string? label, string? baseItem, InputRules rules)
    {
        if (new[] { person, label, baseItem }.Count(text => text is not null) > 1)
            rules.Add("person", "One of person, label and baseItem at a time.");
        if (label is not null)
            return new Part(Dimension.Label, label);
        if (person == UserId.LocalName)
            return new Part(Dimension.Person, UserId.Local.Value.ToString("D"));
        if ((person ?? baseItem) is not { } text)
            return null;
        var dimension = person is null ? Dimension.BaseItem : Dimension.Person;
        if (Ids.TryParse<UserId>(text, out var id))
            return new Part(dimension, id.Value.ToString("D"));
        rules.Add(dimension.Name(), "It is not an id: 36 characters, such as 01890a5d-ac96-774b-bcce-b302099a8057.");
        return null;
    }

    /// <returns>As of when; null: as it is.</returns>
    public static AskedAt? At(string? text, InputRules rules)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return new AskedAt(position, null);
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } && Moment("at", text, rules) is { } moment)
            return new AskedAt(0, moment);
        if (rules.Refusal?.Errors?.ContainsKey("at") != true)
            rules.Add("at", "It is a position of the journal, such as 42, or a moment between the years 1900 and 2200, such as 2026-01-31T12:00:00Z.");
        return null;
    }

    public static int Number(string field, string? text, int usual, int most, InputRules rules)
    {
        if (text is null)
            return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;
        rules.Add(field, $"It is a number from 1 to {most}.");
        return usual;
    }

    static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

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
            return (int)((seconds + resolution.Length() - 1) / resolution.Length());
        rules.Add("span", $"It is a number of seconds from 1 to {longest}: at this resolution there are at most {most} buckets.");
        return 1;
    }
}
