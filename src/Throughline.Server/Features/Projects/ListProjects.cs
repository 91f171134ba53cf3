using Dapper;
using Npgsql;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

static class ListProjectsEndpoint
{
    const string Sort = "key";

    const string Sql = $"""
        SELECT {ProjectRow.Columns}
        FROM projects
        WHERE @after::text IS NULL OR key > @after
        ORDER BY key
        LIMIT @limit
        """;

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("", HandleAsync)
        .WithName("listProjects")
        .WithSummary("List the projects, by key.")
        .WithDescription("The ETag stays as long as nothing changed in the whole instance: send it as If-None-Match to be answered 304.")
        .Produces<Page<ProjectResponse>>();

    static Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, ListAnswer list, HttpContext context, string? cursor = null, int? limit = null)
    {
        var count = Paging.Limit(limit);
        var after = Paging.Decode(cursor, Sort, 1)?[0];
        return list.AnswerAsync(context, project: null, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<ProjectRow>(
                new CommandDefinition(Sql, new { after, limit = count + 1 }, cancellationToken: context.RequestAborted))).AsList();
            return Page.Of(rows, count, r => r.ToResponse(), r => Paging.Encode(Sort, r.Key));
        });
    }
}
