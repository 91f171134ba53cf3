using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Client.Work;

/// <summary>A task under a lease, with what a worker needs to know of its story.</summary>
/// <param name="LeaseEpoch">Counts who held the task; only the newest may complete or release it.</param>
/// <param name="Attempts">Attempts that count, this one among them.</param>
/// <param name="Description">Text, perhaps empty.</param>
/// <param name="Priority">Of its story.</param>
/// <param name="Estimate">Seconds it should take.</param>
/// <param name="TimeSpent">Seconds it took so far.</param>
public sealed record ClaimedTask(
    TaskId Id, int LeaseEpoch, int Attempts, StoryId StoryId, string StoryKey, string StoryTitle, ProjectId ProjectId,
    string Title, string Description, Priority Priority, Seconds Estimate, Seconds TimeSpent, Instant CreatedAt)
{
    [JsonIgnore]
    public LeaseName Lease => new(Id, LeaseEpoch);

    /// <summary>One JSON object, as the server told it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WorkerJson.Default.ClaimedTask);
}

/// <summary>One lease of one task.</summary>
public readonly record struct LeaseName(TaskId TaskId, int LeaseEpoch);
