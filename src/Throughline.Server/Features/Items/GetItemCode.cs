using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Items.Chains;

namespace Throughline.Server.Features.Items;

static class GetItemCodeEndpoint
{
    public static void Map(RouteGroupBuilder items) => items.MapGet("/{id}/code.svg", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getItemCode")
        .WithSummary("Draw the QR code for an item's label.")
        .WithDescription("Whoever scans it opens the item's page at this server's address, as the settings say it, else as the request does.")
        .Produces<string>(StatusCodes.Status200OK, "image/svg+xml");

    static async Task<IResult> HandleAsync(
        string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, PublicAddress address, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var (item, _) = await Seen.ItemAsync(connection, id, rights, projects, context.RequestAborted);
        // The same as long as the server is where it is; but only for those who may see the item.
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.Text(QrPicture.Of(new Uri(address.Of(context.Request), $"/items/{item}").ToString()), "image/svg+xml");
    }
}
