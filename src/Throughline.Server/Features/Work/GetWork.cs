using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Work;

static class GetWorkEndpoint
{
    const int SessionsAtMost = 200;
    const int TasksAtMost = 1000;

    const string Sql = """
        SELECT
            (SELECT count(*) FROM tasks WHERE project_id = @project AND status = 0 AND NOT set_aside),
            (SELECT count(*) FROM tasks t JOIN worker_sessions w ON w.id = t.worker_session_id WHERE w.project_id = @project),
            (SELECT count(*) FROM tasks WHERE project_id = @project AND set_aside),
            (SELECT min(head.created_at) FROM generate_series(0, 4) p (priority) CROSS JOIN LATERAL (
                SELECT created_at FROM tasks
                WHERE project_id = @project AND priority = p.priority::smallint AND status = 0 AND NOT set_aside ORDER BY id LIMIT 1) head);
        SELECT id, worker, actor_id, started_at, lease_until
        FROM worker_sessions
        WHERE project_id = @project AND lease_until > @now
        ORDER BY started_at, id
        LIMIT @sessions;
        SELECT t.worker_session_id SessionId, t.id, s.id StoryId, s.number, t.title, t.lease_epoch Epoch, t.attempts, t.claimed_at ClaimedAt
        FROM (
            SELECT id
            FROM worker_sessions
            WHERE project_id = @project AND lease_until > @now
            ORDER BY started_at, id
            LIMIT @sessions
        ) w
        JOIN tasks t ON t.worker_session_id = w.id
        JOIN stories s ON s.id = t.story_id
        ORDER BY t.claimed_at, t.id
        LIMIT @tasks;
        """;

    public static void Map(RouteGroupBuilder work) => work.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getWork")
        .WithSummary("See who works on what in a project.")
        .WithDescription("""
            How many tasks wait to be claimed, are under a lease, and are set aside; and the workers that are alive with what they hold, those
            who began first, at most 200 with 1,000 tasks. What they did, GET /api/work/today tells. The facts task.claimed, task.completed, task.released, task.expired, task.setAside
            and task.requeued tell the same live.
            """)
        .Produces<WorkOverview>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, WorkSettings settings, TimeProvider time, HttpContext context, string? projectId = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var key = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        await using var found = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql, new { project = project.Value, now, sessions = SessionsAtMost, tasks = TasksAtMost }, cancellationToken: context.RequestAborted));
        var (claimable, leased, setAside, oldest) = await found.ReadSingleAsync<(long, long, long, DateTime?)>();
        var sessions = await found.ReadAsync<(Guid Id, string Worker, Guid Actor, DateTime StartedAt, DateTime LeaseUntil)>();
        var tasks = (await found.ReadAsync<TaskRow>()).ToLookup(t => t.SessionId);
        return TypedResults.Ok(new WorkOverview(
            Instant.FromDateTimeUtc(now), claimable, oldest is { } at ? Instant.FromDateTimeUtc(at) : null, leased, setAside, settings.Attempts,
        [
            .. sessions.Select(s => new WorkingSession(
                new(s.Id), s.Worker, new(s.Actor), Instant.FromDateTimeUtc(s.StartedAt), Instant.FromDateTimeUtc(s.LeaseUntil),
                [.. tasks[s.Id].Select(t => new WorkedTask(new(t.Id), new(t.StoryId), $"{key}-{t.Number}", t.Title, t.Epoch, t.Attempts, Instant.FromDateTimeUtc(t.ClaimedAt)))])),
        ]));
    }

    sealed record TaskRow(Guid SessionId, Guid Id, Guid StoryId, int Number, string Title, int Epoch, int Attempts, DateTime ClaimedAt);
}

/// <summary>Who works on what in a project.</summary>
/// <param name="ServerTime">The server's clock.</param>
/// <param name="Claimable">Tasks that wait to be claimed.</param>
/// <param name="OldestClaimable">When the oldest of them was made; null: none waits.</param>
/// <param name="Leased">Tasks under a lease.</param>
/// <param name="SetAside">Tasks that failed too often and wait to be requeued.</param>
/// <param name="AttemptsAtMost">Attempts that may fail before a task is set aside.</param>
/// <param name="Sessions">The workers that are alive.</param>
public sealed record WorkOverview(
    Instant ServerTime, long Claimable, Instant? OldestClaimable, long Leased, long SetAside, int AttemptsAtMost, IReadOnlyList<WorkingSession> Sessions);

/// <summary>A worker that is alive.</summary>
/// <param name="SessionId">Its session.</param>
/// <param name="Worker">What it calls itself.</param>
/// <param name="UserId">In whose name it works.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="LeaseUntil">Until when it holds what it holds, unless it is heard of again.</param>
/// <param name="Tasks">What it holds.</param>
public sealed record WorkingSession(
    WorkerSessionId SessionId, string Worker, UserId UserId, Instant StartedAt, Instant LeaseUntil, IReadOnlyList<WorkedTask> Tasks);

/// <summary>A task under a lease.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="StoryId">Its story.</param>
/// <param name="StoryKey">What people call its story.</param>
/// <param name="Title">Its title.</param>
/// <param name="LeaseEpoch">The lease.</param>
/// <param name="Attempts">Which attempt this is, from 1.</param>
/// <param name="ClaimedAt">Since when.</param>
public sealed record WorkedTask(TaskId TaskId, StoryId StoryId, string StoryKey, string Title, int LeaseEpoch, int Attempts, Instant ClaimedAt);
