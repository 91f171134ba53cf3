using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Projects;

static class CreateProjectEndpoint
{
    public static void Map(RouteGroupBuilder projects) => projects.MapPost("", HandleAsync)
        .WithName("createProject")
        .WithSummary("Make a project.")
        .WithDescription("The key begins its stories' keys and is unique; a taken key is answered 409. Honours Idempotency-Key.")
        .Produces<ProjectResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "key-taken");

    static Task<IResult> HandleAsync(
        Body<CreateProjectRequest> body, CurrentUser user, HttpContext context, Commits commits, TimeProvider time)
    {
        var command = new CreateProject(
            ProjectId.New(time.Now()), body.Value.Key ?? "", body.Value.Name ?? "");
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, user,
            need => need.ProjectWithKey(command.Key),
            state => command.Decide(state.Projects.All.FirstOrDefault(p => p.Key == command.Key)),
            state => ProjectResponse.Of(state.Projects.Get(command.Id)),
            project => Commits.Created(project, ProjectsJson.Default.ProjectResponse, $"/api/projects/{project.Id}", project.Version));
    }
}
