using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Views;

static class GetViewEndpoint
{
    const string Sql = $"SELECT {ViewRow.Selected} FROM views WHERE id = @id AND (owner_id = @me OR owner_id IS NULL)";

    public static void Map(RouteGroupBuilder views) => views.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getView")
        .WithSummary("Read a view.")
        .WithDescription("One that is shared by those who see its project, or the caller's own. Its ETag is its version, to be sent as If-Match with a change.")
        .Produces<ViewResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<ViewRow>(new CommandDefinition(
            Sql, new { id = Queries.PathId<ViewId>("view", id).Value, me = rights.User.Value }, cancellationToken: context.RequestAborted));
        if (row is null || (row.IsShared && !await projects.SeesAsync(rights, new(row.ProjectId!.Value), context.RequestAborted)))
            return Problems.From(Refusal.NotFound("view"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse());
    }
}
