using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Tasks;

static class AddTaskEndpoint
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapPost("", HandleAsync)
        .Requires(Permission.Write)
        .WithName("addTask")
        .WithSummary("Add a task to a story.")
        .WithDescription("On a Done story it moves the story back to In Progress. Honours Idempotency-Key.")
        .Produces<TaskResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "too-many-tasks");

    static Task<IResult> HandleAsync(
        string storyId, Body<AddTaskRequest> body, Rights rights, HttpContext context, Commits commits, TimeProvider time)
    {
        var command = body.Value.ToCommand(Queries.PathId<StoryId>("story", storyId), time.Now());
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need => need.Story(command.StoryId),
            state => rights.Refuses("story", state.Stories.Find(command.StoryId)?.ProjectId),
            state => command.Decide(state.Stories.Find(command.StoryId)),
            state => TaskResponse.Of(state, command.Task.Id),
            task => Commits.Created(task, TasksJson.Default.TaskResponse, $"/api/tasks/{task.Id}", task.Version));
    }
}
