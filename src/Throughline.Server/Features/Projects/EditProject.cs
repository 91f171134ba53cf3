using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

static class EditProjectEndpoint
{
    public static void Map(RouteGroupBuilder projects) => projects.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("editProject")
        .WithSummary("Rename a project.")
        .WithDescription("Needs If-Match with the version that was read.")
        .Produces<ProjectResponse>();

    static Task<IResult> HandleAsync(
        string id, Body<EditProjectRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new EditProject(Queries.PathId<ProjectId>("project", id), body.Value.Name, match.Version);
        return commits.AnswerAsync(context, rights,
            need => need.Project(command.Id),
            state => rights.Refuses("project", state.Projects.Find(command.Id)?.Id),
            state => command.Decide(state.Projects.Find(command.Id)),
            state => ProjectResponse.Of(state.Projects.Get(command.Id), rights.RoleIn(command.Id)),
            project => Commits.Ok(project, ProjectsJson.Default.ProjectResponse, project.Version));
    }
}
