using Throughline.Domain.Access;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Work;

static class SetAsideTasksEndpoint
{
    public static void Map(RouteGroupBuilder work) => work.MapPost("/set-aside", HandleAsync)
        .Requires(Permission.Write)
        .WithName("setAsideTasks")
        .WithSummary("Set tasks aside, so that nobody claims them until they are requeued.")
        .WithDescription("""
            A worker who holds one loses it, as if it had not been claimed: what it sends for it is answered 409 lease-lost. A task that is set aside already,
            is done, or is worked on by a person stays as it is.
            """)
        .Produces<WorkAnswer>()
        .Refuses(StatusCodes.Status404NotFound, "not-found");

    static Task<IResult> HandleAsync(Body<SetAsideRequest> body, Rights rights, HttpContext context, Commits commits) => Items.AnswerAsync(
        context, rights, commits, body.Value.Tasks, item => (item.TaskId, null),
        (item, rules, path) =>
        {
            if (item.Reason is not null)
                rules.Body(path + "reason", item.Reason, ReleaseTask.ReasonLength);
        },
        (item, state) => new SetAsideTask(item.TaskId, item.Reason).Decide(state));
}
