using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

static class ListStoriesEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listStories")
        .WithSummary("List a project's stories.")
        .WithDescription("""
            Newest first unless sort, or sort: in the filter, says otherwise (created, updated, priority, title; with - in front: descending; rank: what fits the
            filter's words best). filter takes what people type: status:open label:api assignee:me updated:<7d "exact words" -label:wontfix; /api/stories/filter
            explains one. status takes one of Open, In Progress, Done; text finds stories whose title, description or number holds it, in any case; externalKey
            finds the one that is called so where it came from. What is given has to hold together. Where words are looked for, matches says where they stand.
            The ETag stays as long as nothing changed in the project: send it as If-None-Match to be answered 304. What depends on the time or on who asks has none.
            """)
        .WithMetadata(new Sorts(StoryOrder.All.Keys, StoryOrder.Usual))
        .Produces<Page<StoryResponse>>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter");

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, AskedFilter filters, HttpContext context, string? projectId = null,
        string? filter = null, string? zone = null, string? status = null, string? text = null, string? externalKey = null, string? sort = null,
        string? cursor = null, int? limit = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var (all, scope) = await filters.ReadAsync(rights, project, [filter ?? ""], zone, context.RequestAborted);
        var asked = all[0];
        var order = StoryOrder.All[sort is null && asked.Sort is { } own ? StoryOrder.NameOf(own) : Queries.Sort(sort, StoryOrder.All.Keys, StoryOrder.Usual)];
        var count = Paging.Limit(limit);
        var parameters = new DynamicParameters(new
        {
            status = (short?)Queries.Status(status),
            text = Queries.Contains(text),
            externalKey = Queries.Line("externalKey", externalKey, InputRules.ExternalKeyLength),
            limit = count + 1,
        });
        var query = StoryQuery.Of(asked, scope, parameters);
        var where = $"""
            {query.Where}
              {(status is null ? "" : "AND s.status = @status")}
              {(string.IsNullOrEmpty(text) ? "" : "AND (s.title ILIKE @text OR s.description ILIKE @text OR s.number::text LIKE @text)")}
              {(externalKey is null ? "" : "AND s.external_key = @externalKey")}
            """;
        var sql = order.Select(query, where, Paging.Decode(cursor, order.Name, order.KeyCount), parameters);
        var isComplete = await filters.CatchUpAsync(all, scope, context.RequestAborted);
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<StoryRow, int, (StoryRow Story, int Rank)>(
                new CommandDefinition(sql, parameters, cancellationToken: context.RequestAborted), (story, rank) => (story, rank), "Rank")).AsList();
            var key = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";
            return Page.Of(rows, count, r => r.Story.ToResponse(key) with { Matches = StoryMatches.Of(asked, r.Story.Title, r.Story.Description) },
                r => order.Cursor(r.Story, r.Rank));
        }, isComplete && AskedFilter.IsLasting(asked));
    }
}
