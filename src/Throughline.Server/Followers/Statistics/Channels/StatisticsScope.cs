using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Reading;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>What a live reader watches. Readers of equal scopes share one channel.</summary>
/// <param name="Projects">Whose statistics, added up.</param>
/// <param name="Calendar">What the buckets are.</param>
/// <param name="Points">Buckets that the window holds, the current one included.</param>
public sealed record StatisticsScope(ProjectSet Projects, BucketCalendar Calendar, SeriesSet Series, int Points)
{
    /// <summary>A snapshot of all series then stays below the 64 KiB that the node may hold for one client.</summary>
    public const int MostPoints = 400;

    /// <summary>
    /// Reads the query parameters <c>series</c>, <c>resolution</c>, <c>zone</c> and <c>projectId</c>, as those of a query,
    /// and <c>span</c>, the length of the window in seconds.
    /// </summary>
    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out StatisticsScope? scope, [NotNullWhen(false)] out Refusal? refusal)
    {
        var rules = new InputRules();
        var resolution = QueryRules.Resolution(Text("resolution"), rules);
        var series = QueryRules.Series(Text("series"), rules);
        var project = QueryRules.Project(Text("projectId"), rules);
        var calendar = new BucketCalendar(resolution, QueryRules.Zone(Text("zone"), rules));
        var points = QueryRules.Span(Text("span"), resolution, MostPoints, rules);
        refusal = rules.Refusal;
        scope = refusal is null ? new StatisticsScope(QueryRules.Projects(project), calendar, series, points) : null;
        return scope is not null;

        string? Text(string name) =>
            query.TryGetValue(name, out var values) && !StringValues.IsNullOrEmpty(values) ? values.ToString() : null;
    }
}
