using NodaTime;

namespace Throughline.Domain.Projects;

/// <summary>A room for stories, with a key that begins its stories' keys.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Key">2 to 10 capitals or digits, a capital first; unique.</param>
/// <param name="Name">What people call it.</param>
/// <param name="LastNumber">The number of the newest story; numbers are never used again.</param>
/// <param name="StoryCount">How many stories it has now.</param>
/// <param name="Version">Counts what people edit.</param>
/// <param name="IsArchived">Whether it can be read only.</param>
/// <param name="Limits">How many stories are to stand in a column; null: there are no limits.</param>
public sealed record Project(
    ProjectId Id, string Key, string Name, int LastNumber, int StoryCount, int Version, Instant CreatedAt, Instant UpdatedAt, bool IsArchived = false,
    WipLimits? Limits = null);
