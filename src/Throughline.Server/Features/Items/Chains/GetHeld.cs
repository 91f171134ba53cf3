using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.Chains;

static class GetHeldEndpoint
{
    const string Order = "held";
    const string Oneself = "me";

    public static void Map(RouteGroupBuilder users) => users.MapGet("/{id}/items", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listHeldItems")
        .WithSummary("List the items that somebody holds, or held at a moment.")
        .WithDescription("""
            id is a user's, or me. In the projects that whoever asks sees, or the one that they name; at is a moment, now when left out. What was recorded late or
            corrected since is taken into account. since tells from when on they held each.
            """)
        .Produces<Page<ItemResponse>>();

    static async Task<IResult> HandleAsync(
        string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context, string? at = null, string? projectId = null,
        string? cursor = null, int limit = Paging.UsualRows)
    {
        var user = id == Oneself ? rights.User : Queries.PathId<UserId>("user", id);
        var (moment, count, after) = (Moments.Read("at", at), Paging.Limit(limit), ItemCursor.Read<ItemId>(cursor, Order));
        var asked = Queries.Id<ProjectId>("projectId", projectId);
        var seen = asked is null ? rights.Visible?.Select(p => p.Value).ToArray() : [(await projects.AskedAsync(rights, asked, context.RequestAborted)).Value];
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await HeldQuery.AskAsync(connection, user, moment, seen, after, count + 1, context.RequestAborted);
        return TypedResults.Ok(Page.Of(rows, count, r => r.ToResponse(), r => ItemCursor.Of(Order, r.Id)));
    }
}
