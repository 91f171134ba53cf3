using Microsoft.Extensions.Primitives;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Statistics.Channels;

namespace Throughline.Server.Followers.Live.Requests;

/// <summary>What a stream was asked to show and where it begins. How much of that it shows depends on who asks, and changes with their rights.</summary>
/// <param name="Projects">The projects asked for.</param>
/// <param name="ShowsFacts">False: no facts.</param>
/// <param name="Types">Types of facts; null: all.</param>
/// <param name="Statistics">Null: no statistics.</param>
/// <param name="Seen">The last event that the client has.</param>
sealed record LiveRequest(
    ProjectSet Projects, bool ShowsFacts, IReadOnlyCollection<string>? Types, StatisticsScope? Statistics, LiveEventId? Seen)
{
    /// <summary>Statistics alone, from now on.</summary>
    public static LiveRequest Of(StatisticsScope statistics) => new(statistics.Projects, ShowsFacts: false, null, statistics, null);

    /// <summary>What they see of the projects that were asked for. Administrators see all there are, which are not all that can be named.</summary>
    public ProjectSet SeenBy(Rights rights, Viewer viewer) =>
        Projects.IsAll ? viewer.Projects : ProjectSet.Of(Projects.Named.Where(project => rights.RoleIn(project) is not null));

    /// <summary>The facts that the viewer is shown; null: none were asked for.</summary>
    public FactFilter? FactsFor(Viewer viewer) => ShowsFacts ? new FactFilter(viewer, Projects, Types) : null;

    /// <summary>The statistics that the viewer is shown; null: none were asked for.</summary>
    public StatisticsScope? StatisticsFor(Viewer viewer) => Statistics is { } asked ? asked with { Projects = asked.Projects.And(viewer.Projects) } : null;

    /// <summary>The request, or what is wrong with it.</summary>
    public static (LiveRequest? Request, Refusal? Refusal) Read(LiveQuery query)
    {
        var rules = new InputRules();
        var projects = AskedProjects(query, rules);
        var types = FactTypes.Read(query.Types, rules);
        var facts = AsksForFacts(query, rules);
        var seen = LastEvent(query, rules);
        if (rules.Refusal is { } refusal)
            return (null, refusal);
        StatisticsScope? statistics = null;
        if (query.Statistics is not null && !StatisticsScope.TryRead(AsStatistics(query), out statistics, out var refused))
            return (null, refused);
        return (new LiveRequest(ProjectSet.Of(projects), facts, types, statistics, seen), null);
    }

    static List<ProjectId>? AskedProjects(LiveQuery query, InputRules rules)
    {
        if (query.ProjectId is not { Length: > 0 } texts)
            return null;
        if (texts.Length > LiveQuery.MostProjects)
            rules.Add("projectId", $"It may be given {LiveQuery.MostProjects} times at most.");
        else if (texts.Length > 1 && query.Statistics is not null)
            rules.Add("projectId", "Statistics are of one project or of all. Open a stream for each project.");
        var projects = new List<ProjectId>(texts.Length);
        foreach (var text in texts)
        {
            if (!Ids.TryParse<ProjectId>(text, out var id))
            {
                rules.Add("projectId", "It is not an id: 36 characters.");
                break;
            }
            projects.Add(id);
        }
        return projects;
    }

    static bool AsksForFacts(LiveQuery query, InputRules rules)
    {
        if (query.Facts is not (null or "true" or "false"))
            rules.Add("facts", "It is true or false.");
        else if (query is { Facts: "false", Statistics: null })
            rules.Add("facts", "A stream without facts needs statistics.");
        return query.Facts != "false";
    }

    static LiveEventId? LastEvent(LiveQuery query, InputRules rules)
    {
        // The header is newer: a browser that reconnects repeats the address that it was given first.
        var (field, text) = query.LastEventIdHeader is { } header ? ("Last-Event-ID", header) : ("lastEventId", query.LastEventId);
        if (string.IsNullOrEmpty(text))
            return null;
        if (LiveEventId.TryParse(text, out var id))
            return id;
        rules.Add(field, "It is the id of an event of this stream, such as 0a1b2c3d4e5f-42.");
        return null;
    }

    static QueryCollection AsStatistics(LiveQuery query)
    {
        var asked = new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["resolution"] = query.Statistics };
        if (query.ProjectId is { Length: > 0 })
            asked["projectId"] = query.ProjectId;
        if (query.Series is not null)
            asked["series"] = query.Series;
        if (query.Zone is not null)
            asked["zone"] = query.Zone;
        if (query.Span is not null)
            asked["span"] = query.Span;
        return new QueryCollection(asked);
    }
}
