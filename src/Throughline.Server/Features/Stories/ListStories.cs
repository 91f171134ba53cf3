using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

static class ListStoriesEndpoint
{
    const string Usual = "-created";

    static readonly Dictionary<string, StoryOrder> Orders = new[]
    {
        new StoryOrder("created", null, descending: false),
        new StoryOrder("-created", null, descending: true),
        new StoryOrder("updated", "updated_at", descending: false),
        new StoryOrder("-updated", "updated_at", descending: true),
        new StoryOrder("priority", "priority", descending: false),
        new StoryOrder("-priority", "priority", descending: true),
        new StoryOrder("title", "title", descending: false),
        new StoryOrder("-title", "title", descending: true),
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listStories")
        .WithSummary("List a project's stories.")
        .WithDescription("""
            Newest first unless sort says otherwise (created, updated, priority, title; with - in front: descending). status takes one of
            Open, In Progress, Done; text finds stories whose title, description or number holds it, in any case; externalKey finds the one
            that is called so where it came from. The ETag stays as long as nothing changed in the project: send it as If-None-Match to be
            answered 304.
            """)
        .WithMetadata(new Sorts(Orders.Keys, Usual))
        .Produces<Page<StoryResponse>>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, HttpContext context, string? projectId = null,
        string? status = null, string? text = null, string? externalKey = null, string? sort = null, string? cursor = null, int? limit = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var order = Orders[Queries.Sort(sort, Orders.Keys, Usual)];
        var count = Paging.Limit(limit);
        var filter = new DynamicParameters(new
        {
            project = project.Value,
            status = (short?)Queries.Status(status),
            text = Queries.Contains(text),
            externalKey = Queries.Line("externalKey", externalKey, InputRules.ExternalKeyLength),
            limit = count + 1,
        });
        var after = order.After(Paging.Decode(cursor, order.Name, order.KeyCount), filter);
        var sql = $"""
            SELECT {StoryRow.Columns}
            FROM stories s
            WHERE s.project_id = @project
              {(status is null ? "" : "AND s.status = @status")}
              {(string.IsNullOrEmpty(text) ? "" : "AND (s.title ILIKE @text OR s.description ILIKE @text OR s.number::text LIKE @text)")}
              {(externalKey is null ? "" : "AND s.external_key = @externalKey")}
              {after}
            ORDER BY {order.By}
            LIMIT @limit
            """;
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<StoryRow>(
                new CommandDefinition(sql, filter, cancellationToken: context.RequestAborted))).AsList();
            var key = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";
            return Page.Of(rows, count, r => r.ToResponse(key), order.Cursor);
        });
    }
}
