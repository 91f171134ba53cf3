using System.Text.Json.Serialization;
using NodaTime;

namespace Throughline.Domain.Stories;

/// <summary>Something a team wants done.</summary>
/// <param name="Number">Its number in the project; with the project's key it makes the story's key.</param>
/// <param name="Tasks">How many of its tasks stand where.</param>
/// <param name="Version">Counts what people edit, not what follows by rule.</param>
/// <param name="UpdatedAt">When a fact last touched it.</param>
/// <param name="ExternalKey">What it is called where it came from; no other story of its project has the same.</param>
/// <param name="Rank">Where somebody put it among the others; null: nobody did, it stands by its number.</param>
public sealed record Story(
    StoryId Id, ProjectId ProjectId, int Number, string Title, string Description, Status Status, Priority Priority, LabelSet Labels,
    UserId? AssigneeId, TaskCounts Tasks, int Version, Instant CreatedAt, Instant UpdatedAt,
    string? ExternalKey = null, string? Rank = null);

/// <summary>How many tasks stand where.</summary>
/// <param name="Open">Not started.</param>
/// <param name="InProgress">Started.</param>
/// <param name="Done">Done.</param>
public readonly record struct TaskCounts(int Open, int InProgress, int Done)
{
    [JsonIgnore]
    public int Total => Open + InProgress + Done;

    public TaskCounts Add(Status status, int count = 1) => status switch
    {
        Status.Open => this with { Open = Open + count },
        Status.InProgress => this with { InProgress = InProgress + count },
        _ => this with { Done = Done + count },
    };

    public TaskCounts Move(Changed<Status> status) => Add(status.Old, -1).Add(status.New);
}
