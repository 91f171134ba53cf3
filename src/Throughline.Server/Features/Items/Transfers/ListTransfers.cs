using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Transfers;

static class ListTransfersEndpoint
{
    const string Usual = "-created";
    static readonly string[] Words = [Usual, "created"];

    public static void Map(RouteGroupBuilder transfers) => transfers.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listTransfers")
        .WithSummary("List a project's transfers.")
        .WithDescription("""
            Those recorded last first, or with sort=created the other way. state takes one of Awaiting, Accepted, Refused, Recalled, Corrected; receiver and giver
            take an id, itemId one item. So state=Awaiting&receiver=ID is what somebody is to accept. The ETag stays as long as nothing changed in the project.
            """)
        .WithMetadata(new Sorts(Words, Usual))
        .Produces<Page<TransferResponse>>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, HttpContext context, TimeProvider time, string? projectId = null,
        string? itemId = null, string? state = null, string? receiver = null, string? giver = null, string? sort = null, string? cursor = null, int limit = Paging.UsualRows)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var order = Queries.Sort(sort, Words, Usual);
        var count = Paging.Limit(limit);
        var filter = new
        {
            project = project.Value,
            item = Queries.Id<ItemId>("itemId", itemId)?.Value,
            status = (short?)Status(state),
            receiver = Queries.Id<UserId>("receiver", receiver)?.Value,
            giver = Queries.Id<UserId>("giver", giver)?.Value,
            after = ItemCursor.Read<TransferId>(cursor, order),
            limit = count + 1,
        };
        var (than, way) = order == Usual ? ("<", " DESC") : (">", "");
        // Spelt out where it decides which index serves.
        var sql = $"""
            SELECT {TransferRow.Columns}
            FROM transfers t
            WHERE t.project_id = @project
              {(filter.item is null ? "" : "AND t.item_id = @item")}
              {(filter.status is { } status ? $"AND t.status = {status}" : "")}
              {(filter.receiver is null ? "" : "AND t.owner_id = @receiver")}
              {(filter.giver is null ? "" : "AND t.giver_id = @giver")}
              {(filter.after is null ? "" : $"AND t.id {than} @after")}
            ORDER BY t.id{way}
            LIMIT @limit
            """;
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<TransferRow>(new CommandDefinition(sql, filter, cancellationToken: context.RequestAborted))).AsList();
            var now = time.Now();
            return Page.Of(rows, count, r => r.ToResponse(now), r => ItemCursor.Of(order, r.Id));
        });
    }

    static TransferStatus? Status(string? word) => word is null ? null
        : Array.IndexOf(Enum.GetNames<TransferStatus>(), word) is >= 0 and var at ? Enum.GetValues<TransferStatus>()[at]
        : throw new RefusedException(Refusal.Invalid("state", $"It is one of: {string.Join(", ", Enum.GetNames<TransferStatus>())}."));
}
