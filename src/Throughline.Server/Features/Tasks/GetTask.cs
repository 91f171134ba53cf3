using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

static class GetTaskEndpoint
{
    const string Sql = $"SELECT {TaskRow.Columns} FROM {TaskRow.From} WHERE t.id = @id";

    public static void Map(RouteGroupBuilder tasks) => tasks.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getTask")
        .WithSummary("Read a task.")
        .WithDescription("Its ETag is its version, to be sent as If-Match with a change.")
        .Produces<TaskResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<TaskRow>(
            new CommandDefinition(Sql, new { id = Queries.PathId<TaskId>("task", id).Value }, cancellationToken: context.RequestAborted));
        if (row is null || !await projects.SeesAsync(rights, new(row.ProjectId), context.RequestAborted))
            return Problems.From(Refusal.NotFound("task"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse());
    }
}
