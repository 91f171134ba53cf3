using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Projects;

static class EditProjectEndpoint
{
    public static void Map(RouteGroupBuilder projects) => projects.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("editProject")
        .WithSummary("Rename a project, change its key or its limits, archive it or bring it back.")
        .WithDescription("""
            Needs If-Match with the version that was read. With another key its stories' keys are others at once, and the old one is free. An archived
            project can be read, and nothing in it be changed (409 project-archived) until isArchived is false again; who is in it can be changed. Tasks that
            workers hold are given back in the commit that archives it, as if they had not been claimed, and claims that wait are answered.
            """)
        .Produces<ProjectResponse>()
        .Refuses(StatusCodes.Status409Conflict, "key-taken", "project-archived", "too-many-leases");

    static Task<IResult> HandleAsync(
        string id, Body<EditProjectRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new EditProject(Queries.PathId<ProjectId>("project", id), body.Value.Name, body.Value.Key, body.Value.IsArchived, match.Version,
            body.Value.Limits is { IsGiven: true, Value: var limits } ? new(limits is null ? null : new WipLimits(limits.Open, limits.InProgress, limits.Enforced)) : default);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(command.Id);
                if (command.Key is { IsGiven: true, Value: { } key })
                    need.ProjectWithKey(key);
                if (command.IsArchived.Or(false))
                    need.Held(command.Id);
            },
            state => rights.Refuses("project", state.Projects.Find(command.Id)?.Id),
            state => command.Decide(state, all: state.Tasks.Count < Needs.HeldTasks),
            state => ProjectResponse.Of(state.Projects.Get(command.Id), rights.RoleIn(command.Id)),
            project => Commits.Ok(project, ProjectsJson.Default.ProjectResponse, project.Version));
    }
}
