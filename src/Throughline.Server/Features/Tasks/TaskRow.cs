using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Tasks;

/// <summary>A task as it is read from the database.</summary>
sealed record TaskRow(
    Guid Id, Guid StoryId, Guid ProjectId, short Status, int Version, long Estimate, long TimeSpent, DateTime CreatedAt, DateTime UpdatedAt,
    string Title, string Description, int Attempts, bool SetAside, string? Failure, Guid? SessionId, string? Worker, int LeaseEpoch,
    DateTime? ClaimedAt, DateTime? LeaseUntil)
{
    public const string Columns = """
        t.id, t.story_id AS "StoryId", t.project_id AS "ProjectId", t.status, t.version, t.estimate, t.time_spent AS "TimeSpent",
        t.created_at AS "CreatedAt", t.updated_at AS "UpdatedAt", t.title, t.description, t.attempts, t.set_aside AS "SetAside", t.failure,
        w.id AS "SessionId", w.worker, t.lease_epoch AS "LeaseEpoch", t.claimed_at AS "ClaimedAt", w.lease_until AS "LeaseUntil"
        """;

    public const string From = "tasks t LEFT JOIN worker_sessions w ON w.id = t.worker_session_id";

    public TaskResponse ToResponse() => new(new(Id), new(StoryId), new(ProjectId), Title, Description, (Status)Status, new(Estimate),
        new(TimeSpent), Attempts, SetAside, Failure, Lease(), Version, Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt));

    LeaseResponse? Lease() => SessionId is { } session
        ? new(new(session), Worker!, LeaseEpoch, Instant.FromDateTimeUtc(ClaimedAt!.Value), Instant.FromDateTimeUtc(LeaseUntil!.Value))
        : null;
}
