using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

static class EditTaskEndpoint
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapPatch("/{id}", HandleAsync)
        .WithName("editTask")
        .WithSummary("Change a task's content, times or status.")
        .WithDescription("Needs If-Match with the version that was read. The story's status follows its tasks.")
        .Produces<TaskResponse>();

    static Task<IResult> HandleAsync(
        string id, Body<EditTaskRequest> body, IfMatch match, CurrentUser user, HttpContext context, Commits commits)
    {
        var command = body.Value.ToCommand(Queries.PathId<TaskId>("task", id), match.Version);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, user,
            need => need.Task(command.Id),
            state => command.Decide(state.Tasks.Find(command.Id), StoryOf(state, command.Id)),
            state => TaskResponse.Of(state.Tasks.Get(command.Id)),
            task => Commits.Ok(task, TasksJson.Default.TaskResponse, task.Version));
    }

    internal static Story? StoryOf(State state, TaskId id) =>
        state.Tasks.Find(id) is { } task ? state.Stories.Find(task.StoryId) : null;
}
