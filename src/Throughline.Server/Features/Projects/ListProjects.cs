using Dapper;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

static class ListProjectsEndpoint
{
    const string Sort = "key";

    const string Sql = $"""
        SELECT {ProjectRow.Columns}
        FROM projects
        WHERE (@after::text IS NULL OR key > @after) AND (@visible::uuid[] IS NULL OR id = ANY (@visible)) AND (@archived OR NOT is_archived)
        ORDER BY key
        LIMIT @limit
        """;

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listProjects")
        .WithSummary("List the projects that you are in, by key.")
        .WithDescription("Archived ones are left out unless archived is true. The ETag stays as long as nothing changed in what you see: send it as If-None-Match to be answered 304.")
        .Produces<Page<ProjectResponse>>();

    static Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, ListAnswer list, HttpContext context, bool archived = false, string? cursor = null, int limit = Paging.UsualRows)
    {
        var count = Paging.Limit(limit);
        var after = Paging.Decode(cursor, Sort, 1)?[0];
        var visible = rights.Visible?.Select(id => id.Value).ToArray();
        return list.AnswerAsync(context, rights, project: null, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<ProjectRow>(
                new CommandDefinition(Sql, new { after, visible, archived, limit = count + 1 }, cancellationToken: context.RequestAborted))).AsList();
            return Page.Of(rows, count, r => r.ToResponse(rights), r => Paging.Encode(Sort, r.Key));
        });
    }
}
