using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

static class GetStoryEndpoint
{
    const string Sql = $"SELECT {StoryRow.Columns} FROM stories s WHERE s.id = @id";

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/{id}", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getStory")
        .WithSummary("Read a story.")
        .WithDescription("Its ETag is its version, to be sent as If-Match with a change.")
        .Produces<StoryResponse>();

    static async Task<IResult> HandleAsync(string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<StoryRow>(
            new CommandDefinition(Sql, new { id = Queries.PathId<StoryId>("story", id).Value }, cancellationToken: context.RequestAborted));
        if (row is null || !await projects.SeesAsync(rights, new(row.ProjectId), context.RequestAborted) || await projects.KeyOfAsync(new(row.ProjectId), context.RequestAborted) is not { } key)
            return Problems.From(Refusal.NotFound("story"));
        context.Response.Headers.ETag = IfMatch.ETag(row.Version);
        return TypedResults.Ok(row.ToResponse(key));
    }
}
