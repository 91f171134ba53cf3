using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tasks;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

static class EditTaskEndpoint
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("editTask")
        .WithSummary("Change a task's content, times or status.")
        .WithDescription("Needs If-Match with the version that was read. The story's status follows its tasks. The status of a task under a lease can't be changed (409).")
        .Produces<TaskResponse>()
        .Refuses(StatusCodes.Status409Conflict, "task-leased");

    static Task<IResult> HandleAsync(
        string id, Body<EditTaskRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = body.Value.ToCommand(Queries.PathId<TaskId>("task", id), match.Version);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Task(command.Id);
                need.LeaseOf(command.Id);
            },
            state => rights.Refuses("task", state.Tasks.Find(command.Id)?.ProjectId),
            state => command.Decide(state.Tasks.Find(command.Id), state.StoryOf(command.Id)),
            state => TaskResponse.Of(state, command.Id),
            task => Commits.Ok(task, TasksJson.Default.TaskResponse, task.Version));
    }
}
