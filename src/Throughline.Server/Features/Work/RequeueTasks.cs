using Throughline.Domain.Access;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Work;

static class RequeueTasksEndpoint
{
    public static void Map(RouteGroupBuilder work) => work.MapPost("/requeue", HandleAsync)
        .Requires(Permission.Write)
        .WithName("requeueTasks")
        .WithSummary("Let tasks that were set aside be claimed again.")
        .WithDescription("Their attempts begin anew. A task that is not set aside stays as it is.")
        .Produces<WorkAnswer>()
        .Refuses(StatusCodes.Status404NotFound, "not-found");

    static Task<IResult> HandleAsync(Body<RequeueRequest> body, Rights rights, HttpContext context, Commits commits) => Items.AnswerAsync(
        context, rights, commits, body.Value.Tasks, item => (item.TaskId, null), check: null,
        (item, state) => new RequeueTask(item.TaskId).Decide(state));
}
