using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.BaseItems;

static class ListBaseItemsEndpoint
{
    const string Usual = "-created";
    static readonly string[] Words = [Usual, "created"];

    public static void Map(RouteGroupBuilder kinds) => kinds.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listBaseItems")
        .WithSummary("List a project's base items.")
        .WithDescription("""
            Those made last first, or with sort=created the other way. text finds those whose description holds it, in any case. The ETag stays as long as nothing
            changed in the project: send it as If-None-Match to be answered 304.
            """)
        .WithMetadata(new Sorts(Words, Usual))
        .Produces<Page<BaseItemResponse>>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, HttpContext context, string? projectId = null,
        string? text = null, string? sort = null, string? cursor = null, int limit = Paging.UsualRows)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var order = Queries.Sort(sort, Words, Usual);
        var count = Paging.Limit(limit);
        var filter = new { project = project.Value, text = Queries.Contains(text), after = ItemCursor.Read<BaseItemId>(cursor, order), limit = count + 1 };
        var (than, way) = order == Usual ? ("<", " DESC") : (">", "");
        var sql = $"""
            SELECT {BaseItemRow.Columns}
            FROM base_items
            WHERE project_id = @project
              {(filter.text is null ? "" : "AND description ILIKE @text")}
              {(filter.after is null ? "" : $"AND id {than} @after")}
            ORDER BY id{way}
            LIMIT @limit
            """;
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<BaseItemRow>(new CommandDefinition(sql, filter, cancellationToken: context.RequestAborted))).AsList();
            return Page.Of(rows, count, r => r.ToResponse(), r => ItemCursor.Of(order, r.Id));
        });
    }
}
