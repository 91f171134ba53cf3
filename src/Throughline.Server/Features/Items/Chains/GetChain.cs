using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items.Chains;

static class GetChainEndpoint
{
    static readonly string[] Words = [ChainQuery.NewestFirst, ChainQuery.OldestFirst];

    public static void Map(RouteGroupBuilder items) => items.MapGet("/{id}/transfers", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getChain")
        .WithSummary("Read an item's chain: through whose hands it went.")
        .WithDescription("""
            All transfers of it by their moments, the newest first, or with sort=at the oldest; held tells for how long each receiver had it. Those that do not count
            stand where they would: what was corrected names what stands in its place (correctedBy), and that one names it (corrects). The ETag stays as long as
            nothing changed in the project.
            """)
        .WithMetadata(new Sorts(Words, ChainQuery.NewestFirst))
        .Produces<Page<TransferResponse>>();

    static async Task<IResult> HandleAsync(
        string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, ListAnswer list, HttpContext context, TimeProvider time,
        string? sort = null, string? cursor = null, int limit = Paging.UsualRows)
    {
        var (order, count) = (Queries.Sort(sort, Words, ChainQuery.NewestFirst), Paging.Limit(limit));
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var (item, project) = await Seen.ItemAsync(connection, id, rights, projects, context.RequestAborted);
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            var (rows, now) = (await ChainQuery.ReadAsync(connection, item, order, cursor, count + 1, context.RequestAborted), time.Now());
            return Page.Of(rows, count, r => r.ToResponse(now), r => ChainQuery.CursorOf(r, order));
        });
    }
}
