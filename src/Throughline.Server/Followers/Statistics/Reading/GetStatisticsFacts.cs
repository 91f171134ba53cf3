using System.ComponentModel;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary><c>GET /api/statistics/facts</c></summary>
static class GetStatisticsFacts
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/statistics/facts", HandleAsync)
            .Requires(Permission.Read)
            .WithName("listStatisticsFacts")
            .WithTags("Statistics")
            .WithSummary("List the facts behind a point of a statistic.")
            .WithDescription(
                """
                Exactly the facts that count in the series between two moments (the second that holds from, up to the one before to), in the order of the
                journal, with what each adds. What they cost to find depends on what happened then, not on how much history there is. A page may be
                shorter than asked for, even empty, and go on: there is more as long as there is a nextCursor.
                """)
            .Produces<Page<FactBehind>>();

    static async Task<IResult> HandleAsync(
        Rights rights, AskedProject projects, FactsBehind facts, FairShare share, HttpContext context,
        [Description("Names of series, separated by commas, such as stories.created,stories.completed. Default: all.")] string? series = null,
        [Description("Beginning (RFC 3339): the second that holds it is the first.")] string? from = null,
        [Description("End (RFC 3339): the second before it is the last.")] string? to = null,
        [Description("Id of a project. Default: all that you see, together.")] string? projectId = null,
        [Description("Id of a person, or local: only what they did.")] string? person = null,
        [Description("Name of a label: only stories that had it then.")] string? label = null,
        [Description("Id of a base item: only items of this kind.")] string? baseItem = null,
        string? cursor = null, int limit = Paging.UsualRows)
    {
        var rules = new InputRules();
        var only = QueryRules.Only(person, label, baseItem, rules);
        var project = QueryRules.Project(projectId, rules);
        var set = QueryRules.Series(series, rules);
        var begin = QueryRules.Beginning("from", from, rules);
        var end = QueryRules.End("to", to, rules);
        foreach (var (name, text) in new[] { ("from", from), ("to", to) })
            if (text is null)
                rules.Add(name, "It is missing: a moment such as 2026-01-31T12:00:00Z.");
        if (only is { } part && set.FirstOrDefault(s => !part.Dimension.Splits(s)) is var whole && whole != default)
            rules.Add(part.Dimension.Name(), $"{whole.Name()} has no parts by {part.Dimension.Name()}.");
        if (begin >= end)
            rules.Add("from", "It must be before 'to'.");
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        if (project is { } id && !await projects.SeesAsync(rights, id, context.RequestAborted))
            return Problems.From(AskedProject.NoSuchProject);
        var seen = QueryRules.Projects(project).And(ProjectSet.Of(rights.Visible));
        using (await share.TurnAsync(context))
            return TypedResults.Ok(await facts.ReadAsync(set, seen, only, begin!.Value, end!.Value, cursor, Paging.Limit(limit), context.RequestAborted));
    }
}
