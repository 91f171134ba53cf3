using Dapper;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

static class ListStoriesEndpoint
{
    const int FarthestOffset = 1_000_000;

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listStories")
        .WithSummary("List a project's stories.")
        .WithDescription("""
            Newest first unless sort, or sort: in the filter, says otherwise (created, updated, priority, title, status, assignee; with - in front: descending;
            rank: what fits the filter's words best). filter takes what people type, such as status:open label:api assignee:me updated:<7d "exact words"
            -label:wontfix; /api/stories/filter explains one, and docs/guides/filter.md has the grammar. Where words are looked for, matches says where they stand.
            status takes one of Open, In Progress, Done; text finds stories whose title, description or number holds it, in any case; externalKey finds the one
            that is called so where it came from; assignee takes an id or none; label takes one label, or nothing for those without any. A page is read on
            with nextCursor, and before it with previousCursor and backward=true; backward alone begins with the last page. offset skips rows before the
            first one of a page, to jump into a long list: it costs the more the farther it jumps, so go on with cursors from there. The ETag stays as
            long as nothing changed in the project: send it as If-None-Match to be answered 304. What depends on the time or on who asks has none.
            """)
        .WithMetadata(new Sorts(StoryOrder.All.Keys, StoryOrder.Usual))
        .Produces<StoriesPage>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter", "too-much-to-search");

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, AskedFilter filters, ListAnswer list, HttpContext context,
        [AsParameters] StoryFilter filter, string? sort = null, string? cursor = null, bool backward = false, int offset = 0, int limit = Paging.UsualRows)
    {
        var project = await projects.AskedAsync(rights, filter.Project, context.RequestAborted);
        var count = Paging.Limit(limit);
        if (offset is < 0 or > FarthestOffset)
            throw new RefusedException(Domain.Refusal.Invalid("offset", $"It is 0 to {FarthestOffset}."));
        var values = new DynamicParameters(new { limit = count + 1, offset });
        var asked = await filters.ReadAsync(rights, project, filter, values, context.RequestAborted);
        var order = StoryOrder.All[sort is null && asked.Filter.Sort is { } own ? StoryOrder.NameOf(own) : Queries.Sort(sort, StoryOrder.All.Keys, StoryOrder.Usual)];
        // What comes before a row is what follows it the other way round.
        var way = backward ? order.Reversed : order;
        var sql = way.Select(asked.Query, Paging.Decode(cursor, order.Name, order.KeyCount), values);
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            var rows = await FilteredRead.RunAsync(dataSource, asked.IsPlain, async connection => (await connection.QueryAsync<StoryRow, int, (StoryRow Story, int Rank)>(
                new CommandDefinition(sql, values, cancellationToken: context.RequestAborted), (story, rank) => (story, rank), "Rank")).AsList(), context.RequestAborted);
            var key = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";
            var isMore = rows.Count > count;
            if (isMore)
                rows.RemoveAt(count);
            if (backward)
                rows.Reverse();
            return new StoriesPage(
                [.. rows.Select(r => r.Story.ToResponse(key) with { Matches = StoryMatches.Of(asked.Filter, r.Story.Title, r.Story.Description) })],
                rows.Count > 0 && (isMore || backward) ? order.Cursor(rows[^1].Story, rows[^1].Rank) : null,
                rows.Count > 0 && (isMore || !backward) ? order.Cursor(rows[0].Story, rows[0].Rank) : null);
        }, asked.IsLasting);
    }
}
