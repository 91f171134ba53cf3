using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Views;

static class ListViewsEndpoint
{
    // At most as many as somebody may have and a project may share: there are no pages.
    const string Sql = $"""
        SELECT {ViewRow.Selected}
        FROM views
        WHERE (project_id = @project AND owner_id IS NULL) OR (owner_id = @me AND (project_id = @project OR project_id IS NULL))
        ORDER BY lower(name), id
        """;

    public static void Map(RouteGroupBuilder views) => views.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listViews")
        .WithSummary("List the views of a project.")
        .WithDescription("""
            Those that its members share, the caller's own in it, and the caller's own of each project, by name. There is one page. How many stories they show says
            /api/stories/count for all their filters at once.
            """)
        .Produces<Page<ViewResponse>>();

    static async Task<IResult> HandleAsync(NpgsqlDataSource dataSource, Rights rights, AskedProject projects, HttpContext context, string? projectId = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<ViewRow>(
            new CommandDefinition(Sql, new { project = project.Value, me = rights.User.Value }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new Page<ViewResponse>([.. rows.Select(r => r.ToResponse())], null));
    }
}
