using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Tasks;

/// <summary>A task as it is read from the database.</summary>
sealed record TaskRow(
    Guid Id, Guid StoryId, Guid ProjectId, short Status, int Version, long Estimate, long TimeSpent, DateTime CreatedAt, DateTime UpdatedAt,
    string Title, string Description)
{
    public const string Columns = """
        t.id, t.story_id AS "StoryId", t.project_id AS "ProjectId", t.status, t.version, t.estimate, t.time_spent AS "TimeSpent",
        t.created_at AS "CreatedAt", t.updated_at AS "UpdatedAt", t.title, t.description
        """;

    public TaskResponse ToResponse() => new(new(Id), new(StoryId), new(ProjectId), Title, Description, (Status)Status, new(Estimate),
        new(TimeSpent), Version, Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt));
}
