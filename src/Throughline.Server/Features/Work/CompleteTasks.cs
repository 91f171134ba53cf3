using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Stories;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Work;

static class CompleteTasksEndpoint
{
    public static void Map(RouteGroupBuilder work) => work.MapPost("/complete", HandleAsync)
        .Requires(Permission.Work)
        .WithName("completeTasks")
        .WithSummary("Complete claimed tasks.")
        .WithDescription("""
            Each is named with the leaseEpoch it was claimed under. timeSpent is added to the task's. Repeating it changes nothing more. A lease
            that expired may still complete its task, as long as nobody else has claimed it and nobody moved it; else it is 409 with how the
            task stands. One that can't be taken does not hold up the others; when none was taken, the answer is the first one's problem.
            """)
        .Produces<WorkAnswer>()
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status409Conflict, "lease-lost", "time-too-long");

    static Task<IResult> HandleAsync(Body<CompleteRequest> body, Rights rights, HttpContext context, Commits commits) => Items.AnswerAsync(
        context, rights, commits, body.Value.Tasks, item => (item.TaskId, item.LeaseEpoch), CompleteTaskRequest.Check, CompleteTaskRequest.Decide);
}
