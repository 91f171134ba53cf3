using System.Text.Json.Serialization;
using Throughline.Domain.Work;

namespace Throughline.Domain.Facts;

public sealed record TaskCreated(StoryId StoryId, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent) : FactData
{
    public const string TypeName = "task.created";
    public override string Type => TypeName;
}

/// <summary>A person changed what the task says. Members that did not change are absent.</summary>
public sealed record TaskEdited(StoryId StoryId, Changed<int> Version) : FactData
{
    public const string TypeName = "task.edited";
    public override string Type => TypeName;

    public Changed<string>? Title { get; init; }
    public Changed<string>? Description { get; init; }
    public Changed<Seconds>? Estimate { get; init; }
    public Changed<Seconds>? TimeSpent { get; init; }
}

/// <summary>
/// The task's status changed: <c>task.started</c>, <c>task.completed</c>, <c>task.reopened</c> (it was Done) or
/// <c>task.unstarted</c> (from In Progress back to Open).
/// </summary>
/// <param name="StoryId">The story it belongs to.</param>
/// <param name="Status">The status before and after.</param>
/// <param name="Version">Given when a person moved it; null when it followed from something else.</param>
public sealed record TaskMoved(StoryId StoryId, Changed<Status> Status, Changed<int>? Version = null) : FactData
{
    /// <summary>The lease that it was completed under, or the expired one that a person's move makes void.</summary>
    public LeaseMove? Lease { get; init; }

    /// <summary>What the worker who completed it reported.</summary>
    public Changed<Seconds>? TimeSpent { get; init; }

    /// <summary>A person gave it back to the workers: its attempts begin anew.</summary>
    public Changed<int>? Attempts { get; init; }

    /// <summary>Completed by a worker, it has no failure any more.</summary>
    public Changed<string?>? Failure { get; init; }

    public const string Started = "task.started";
    public const string Completed = "task.completed";
    public const string Reopened = "task.reopened";
    public const string Unstarted = "task.unstarted";

    public override string Type => Moves.Name(Status, Started, Completed, Reopened, Unstarted);
}

/// <summary>Carries the whole task as it was.</summary>
public sealed record TaskDeleted(
    StoryId StoryId, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent, int Version) : FactData
{
    public const string TypeName = "task.deleted";
    public override string Type => TypeName;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LeaseEpoch { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public LeaseState LeaseState { get; init; }

    public WorkerSessionId? SessionId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SetAside { get; init; }

    public string? Failure { get; init; }
}

static class Moves
{
    /// <summary>The past tense that says where something moved.</summary>
    public static string Name(Changed<Status> status, string started, string completed, string reopened, string unstarted) =>
        (status.Old, status.New) switch
        {
            (_, Status.Done) => completed,
            (Status.Done, _) => reopened,
            (_, Status.InProgress) => started,
            _ => unstarted,
        };
}
