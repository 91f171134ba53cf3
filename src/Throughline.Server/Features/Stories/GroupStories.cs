using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

static class GroupStoriesEndpoint
{
    const int MostGroups = 200;

    // What each group is called on the wire; null: those that are in none.
    static readonly Dictionary<string, (string Value, string From)> Groups = new(StringComparer.Ordinal)
    {
        ["status"] = ("CASE s.status WHEN 0 THEN 'Open' WHEN 1 THEN 'In Progress' ELSE 'Done' END", ""),
        ["assignee"] = ("s.assignee_id::text", ""),
        ["label"] = ("l.name", "LEFT JOIN LATERAL jsonb_array_elements_text(s.labels) l (name) ON true"),
    };

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/groups", HandleAsync)
        .Requires(Permission.Read)
        .WithName("groupStories")
        .WithSummary("Count a project's stories, all and by group.")
        .WithDescription("""
            Takes the parameters of the list. With group (status, assignee or label) it also says how many are in each group, the largest first and at most
            200; a group without a value has those without an assignee or a label. A story with several labels is in several groups.
            """)
        .Produces<StoryGroups>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter", "too-much-to-search");

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, AskedFilter filters, ListAnswer list, HttpContext context, [AsParameters] StoryFilter filter, string? group = null)
    {
        var project = await projects.AskedAsync(rights, filter.Project, context.RequestAborted);
        if (group is not null && !Groups.ContainsKey(group))
            throw new RefusedException(Refusal.Invalid("group", $"It is one of: {string.Join(", ", Groups.Keys)}."));
        var values = new DynamicParameters();
        var asked = await filters.ReadAsync(rights, project, filter, values, context.RequestAborted);
        return await list.AnswerAsync(context, rights, project, () => FilteredRead.RunAsync(dataSource, asked.IsPlain, async connection =>
        {
            var total = await connection.ExecuteScalarAsync<long>(
                new CommandDefinition($"SELECT count(*) FROM {asked.Query.From} WHERE {asked.Query.Where}", values, cancellationToken: context.RequestAborted));
            return new StoryGroups(total, group is null ? [] : await ByGroupAsync(connection, Groups[group], asked.Query, values, context.RequestAborted));
        }, context.RequestAborted), asked.IsLasting);
    }

    static async Task<IReadOnlyList<StoryGroup>> ByGroupAsync(
        NpgsqlConnection connection, (string Value, string From) group, StoryQuery query, DynamicParameters values, CancellationToken cancellation) =>
        (await connection.QueryAsync<StoryGroup>(new CommandDefinition(
            $"""
            SELECT {group.Value} AS "Value", count(*) AS "Count"
            FROM {query.From} {group.From}
            WHERE {query.Where}
            GROUP BY 1
            ORDER BY 2 DESC, 1
            LIMIT {MostGroups}
            """, values, cancellationToken: cancellation))).AsList();
}

/// <summary>How many stories there are.</summary>
/// <param name="Total">All that the filter takes, each once.</param>
/// <param name="Groups">How they are divided, the largest group first.</param>
public sealed record StoryGroups(long Total, IReadOnlyList<StoryGroup> Groups);

/// <summary>A group of stories.</summary>
/// <param name="Value">What they share: a status, the id of an assignee, or a label; null: they have none.</param>
/// <param name="Count">How many they are.</param>
public sealed record StoryGroup(string? Value, long Count);
