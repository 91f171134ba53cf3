using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Projects;

static class CreateProjectEndpoint
{
    public static void Map(RouteGroupBuilder projects) => projects.MapPost("", HandleAsync)
        .Requires(Permission.CreateProject)
        .WithName("createProject")
        .WithSummary("Make a project.")
        .WithDescription("Whoever makes it owns it. The key begins its stories' keys and is unique; a taken key is answered 409. Honours Idempotency-Key.")
        .Produces<ProjectResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "key-taken");

    static Task<IResult> HandleAsync(
        Body<CreateProjectRequest> body, Rights rights, HttpContext context, Commits commits, TimeProvider time)
    {
        var command = new CreateProject(
            ProjectId.New(time.Now()), body.Value.Key ?? "", body.Value.Name ?? "");
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need => need.ProjectWithKey(command.Key),
            _ => null,
            state => command.Decide(state.Projects.All.FirstOrDefault(p => p.Key == command.Key), rights.User),
            state => ProjectResponse.Of(state.Projects.Get(command.Id), Role.Owner),
            project => Commits.Created(project, ProjectsJson.Default.ProjectResponse, $"/api/projects/{project.Id}", project.Version));
    }
}
