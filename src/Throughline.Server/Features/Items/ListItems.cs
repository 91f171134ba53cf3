using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items;

static class ListItemsEndpoint
{
    const string Usual = "-created";
    const string Nobody = "none";
    static readonly string[] Words = [Usual, "created"];

    // Asked for first: what they are decides whether the index of labels serves, and an "or" over two tables would read all items of the project.
    const string KindsSql = "SELECT id FROM base_items WHERE project_id = @project AND item_count > 0 AND description ILIKE @text";

    public static void Map(RouteGroupBuilder items) => items.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listItems")
        .WithSummary("List a project's items.")
        .WithDescription("""
            Those recorded last first, or with sort=created the other way. baseItemId takes those of one kind; owner those that somebody holds now, by id, or none;
            text finds items whose label or kind holds it, in any case; awaiting=true takes those that wait for somebody's acceptance, receiver
            those that wait for somebody's. The ETag stays as long as nothing changed in the project: send it as If-None-Match to be answered 304.
            """)
        .WithMetadata(new Sorts(Words, Usual))
        .Produces<Page<ItemResponse>>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, HttpContext context, string? projectId = null,
        string? baseItemId = null, string? owner = null, bool? awaiting = null, string? receiver = null, string? text = null, string? sort = null, string? cursor = null, int limit = Paging.UsualRows)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var order = Queries.Sort(sort, Words, Usual);
        var count = Paging.Limit(limit);
        var filter = new
        {
            project = project.Value,
            kind = Queries.Id<BaseItemId>("baseItemId", baseItemId)?.Value,
            holder = owner == Nobody ? null : Queries.Id<UserId>("owner", owner)?.Value,
            receiver = Queries.Id<UserId>("receiver", receiver)?.Value,
            text = Queries.Contains(text),
            after = ItemCursor.Read<ItemId>(cursor, order),
            limit = count + 1,
        };
        var (than, way) = order == Usual ? ("<", " DESC") : (">", "");
        // What somebody holds is found from them, and not among all items.
        var holder = filter.holder is null ? ItemRow.Holder : "JOIN transfers h ON h.item_id = i.id AND h.status = 1 AND h.until IS NULL AND h.owner_id = @holder";
        string Sql(bool hasKinds) => $"""
            SELECT {ItemRow.Columns}
            FROM {ItemRow.From}
            {holder}
            WHERE i.project_id = @project
              {(filter.kind is null ? "" : "AND i.base_item_id = @kind")}
              {(owner == Nobody ? "AND h.owner_id IS NULL" : "")}
              {(awaiting is { } waits ? $"AND w.id IS {(waits ? "NOT NULL" : "NULL")}" : "")}
              {(filter.receiver is null ? "" : "AND w.owner_id = @receiver")}
              {(filter.text is null ? "" : hasKinds ? "AND (i.label ILIKE @text OR i.base_item_id = ANY (@kinds))" : "AND i.label ILIKE @text")}
              {(filter.after is null ? "" : $"AND i.id {than} @after")}
            ORDER BY i.id{way}
            LIMIT @limit
            """;
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var kinds = filter.text is null ? []
                : (await connection.QueryAsync<Guid>(new CommandDefinition(KindsSql, filter, cancellationToken: context.RequestAborted))).ToArray();
            var asked = new DynamicParameters(filter);
            asked.Add("kinds", kinds);
            var rows = (await connection.QueryAsync<ItemRow>(new CommandDefinition(Sql(kinds.Length > 0), asked, cancellationToken: context.RequestAborted))).AsList();
            return Page.Of(rows, count, r => r.ToResponse(), r => ItemCursor.Of(order, r.Id));
        });
    }
}
