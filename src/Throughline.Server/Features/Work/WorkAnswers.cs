using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Server.Features.Work;

/// <summary>What a worker got.</summary>
/// <param name="SessionId">Its session, to be sent with further claims and heartbeats.</param>
/// <param name="ServerTime">The server's clock.</param>
/// <param name="LeaseUntil">Until when everything that the session holds is its own, unless it is heard of again.</param>
/// <param name="Tasks">The tasks, in the order to be worked on; none: nothing came while it waited.</param>
public sealed record ClaimAnswer(WorkerSessionId SessionId, Instant ServerTime, Instant LeaseUntil, IReadOnlyList<ClaimedTask> Tasks)
{
    /// <summary>What became of each task that the claim said was completed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WorkResult>? Completed { get; init; }
}

/// <summary>A task with what is needed to work on it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="LeaseEpoch">Names the lease; to be sent when it is completed or released.</param>
/// <param name="Attempts">Which attempt this is, from 1.</param>
/// <param name="StoryId">Its story.</param>
/// <param name="StoryKey">What people call the story.</param>
/// <param name="StoryTitle">The story's title.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Text, perhaps empty.</param>
/// <param name="Priority">Its story's.</param>
/// <param name="Estimate">Seconds it should take.</param>
/// <param name="TimeSpent">Seconds it took so far.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ClaimedTask(
    TaskId Id, int LeaseEpoch, int Attempts, StoryId StoryId, string StoryKey, string StoryTitle, ProjectId ProjectId, string Title,
    string Description, Priority Priority, Seconds Estimate, Seconds TimeSpent, Instant CreatedAt)
{
    public static ClaimedTask Of(WorkTask task, Story story, string projectKey) => new(task.Id, task.Lease.Epoch, task.Attempts, story.Id,
        $"{projectKey}-{story.Number}", story.Title, task.ProjectId, task.Title, task.Description, task.Priority, task.Estimate,
        task.TimeSpent, task.CreatedAt);
}

/// <summary>How a worker's session stands.</summary>
/// <param name="ServerTime">The server's clock.</param>
/// <param name="LeaseUntil">Until when it holds; null: the session has ended and holds nothing, the next claim begins it anew.</param>
/// <param name="Held">Everything that the session holds.</param>
/// <param name="Lost">What the worker named and does not hold any more.</param>
public sealed record HeartbeatAnswer(Instant ServerTime, Instant? LeaseUntil, IReadOnlyList<HeldTask> Held, IReadOnlyList<HeldTask> Lost);

/// <summary>What became of each task of a request.</summary>
/// <param name="ServerTime">The server's clock.</param>
/// <param name="Results">In the order of the request.</param>
public sealed record WorkAnswer(Instant ServerTime, IReadOnlyList<WorkResult> Results);

/// <summary>What became of a task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Status">What the HTTP status would be if it were alone: 200, 404 or 409.</param>
public sealed record WorkResult(TaskId TaskId, int Status)
{
    /// <summary>The lease that was named, if any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LeaseEpoch { get; init; }

    /// <summary>Why not, as the type of a problem.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>What happened, when it was not taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>How the task stands, when it was not taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CurrentTask? Current { get; init; }
}

/// <summary>How a task stands.</summary>
/// <param name="LeaseEpoch">Its last lease.</param>
/// <param name="Lease">How that lease stands: None, Held, Completed, Released, Expired or Void.</param>
/// <param name="Status">Open, In Progress or Done.</param>
/// <param name="Attempts">How often it was claimed.</param>
/// <param name="SetAside">Whether it failed too often.</param>
public sealed record CurrentTask(int LeaseEpoch, LeaseState Lease, Status Status, int Attempts, bool SetAside)
{
    public static CurrentTask Of(WorkTask task) => new(task.Lease.Epoch, task.Lease.State, task.Status, task.Attempts, task.SetAside);
}
