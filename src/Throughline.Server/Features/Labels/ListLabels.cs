using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Labels;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Labels;

static class ListLabelsEndpoint
{
    const int MostLabels = 1000;

    // The newest stories say which labels are in use, however many there were before them: it costs the same in a project of a million.
    const string Sql = """
        WITH used AS (
            SELECT l.name, count(*)::int AS stories
            FROM (SELECT labels FROM stories WHERE project_id = @project ORDER BY number DESC LIMIT 2000) s
            CROSS JOIN jsonb_array_elements_text(s.labels) l (name)
            GROUP BY l.name)
        SELECT coalesce(u.name, c.name) AS "Name", c.color, coalesce(u.stories, 0) AS "Stories"
        FROM used u
        FULL JOIN (SELECT name, color FROM labels WHERE project_id = @project) c ON c.name = u.name
        ORDER BY coalesce(u.stories, 0) DESC, 1
        LIMIT @most
        """;

    public static void Map(RouteGroupBuilder labels) => labels.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listLabels")
        .WithSummary("List a project's labels.")
        .WithDescription("""
            Those that its newest 2,000 stories have, the most used first, and those that were given a colour; at most 1,000. The ETag stays as long as nothing
            changed in the project: send it as If-None-Match to be answered 304.
            """)
        .Produces<Page<LabelResponse>>();

    static async Task<IResult> HandleAsync(string projectId, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, ListAnswer list, HttpContext context)
    {
        var project = Queries.PathId<ProjectId>("project", projectId);
        await projects.SeesAsync(rights, project, context.RequestAborted);
        rights.Require("project", project);
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = await connection.QueryAsync<Row>(
                new CommandDefinition(Sql, new { project = project.Value, most = MostLabels }, cancellationToken: context.RequestAborted));
            return new Page<LabelResponse>([.. rows.Select(r => new LabelResponse(r.Name, (LabelColor?)r.Color, r.Stories))], null);
        });
    }

    sealed record Row(string Name, short? Color, int Stories);
}
