using System.Diagnostics.CodeAnalysis;
using Throughline.Domain;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Reading;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>What a live reader watches. Readers of equal scopes share one channel.</summary>
/// <param name="Project">Null: all projects together.</param>
/// <param name="Points">Buckets that the window holds, the current one included.</param>
public sealed record StatisticsScope(ProjectId? Project, Resolution Resolution, SeriesSet Series, int Points)
{
    /// <summary>So that a snapshot stays small enough for a client's buffer.</summary>
    public const int MostPoints = 900;

    /// <summary>Reads the query parameters <c>series</c>, <c>resolution</c>, <c>zone</c>, <c>projectId</c> and <c>span</c> (seconds).</summary>
    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out StatisticsScope? scope, [NotNullWhen(false)] out Refusal? refusal)
    {
        var rules = new InputRules();
        var resolution = QueryRules.Resolution(query, rules);
        var series = QueryRules.Series(query, rules);
        var project = QueryRules.Project(query, rules);
        QueryRules.Zone(query, rules);
        var points = Math.Min(QueryRules.DefaultPoints(resolution), MostPoints);
        if (query.TryGetValue("span", out var span))
        {
            if (!long.TryParse(span, out var seconds) || seconds < 1 || seconds > MostPoints * resolution.Length())
                rules.Add("span", $"It is a number of seconds from 1 to {MostPoints * resolution.Length()} ({MostPoints} points).");
            else
                points = (int)(resolution.Ceiling(seconds) / resolution.Length());
        }
        refusal = rules.Refusal;
        scope = refusal is null ? new StatisticsScope(project, resolution, series, points) : null;
        return scope is not null;
    }
}
