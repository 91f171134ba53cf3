using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

static class DeleteProjectEndpoint
{
    public static void Map(RouteGroupBuilder projects) => projects.MapDelete("/{id}", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("deleteProject")
        .WithSummary("Delete an archived project with everything in it.")
        .WithDescription("""
            Needs If-Match with the version that was read, and the project's key in confirm. From that fact's position on nobody sees the project or anything
            in it, and its key may be used again; the rows themselves are swept away in the background. It can't be taken back: archiving can.
            """)
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "project-not-archived");

    static async Task<IResult> HandleAsync(
        string id, IfMatch match, Rights rights, HttpContext context, Commits commits, NpgsqlDataSource dataSource, string? confirm = null)
    {
        var project = Queries.PathId<ProjectId>("project", id);
        // Before the commit, which is not to wait for it: nothing in an archived project moves, so what was counted stays true as long as its version does.
        var counted = rights.Refuses("project", project) is null ? await ProjectCount.ReadAsync(dataSource, project, context.RequestAborted) : null;
        var command = new DeleteProject(project, confirm, match.Version, counted);
        return await commits.AnswerAsync(context, rights,
            need => need.Project(command.Id),
            state => rights.Refuses("project", state.Projects.Find(command.Id)?.Id),
            state => command.Decide(state.Projects.Find(command.Id)),
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
