using Throughline.Domain;
using Throughline.Domain.Tasks;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

static class DeleteTaskEndpoint
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapDelete("/{id}", HandleAsync)
        .WithName("deleteTask")
        .WithSummary("Delete a task.")
        .WithDescription("Needs If-Match with the version that was read. The story's status follows the tasks that remain.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string id, IfMatch match, CurrentUser user, HttpContext context, Commits commits)
    {
        var command = new DeleteTask(Queries.PathId<TaskId>("task", id), match.Version);
        return commits.AnswerAsync(context, user,
            need => need.Task(command.Id),
            state => command.Decide(state.Tasks.Find(command.Id), state.StoryOf(command.Id)),
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
