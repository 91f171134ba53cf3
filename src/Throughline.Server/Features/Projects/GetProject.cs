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

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        var project = Queries.PathId<ProjectId>("project", id);
        if (!await projects.SeesAsync(rights, project, context.RequestAborted))
            return Problems.From(Refusal.NotFound("project"));
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<ProjectRow>(
            new CommandDefinition(Sql, new { id = project.Value }, cancellationToken: context.RequestAborted));
        // Deleted, or they were taken out of it, since.
        if (row is null || rights.RoleIn(project) is null)
            return Problems.From(Refusal.NotFound("project"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse(rights));
    }
}
