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
        .WithSummary("Delete a project that has no stories.")
        .WithDescription("Needs If-Match with the version that was read. A project with stories is answered 409.")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "project-not-empty");

    static Task<IResult> HandleAsync(string id, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new DeleteProject(Queries.PathId<ProjectId>("project", id), match.Version);
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(command.Id);
                need.Members(command.Id);
            },
            state => rights.Refuses("project", state.Projects.Find(command.Id)?.Id),
            state => command.Decide(state.Projects.Find(command.Id), state.Members.All),
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
