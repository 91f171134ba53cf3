using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Work;

static class SendHeartbeatEndpoint
{
    const string HeldSql = """
        SELECT id, lease_epoch
        FROM tasks
        WHERE worker_session_id = @session
        ORDER BY id
        """;

    public static void Map(RouteGroupBuilder work) => work.MapPost("/heartbeat", HandleAsync)
        .Requires(Permission.Work)
        .WithName("sendHeartbeat")
        .WithSummary("Say that a worker is alive: renews the lease of everything it holds.")
        .WithDescription("""
            Send it about three times per lease. With tasks, the answer tells which of them the session does not hold any more: stop working on
            those. leaseUntil null says that the session has ended; the next claim begins it anew. Send leaving when the worker stops.
            """)
        .Produces<HeartbeatAnswer>();

    static async Task<IResult> HandleAsync(
        Body<HeartbeatRequest> body, Rights rights, HttpContext context, Commits commits, NpgsqlDataSource dataSource)
    {
        var request = body.Value;
        var named = Check(request.Tasks);
        var command = new SendHeartbeat(request.SessionId, rights.User, request.Leaving);
        var outcome = await commits.CommitAsync(new Change<(NodaTime.Instant Now, WorkerSession? Session)>(
            need => need.Session(request.SessionId),
            state => command.Find(state) is { } own ? rights.Refuses("session", own.ProjectId) : null,
            command.Decide,
            state => (state.Now, command.Find(state)),
            context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        var (now, renewed) = outcome.Value;
        // Read after the renewal: a task that is lost between the two is told as lost, and it is.
        var held = renewed is null ? [] : await HeldAsync(dataSource, request.SessionId, context.RequestAborted);
        return TypedResults.Ok(new HeartbeatAnswer(now, renewed?.LeaseUntil, held, [.. named.Except(held)]));
    }

    static HeldTask[] Check(IReadOnlyList<HeldTask?>? tasks)
    {
        if (tasks is { Count: > HeartbeatRequest.TasksAtMost })
            throw new RefusedException(Refusal.Invalid("tasks", $"There are {tasks.Count}; at most {HeartbeatRequest.TasksAtMost} are taken."));
        return [.. (tasks ?? []).Select((t, i) => t ?? throw new RefusedException(Refusal.Invalid($"tasks[{i}]", "It is null; a task is expected.")))];
    }

    static async Task<HeldTask[]> HeldAsync(NpgsqlDataSource dataSource, WorkerSessionId session, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<(Guid Id, int Epoch)>(
            new CommandDefinition(HeldSql, new { session = session.Value }, cancellationToken: cancellation));
        return [.. rows.Select(r => new HeldTask(new(r.Id), r.Epoch))];
    }
}
