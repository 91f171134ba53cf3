using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Chains;

static class GetOwnerEndpoint
{
    public static void Map(RouteGroupBuilder items) => items.MapGet("/{id}/owner", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getOwner")
        .WithSummary("Tell who held an item at a moment.")
        .WithDescription("""
            The receiver of its latest accepted transfer by its moment; of two at the same moment the one recorded later. Without at: now. What was recorded late or
            corrected since is taken into account.
            """)
        .Produces<OwnerResponse>();

    static async Task<IResult> HandleAsync(
        string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context, TimeProvider time, string? at = null)
    {
        var moment = Moments.Read("at", at) ?? time.Now();
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var (item, _) = await Seen.ItemAsync(connection, id, rights, projects, context.RequestAborted);
        return TypedResults.Ok(await OwnerQuery.AskAsync(connection, item, moment, context.RequestAborted));
    }
}
