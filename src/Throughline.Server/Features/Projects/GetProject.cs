using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

static class GetProjectEndpoint
{
    const string Sql = $"SELECT {ProjectRow.Columns} FROM projects WHERE id = @id";

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getProject")
        .WithSummary("Read a project.")
        .WithDescription("Its ETag is its version, to be sent as If-Match with a change.")
        .Produces<ProjectResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<ProjectRow>(
            new CommandDefinition(Sql, new { id = Queries.PathId<ProjectId>("project", id).Value }, cancellationToken: context.RequestAborted));
        if (row is null || rights.RoleIn(new(row.Id)) is null)
            return Problems.From(Refusal.NotFound("project"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse(rights));
    }
}
