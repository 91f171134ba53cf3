using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Work;

static class ClaimTasksEndpoint
{
    public static void Map(RouteGroupBuilder work) => work.MapPost("/claim", HandleAsync)
        .Requires(Permission.Work)
        .WithName("claimTasks")
        .WithSummary("Claim the next tasks of a project, waiting for some to come.")
        .WithDescription("""
            The highest priority first, among equals the oldest. A claimed task is In Progress under a lease: nobody else gets it until it is
            completed, released, or its session was not heard of until leaseUntil; each claim and each heartbeat of the session moves that on.
            With wait the answer comes as soon as there is a task, or empty when the time is over, which is never longer than the lease. Send an Idempotency-Key and repeat a claim
            whose answer was lost: the same key gives the same tasks, so that none is held by nobody. With completed it first completes what the
            worker has done, in the same commit, and answers at once; each of these has a result of its own and none holds up the claim.
            """)
        .Produces<ClaimAnswer>()
        .Refuses(StatusCodes.Status409Conflict, "session-taken");

    static async Task<IResult> HandleAsync(
        Body<ClaimRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, WaitingClaims waiting,
        TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var project = await projects.AskedAsync(rights, body.Value.ProjectId.IsGiven ? body.Value.ProjectId.Value : null, context.RequestAborted);
        var command = body.Value.ToCommand(project, rights.User, time.Now());
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        var completed = Items.Check("completed", body.Value.Completed ?? [], CompleteTaskRequest.Check);
        var projectKey = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";

        // A node that stops does not keep its callers waiting, nor is it kept from stopping by them.
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        // A worker that waits is silent: one that froze or was cut off meanwhile must not be given tasks for longer than a lease lasts.
        using var timeIsUp = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Min(command.Wait, command.Lease.Value)), time);
        using var stopped = timeIsUp.Token.Register(wait.Cancel);
        // Whoever loses the right to work here while they wait is told so at once. Elsewhere: this is called while facts are handed out.
        using var changed = rights.Watch(() => _ = wait.CancelAsync());
        try
        {
            while (true)
            {
                var isLast = command.Wait == 0 || completed.Length > 0 || wait.IsCancellationRequested;
                var outcome = await commits.CommitAsync(Claim(command, completed, projectKey, rights, context));
                if ((outcome.Refusal ?? outcome.Value?.Refusal) is { } refused)
                    return Problems.From(refused);
                if (outcome.Answer is not null || outcome.Value!.Answer.Tasks.Count > 0 || isLast)
                    return new AnswerResult(outcome.Answer ?? ToAnswer(outcome.Value!), outcome.Position);
                // Others of the same commit took what there was: there may be more behind it.
                if (!outcome.Value!.HadClaimable)
                    await waiting.NextAsync(project, outcome.Value.SeenAt, wait.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Perhaps it had just been told of a task that it will not claim any more.
            waiting.WakeOne(project);
            throw;
        }
    }

    static Changes<Attempt> Claim(
        ClaimTasks command, CompleteTaskRequest[] completed, string projectKey, Rights rights, HttpContext context)
    {
        return new Changes<Attempt>(Need, state => Decide(command, completed, rights, state), Result, context.RequestAborted)
        {
            By = rights.Actor,
            Key = RequestKey.Of(context, rights),
            // Nothing was claimed yet: the next look, under the same key, may find something.
            ToAnswer = attempt => attempt.Answer.Tasks.Count > 0 ? ToAnswer(attempt) : null,
        };

        void Need(Needs need)
        {
            need.Session(command.SessionId);
            need.Queue(command.ProjectId, command.Count);
            foreach (var item in completed)
                need.Task(item.TaskId);
        }

        Attempt Result(State state, IReadOnlyList<Decision> decisions)
        {
            var leaseUntil = state.Sessions.Find(command.SessionId)?.LeaseUntil ?? state.Now;
            var answer = new ClaimAnswer(command.SessionId, state.Now, leaseUntil, [.. ClaimedIn(decisions.Skip(1 + completed.Length), state, projectKey)])
            {
                Completed = completed.Length == 0 ? null : [.. completed.Zip(decisions.Skip(1), (item, decision) =>
                    Items.Result((item.TaskId, item.LeaseEpoch), decision.Refusal, state))],
            };
            return new(decisions[0].Refusal, answer, state.HadClaimable(command.ProjectId), state.Position);
        }
    }

    // The session comes first: one that is another's completes nothing either.
    static IEnumerable<Decision> Decide(ClaimTasks command, CompleteTaskRequest[] completed, Rights rights, State state)
    {
        if (rights.Refuses("project", command.ProjectId) is { } refused)
        {
            yield return refused;
            yield break;
        }
        using var claims = command.Decide(state).GetEnumerator();
        claims.MoveNext();
        yield return claims.Current;
        if (claims.Current.Refusal is not null)
            yield break;
        foreach (var item in completed)
            yield return rights.Refuses("task", state.Tasks.Find(item.TaskId)?.ProjectId) is { } foreign ? foreign : CompleteTaskRequest.Decide(item, state);
        while (claims.MoveNext())
            yield return claims.Current;
    }

    static IEnumerable<ClaimedTask> ClaimedIn(IEnumerable<Decision> decisions, State state, string projectKey)
    {
        foreach (var decision in decisions)
            if (decision.Facts.Count > 0 && decision.Facts[0] is { Data: TaskClaimed } claimed && state.Tasks.Get(new(claimed.SubjectId)) is var task)
                yield return ClaimedTask.Of(task, state.Stories.Get(task.StoryId), projectKey);
    }

    static Answer ToAnswer(Attempt attempt) =>
        new(StatusCodes.Status200OK, null, null, WireJson.Bytes(attempt.Answer, WorkJson.Default.ClaimAnswer));

    /// <summary>What one look at the queue gave.</summary>
    /// <param name="SeenAt">What the same commit brought later is not in the queue that was seen, though its position is before the answer's.</param>
    sealed record Attempt(Refusal? Refusal, ClaimAnswer Answer, bool HadClaimable, Position SeenAt);
}
