using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items;

static class GetItemEndpoint
{
    const string Sql = $"SELECT {ItemRow.Columns} FROM {ItemRow.From} {ItemRow.Holder} WHERE i.id = @id";

    public static void Map(RouteGroupBuilder items) => items.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getItem")
        .WithSummary("Read an item.")
        .WithDescription("With who holds it now, since when, and the transfer of it that awaits acceptance, if any. Its ETag is its version, to be sent as If-Match with a change.")
        .Produces<ItemResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<ItemRow>(
            new CommandDefinition(Sql, new { id = Queries.PathId<ItemId>("item", id).Value }, cancellationToken: context.RequestAborted));
        if (row is null || !await projects.SeesAsync(rights, new(row.ProjectId), context.RequestAborted))
            return Problems.From(Refusal.NotFound("item"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse());
    }
}
