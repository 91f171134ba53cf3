using Throughline.Domain;
using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>The query parameters that every statistic takes. What is wrong goes into the rules, and a harmless value is returned.</summary>
static class QueryRules
{
    static readonly Dictionary<string, Resolution> Resolutions = new(StringComparer.Ordinal)
    {
        ["second"] = Domain.Statistics.Resolution.Second,
        ["minute"] = Domain.Statistics.Resolution.Minute,
        ["hour"] = Domain.Statistics.Resolution.Hour,
        ["day"] = Domain.Statistics.Resolution.Day,
    };

    public static string Name(Resolution resolution) => Resolutions.First(r => r.Value == resolution).Key;

    /// <summary>What fits a screen: 5 minutes of seconds, 3 hours of minutes, 7 days of hours, 90 days.</summary>
    public static int DefaultPoints(Resolution resolution) => resolution switch
    {
        Domain.Statistics.Resolution.Second => 300,
        Domain.Statistics.Resolution.Minute => 180,
        Domain.Statistics.Resolution.Hour => 168,
        _ => 90,
    };

    public static Resolution Resolution(IQueryCollection query, InputRules rules)
    {
        if (!query.TryGetValue("resolution", out var text))
            return Domain.Statistics.Resolution.Minute;
        if (Resolutions.TryGetValue(text.ToString(), out var resolution))
            return resolution;
        rules.Add("resolution", text.ToString() is "week" or "month" or "quarter" or "year"
            ? "Resolutions up to day can be asked for now."
            : "It is one of: second, minute, hour, day.");
        return Domain.Statistics.Resolution.Minute;
    }

    public static void Zone(IQueryCollection query, InputRules rules)
    {
        if (query.TryGetValue("zone", out var zone) && !string.Equals(zone, "UTC", StringComparison.Ordinal))
            rules.Add("zone", "Only UTC can be asked for now.");
    }

    /// <summary>The series named, separated by commas; all of them when none is.</summary>
    public static SeriesSet Series(IQueryCollection query, InputRules rules)
    {
        if (!query.TryGetValue("series", out var text))
            return SeriesSet.All;
        var series = new List<Series>();
        foreach (var name in text.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (!SeriesNames.TryParse(name, out var one))
            {
                rules.Add("series", $"There is no series '{Shown(name)}'. There are: {SeriesSet.All}.");
                break;
            }
            series.Add(one);
        }
        return SeriesSet.Of(series);
    }

    public static ProjectId? Project(IQueryCollection query, InputRules rules)
    {
        if (!query.TryGetValue("projectId", out var text))
            return null;
        if (Ids.TryParse<ProjectId>(text, out var id))
            return id;
        rules.Add("projectId", "It is not an id: 36 characters, such as 01890a5d-ac96-774b-bcce-b302099a8057.");
        return null;
    }

    static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
