using Dapper;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

static class ListStoriesEndpoint
{
    const string Usual = "-created";
    const int FarthestOffset = 1_000_000;

    static readonly Dictionary<string, StoryOrder> Orders = new[] { null, "updated_at", "priority", "title", "status", "assignee_id" }
        .SelectMany(column => new[] { new StoryOrder(column, descending: false), new StoryOrder(column, descending: true) })
        .ToDictionary(o => o.Name, StringComparer.Ordinal);

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listStories")
        .WithSummary("List a project's stories.")
        .WithDescription("""
            Newest first unless sort says otherwise (created, updated, priority, title, status, assignee; with - in front: descending). status takes one of
            Open, In Progress, Done; text finds stories whose title, description or number holds it, in any case; externalKey finds the one
            that is called so where it came from; assignee takes an id or none; label takes one label, or nothing for those without any. A page is read on
            with nextCursor, and before it with previousCursor and backward=true; backward alone begins with the last page. offset skips rows before the
            first one of a page, to jump into a long list: it costs the more the farther it jumps, so go on with cursors from there. The ETag stays as
            long as nothing changed in the project: send it as If-None-Match to be answered 304.
            """)
        .WithMetadata(new Sorts(Orders.Keys, Usual))
        .Produces<StoriesPage>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, HttpContext context, [AsParameters] StoryFilter filter,
        string? sort = null, string? cursor = null, bool backward = false, int offset = 0, int? limit = null)
    {
        var project = await projects.AskedAsync(rights, filter.Project, context.RequestAborted);
        var order = Orders[Queries.Sort(sort, Orders.Keys, Usual)];
        var count = Paging.Limit(limit);
        if (offset is < 0 or > FarthestOffset)
            throw new RefusedException(Domain.Refusal.Invalid("offset", $"It is 0 to {FarthestOffset}."));
        var values = new DynamicParameters(new { project = project.Value, limit = count + 1, offset });
        // What comes before a row is what follows it the other way round.
        var way = backward ? order.Reversed : order;
        var sql = $"""
            SELECT {StoryRow.Columns}
            FROM stories s
            WHERE s.project_id = @project {filter.Where(values)} {way.After(Paging.Decode(cursor, order.Name, order.KeyCount), values)}
            ORDER BY {way.By}
            OFFSET @offset
            LIMIT @limit
            """;
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<StoryRow>(
                new CommandDefinition(sql, values, cancellationToken: context.RequestAborted))).AsList();
            var key = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";
            var isMore = rows.Count > count;
            if (isMore)
                rows.RemoveAt(count);
            if (backward)
                rows.Reverse();
            return new StoriesPage(
                [.. rows.Select(r => r.ToResponse(key))],
                rows.Count > 0 && (isMore || backward) ? order.Cursor(rows[^1]) : null,
                rows.Count > 0 && (isMore || !backward) ? order.Cursor(rows[0]) : null);
        });
    }
}
