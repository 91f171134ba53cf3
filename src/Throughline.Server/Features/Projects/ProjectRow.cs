using NodaTime;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Projects;

/// <summary>A project as it is read from the database.</summary>
sealed record ProjectRow(Guid Id, string Key, string Name, int StoryCount, int Version, DateTime CreatedAt, DateTime UpdatedAt, bool IsArchived,
    bool HasLimits, int? LimitOpen, int? LimitInProgress, bool EnforcesLimits)
{
    public const string Columns =
        """id, key, name, story_count AS "StoryCount", version, created_at AS "CreatedAt", updated_at AS "UpdatedAt", is_archived AS "IsArchived", has_limits AS "HasLimits", limit_open AS "LimitOpen", limit_in_progress AS "LimitInProgress", enforces_limits AS "EnforcesLimits" """;

    public ProjectResponse ToResponse(Rights rights) => new(new(Id), Key, Name, StoryCount, rights.RoleIn(new(Id)), Version,
        Instant.FromDateTimeUtc(CreatedAt), Instant.FromDateTimeUtc(UpdatedAt), IsArchived,
        HasLimits ? new WipLimits(LimitOpen, LimitInProgress, EnforcesLimits) : null);
}
