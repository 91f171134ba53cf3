using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

static class DeleteProjectEndpoint
{
    public static void Map(RouteGroupBuilder projects) => projects.MapDelete("/{id}", HandleAsync)
        .WithName("deleteProject")
        .WithSummary("Delete a project that has no stories.")
        .WithDescription("Needs If-Match with the version that was read. A project with stories is answered 409.")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "project-not-empty");

    static Task<IResult> HandleAsync(string id, IfMatch match, CurrentUser user, HttpContext context, Commits commits)
    {
        var command = new DeleteProject(Queries.PathId<ProjectId>("project", id), match.Version);
        return commits.AnswerAsync(context, user,
            need => need.Project(command.Id),
            state => command.Decide(state.Projects.Find(command.Id)),
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
