using Throughline.Domain.Access;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Work;

static class ReleaseTasksEndpoint
{
    public static void Map(RouteGroupBuilder work) => work.MapPost("/release", HandleAsync)
        .Requires(Permission.Work)
        .WithName("releaseTasks")
        .WithSummary("Give claimed tasks back, because they failed or because the worker stops.")
        .WithDescription("""
            With failed: true the attempt counts, and the reason is kept as the task's failure; after Work:Attempts of them (5) the task is set
            aside until it is requeued. Otherwise it is as if the task had not been claimed. timeSpent is added to the task's either way.
            Repeating it changes nothing more.
            """)
        .Produces<WorkAnswer>()
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status409Conflict, "lease-lost", "time-too-long");

    static Task<IResult> HandleAsync(Body<ReleaseRequest> body, Rights rights, HttpContext context, Commits commits, WorkSettings settings) =>
        Items.AnswerAsync(
            context, rights, commits, body.Value.Tasks, item => (item.TaskId, item.LeaseEpoch),
            (item, rules, path) =>
            {
                rules.Duration(path + "timeSpent", item.TimeSpent);
                if (item.Reason is not null)
                    rules.Body(path + "reason", item.Reason, ReleaseTask.ReasonLength);
            },
            (item, state) => new ReleaseTask(item.TaskId, item.LeaseEpoch, item.TimeSpent, item.Reason, item.Failed)
                .Decide(state.Tasks.Find(item.TaskId), state.StoryOf(item.TaskId), settings.Attempts));
}
