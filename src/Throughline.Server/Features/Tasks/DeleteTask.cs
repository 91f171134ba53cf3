using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tasks;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

static class DeleteTaskEndpoint
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapDelete("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("deleteTask")
        .WithSummary("Delete a task.")
        .WithDescription("Needs If-Match with the version that was read. The story's status follows the tasks that remain.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string id, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new DeleteTask(Queries.PathId<TaskId>("task", id), match.Version);
        return commits.AnswerAsync(context, rights,
            need => need.Task(command.Id),
            state => rights.Refuses("task", state.Tasks.Find(command.Id)?.ProjectId),
            state => command.Decide(state.Tasks.Find(command.Id), state.StoryOf(command.Id)),
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
