using System.ComponentModel;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Work;

static class GetWorkTodayEndpoint
{
    /// <summary>No farther back in the journal, of all projects: an instance that does a million tasks a day answers as fast as any other.</summary>
    const int FactsAtMost = 200_000;
    const int RecentAtMost = 40;
    const int Parts = 24;
    static readonly Duration Longest = Duration.FromHours(48);

    static readonly string[] Types =
        [TaskClaimed.TypeName, TaskMoved.Completed, TaskReleased.TypeName, TaskExpired.TypeName, TaskSetAside.TypeName, TaskRequeued.TypeName];

    const string SpanSql = """
        SELECT e.position, clock_timestamp(), greatest(@asked, (SELECT at FROM journal WHERE e.position > @most AND position = e.position - @most + 1))
        FROM (SELECT coalesce(max(position), 0) position FROM journal) e
        """;

    // Who completed a task by hand has no session, and who has left is known by none.
    const string Sql = """
        SELECT w.id, least(floor(extract(epoch FROM j.at - @from) / @part), @parts - 1)::integer, count(*) FILTER (WHERE j.type = 'task.completed'),
               count(*) FILTER (WHERE j.type <> 'task.completed'),
               coalesce(sum((j.data #>> '{timeSpent,new}')::bigint - (j.data #>> '{timeSpent,old}')::bigint) FILTER (WHERE j.type = 'task.completed'), 0)::bigint
        FROM journal j
        JOIN worker_sessions w ON w.id = (j.data #>> '{lease,sessionId}')::uuid AND w.project_id = j.project_id AND w.lease_until > @now
        WHERE j.position > @last - @most AND j.position <= @last AND j.at >= @from AND j.project_id = @project
          AND (j.type IN ('task.completed', 'task.expired') OR j.type = 'task.released' AND (j.data ->> 'failed')::boolean)
        GROUP BY 1, 2;
        SELECT j.position, j.at, j.type, j.subject_id TaskId, s.id StoryId, s.number, t.title, w.worker, (j.data #>> '{lease,leaseEpoch}')::integer LeaseEpoch,
               coalesce((j.data ->> 'failed')::boolean, false) Failed, j.data ->> 'reason' Reason,
               (j.data #>> '{timeSpent,new}')::bigint - (j.data #>> '{timeSpent,old}')::bigint TimeSpent
        FROM (SELECT * FROM journal
              WHERE position > @last - @most AND position <= @last AND project_id = @project AND type = ANY (@types)
              ORDER BY position DESC
              LIMIT @recent) j
        JOIN tasks t ON t.id = j.subject_id
        JOIN stories s ON s.id = t.story_id
        LEFT JOIN worker_sessions w ON w.id = (j.data #>> '{lease,sessionId}')::uuid
        ORDER BY j.position DESC
        """;

    public static void Map(RouteGroupBuilder work) => work.MapGet("/today", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getWorkToday")
        .WithSummary("See what the workers of a project did.")
        .WithDescription("""
            What each worker that is alive has completed and failed since a moment, at most 48 hours ago, 24 when it is left out; and the last 40 things that
            happened to leases. Only the latest 200,000 facts of the journal are looked through: from says since when it is.
            """)
        .Produces<WorkToday>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, TimeProvider time, HttpContext context, string? projectId = null,
        [Description("Since when, RFC 3339: a moment of the last 48 hours; 24 hours ago when left out.")] string? from = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var key = await projects.KeyOfAsync(project, context.RequestAborted) ?? "";
        var asked = Read(from, Instant.FromDateTimeOffset(time.GetUtcNow())).ToDateTimeUtc();
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var (last, now, since) = await connection.QuerySingleAsync<(long, DateTime, DateTime)>(new CommandDefinition(
            SpanSql, new { asked, most = FactsAtMost }, cancellationToken: context.RequestAborted));
        var part = Math.Max(1, (now - since).TotalSeconds / Parts);
        var span = new { project = project.Value, last, now, from = since, most = FactsAtMost, parts = Parts, part, types = Types, recent = RecentAtMost };
        await using var found = await connection.QueryMultipleAsync(new CommandDefinition(Sql, span, cancellationToken: context.RequestAborted));
        var parts = (await found.ReadAsync<(Guid Session, int Part, long Completed, long Failed, long TimeSpent)>()).ToLookup(p => p.Session);
        var recent = await found.ReadAsync<Row>();
        return TypedResults.Ok(new WorkToday(Instant.FromDateTimeUtc(now), last, Instant.FromDateTimeUtc(since),
            [.. parts.Select(p => new WorkerDone(new(p.Key), p.Sum(x => x.Completed), p.Sum(x => x.Failed), p.Sum(x => x.TimeSpent), CompletedIn(p)))],
            [.. recent.Select(r => new WorkEvent(r.Position, Instant.FromDateTimeUtc(r.At), r.Type, new(r.TaskId), new(r.StoryId), $"{key}-{r.Number}", r.Title,
                r.Worker, r.LeaseEpoch, r.Failed, r.Reason, r.TimeSpent))]));
    }

    static Instant Read(string? text, Instant now) => text is null ? now - Duration.FromHours(24)
        : OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var moment } && moment.ToInstant() is var at && at >= now - Longest && at <= now + Duration.FromMinutes(1) ? at
        : throw new RefusedException(Refusal.Invalid("from", "It is a moment of the last 48 hours, such as 2026-01-31T12:00:00Z."));

    static long[] CompletedIn(IEnumerable<(Guid Session, int Part, long Completed, long Failed, long TimeSpent)> parts)
    {
        var completed = new long[Parts];
        foreach (var part in parts)
            completed[Math.Max(0, part.Part)] += part.Completed;
        return completed;
    }

    sealed record Row(
        long Position, DateTime At, string Type, Guid TaskId, Guid StoryId, int Number, string Title, string? Worker, int? LeaseEpoch, bool Failed,
        string? Reason, long? TimeSpent);
}

/// <summary>What the workers of a project did.</summary>
/// <param name="ServerTime">The server's clock.</param>
/// <param name="Position">The last fact that is counted; what comes after it, live facts tell.</param>
/// <param name="From">Since when: as was asked, or later when more happened than is looked through.</param>
/// <param name="Workers">Those that are alive and have done something.</param>
/// <param name="Recent">What happened to leases, the newest first.</param>
public sealed record WorkToday(Instant ServerTime, long Position, Instant From, IReadOnlyList<WorkerDone> Workers, IReadOnlyList<WorkEvent> Recent);

/// <summary>What a worker did.</summary>
/// <param name="SessionId">Its session.</param>
/// <param name="Completed">Tasks that it completed.</param>
/// <param name="Failed">Attempts that failed, or whose lease expired.</param>
/// <param name="TimeSpent">Seconds that it reported for what it completed.</param>
/// <param name="Parts">The tasks that it completed in each of 24 equal parts of the time, the oldest first.</param>
public sealed record WorkerDone(WorkerSessionId SessionId, long Completed, long Failed, long TimeSpent, IReadOnlyList<long> Parts);

/// <summary>Something that happened to a lease.</summary>
/// <param name="Position">Where its fact stands in the journal.</param>
/// <param name="At">When.</param>
/// <param name="Type">What: task.claimed, task.completed, task.released, task.expired, task.setAside or task.requeued.</param>
/// <param name="TaskId">The task.</param>
/// <param name="StoryId">Its story.</param>
/// <param name="StoryKey">What people call the story.</param>
/// <param name="Title">The task's title.</param>
/// <param name="Worker">What the worker calls itself; null: a person did it, or the worker has left.</param>
/// <param name="LeaseEpoch">Which lease; null: none.</param>
/// <param name="Failed">With task.released: the attempt counts.</param>
/// <param name="Reason">Why it was released or set aside, in the words of whoever did.</param>
/// <param name="TimeSpent">Seconds that were reported with it.</param>
public sealed record WorkEvent(
    long Position, Instant At, string Type, TaskId TaskId, StoryId StoryId, string StoryKey, string Title, string? Worker, int? LeaseEpoch, bool Failed,
    string? Reason, long? TimeSpent);
