using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items.Chains;

static class DownloadChainEndpoint
{
    const int PageLength = Paging.MostRows;

    public static void Map(RouteGroupBuilder items)
    {
        items.MapGet("/{id}/chain.csv", CsvAsync)
            .Requires(Permission.Read)
            .WithName("downloadChain")
            .WithSummary("Download an item's chain as CSV.")
            .WithDescription("All its transfers, the oldest first, in UTF-8, with the names of the columns in the first line. What a spreadsheet would take for a formula has an apostrophe in front.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
        items.MapGet("/{id}/chain.epcis", EpcisAsync)
            .Requires(Permission.Read)
            .WithName("downloadChainEvents")
            .WithSummary("Download an item's chain as EPCIS events.")
            .WithDescription("""
                An EPCIS 2.0 document in JSON-LD: an event for each transfer that counts, with eventTime, recordTime and the possessing parties; corrected ones carry an
                error declaration.
                """)
            .Produces<string>(StatusCodes.Status200OK, "application/ld+json");
    }

    static async Task CsvAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context, TimeProvider time)
    {
        var item = await BeginAsync(id, rights, dataSource, projects, context, "text/csv; charset=utf-8", "csv");
        await using var csv = new ChainCsv(context.Response.Body);
        await csv.BeginAsync(context.RequestAborted);
        await EachPageAsync(item, rights, dataSource, context, time, async transfers =>
        {
            foreach (var transfer in transfers)
                await csv.WriteAsync(transfer, context.RequestAborted);
        });
    }

    static async Task EpcisAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context, TimeProvider time)
    {
        var item = await BeginAsync(id, rights, dataSource, projects, context, "application/ld+json; charset=utf-8", "epcis.jsonld");
        await using var events = new ChainEvents(context.Response.Body);
        events.Begin(time.Now());
        await EachPageAsync(item, rights, dataSource, context, time, transfers =>
        {
            foreach (var transfer in transfers)
                events.Write(transfer);
            return events.FlushAsync(context.RequestAborted);
        });
        await events.EndAsync(context.RequestAborted);
    }

    static async Task<(ItemId Item, ProjectId Project)> BeginAsync(
        string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context, string type, string ending)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var found = await Seen.ItemAsync(connection, id, rights, projects, context.RequestAborted);
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"chain-{found.Item}.{ending}\"";
        return found;
    }

    // No connection to the database waits for whoever reads slowly; and whoever lost the right meanwhile gets no more of it.
    static async Task EachPageAsync(
        (ItemId Item, ProjectId Project) of, Rights rights, NpgsqlDataSource dataSource, HttpContext context, TimeProvider time,
        Func<IEnumerable<TransferResponse>, Task> write)
    {
        string? cursor = null;
        do
        {
            if (rights.RoleIn(of.Project) is null)
            {
                context.Abort();
                return;
            }
            List<TransferRow> rows;
            await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
                rows = await ChainQuery.ReadAsync(connection, of.Item, ChainQuery.OldestFirst, cursor, PageLength, context.RequestAborted);
            var now = time.Now();
            await write(rows.Select(r => r.ToResponse(now)));
            cursor = rows.Count == PageLength ? ChainQuery.CursorOf(rows[^1], ChainQuery.OldestFirst) : null;
        }
        while (cursor is not null);
    }
}
