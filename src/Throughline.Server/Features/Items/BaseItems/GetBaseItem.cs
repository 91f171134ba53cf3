using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.BaseItems;

static class GetBaseItemEndpoint
{
    const string Sql = $"SELECT {BaseItemRow.Columns} FROM base_items WHERE id = @id";

    public static void Map(RouteGroupBuilder kinds) => kinds.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getBaseItem")
        .WithSummary("Read a base item.")
        .WithDescription("Its ETag is its version, to be sent as If-Match with a change.")
        .Produces<BaseItemResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<BaseItemRow>(
            new CommandDefinition(Sql, new { id = Queries.PathId<BaseItemId>("base item", id).Value }, cancellationToken: context.RequestAborted));
        if (row is null || !await projects.SeesAsync(rights, new(row.ProjectId), context.RequestAborted))
            return Problems.From(Refusal.NotFound("base item"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse());
    }
}
