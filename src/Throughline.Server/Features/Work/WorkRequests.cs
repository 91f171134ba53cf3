using System.ComponentModel.DataAnnotations;
using Throughline.Domain;
using Throughline.Domain.Work;

namespace Throughline.Server.Features.Work;

/// <summary>A worker asks for tasks.</summary>
public sealed record ClaimRequest
{
    /// <summary>The project; may be left out while there is exactly one.</summary>
    public Optional<ProjectId> ProjectId { get; init; }

    /// <summary>The worker's session. Left out, one is begun; the answer names it, to be sent from then on.</summary>
    public Optional<WorkerSessionId> SessionId { get; init; }

    /// <summary>What the worker calls itself, for people to see: 1 to 100 characters.</summary>
    [StringLength(ClaimTasks.WorkerLength, MinimumLength = 1)]
    public Optional<string?> Worker { get; init; }

    /// <summary>At most how many; 1 when left out.</summary>
    [Range(1, ClaimTasks.CountAtMost)]
    public Optional<int> Count { get; init; }

    /// <summary>Seconds to wait until there is one; 0 when left out.</summary>
    [Range(0, ClaimTasks.WaitAtMost)]
    public Optional<int> Wait { get; init; }

    /// <summary>Seconds that the worker may be silent before what it holds is given to others; 60 when left out.</summary>
    [Range(ClaimTasks.LeaseAtLeast, ClaimTasks.LeaseAtMost)]
    public Optional<int> Lease { get; init; }

    /// <summary>
    /// What the worker has done, at most 500: completed first, in the same commit. Such a claim never waits, and its answer says what
    /// became of each. A worker that takes one task at a time then asks once for each task, and not twice.
    /// </summary>
    [MaxLength(Items.AtMost)]
    public IReadOnlyList<CompleteTaskRequest?>? Completed { get; init; }

    public ClaimTasks ToCommand(ProjectId project, UserId actor, NodaTime.Instant now) => new(
        project, SessionId.IsGiven ? SessionId.Value : WorkerSessionId.New(now), actor, Worker.Or("A worker") ?? "", Count.Or(1), Wait.Or(0),
        new(Lease.Or(60)));
}

/// <summary>A task under a lease, as its holder names it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="LeaseEpoch">The lease it was claimed under.</param>
public sealed record HeldTask(TaskId TaskId, int LeaseEpoch);

/// <summary>A worker is alive.</summary>
public sealed record HeartbeatRequest
{
    public const int TasksAtMost = 1000;

    /// <summary>The worker's session.</summary>
    public required WorkerSessionId SessionId { get; init; }

    /// <summary>What the worker believes to hold, at most 1,000: the answer tells which of it was lost.</summary>
    [MaxLength(TasksAtMost)]
    public IReadOnlyList<HeldTask?>? Tasks { get; init; }

    /// <summary>The worker stops: its session ends, and what it still holds may be claimed by others at once.</summary>
    public bool Leaving { get; init; }
}

/// <summary>What was done.</summary>
public sealed record CompleteRequest
{
    /// <summary>The tasks, at most 500.</summary>
    [MinLength(1), MaxLength(Items.AtMost)]
    public required IReadOnlyList<CompleteTaskRequest?>? Tasks { get; init; }
}

/// <summary>A task that its worker has done.</summary>
public sealed record CompleteTaskRequest
{
    /// <summary>The task.</summary>
    public required TaskId TaskId { get; init; }

    /// <summary>The lease it was claimed under.</summary>
    public required int LeaseEpoch { get; init; }

    /// <summary>Seconds that it took; they are added to the task's. 0 when left out.</summary>
    public Seconds TimeSpent { get; init; }

    internal static void Check(CompleteTaskRequest item, InputRules rules, string path) => rules.Duration(path + "timeSpent", item.TimeSpent);

    internal static Decision Decide(CompleteTaskRequest item, State state) =>
        new CompleteTask(item.TaskId, item.LeaseEpoch, item.TimeSpent).Decide(state.Tasks.Find(item.TaskId), state.StoryOf(item.TaskId));
}

/// <summary>What is given back.</summary>
public sealed record ReleaseRequest
{
    /// <summary>The tasks, at most 500.</summary>
    [MinLength(1), MaxLength(Items.AtMost)]
    public required IReadOnlyList<ReleaseTaskRequest?>? Tasks { get; init; }
}

/// <summary>A task that its worker gives back.</summary>
public sealed record ReleaseTaskRequest
{
    /// <summary>The task.</summary>
    public required TaskId TaskId { get; init; }

    /// <summary>The lease it was claimed under.</summary>
    public required int LeaseEpoch { get; init; }

    /// <summary>Seconds that were spent on it; they are added to the task's. 0 when left out.</summary>
    public Seconds TimeSpent { get; init; }

    /// <summary>Why, for people: at most 2,000 characters.</summary>
    [StringLength(ReleaseTask.ReasonLength)]
    public string? Reason { get; init; }

    /// <summary>The attempt failed and counts. Otherwise it is as if the task had not been claimed.</summary>
    public bool Failed { get; init; }
}

/// <summary>What nobody is to claim.</summary>
public sealed record SetAsideRequest
{
    /// <summary>The tasks, at most 500.</summary>
    [MinLength(1), MaxLength(Items.AtMost)]
    public required IReadOnlyList<SetAsideTaskRequest?>? Tasks { get; init; }
}

/// <summary>A task that is to be set aside.</summary>
public sealed record SetAsideTaskRequest
{
    /// <summary>The task.</summary>
    public required TaskId TaskId { get; init; }

    /// <summary>Why, for people: at most 2,000 characters.</summary>
    [StringLength(ReleaseTask.ReasonLength)]
    public string? Reason { get; init; }
}

/// <summary>What may be claimed again.</summary>
public sealed record RequeueRequest
{
    /// <summary>The tasks that were set aside, at most 500.</summary>
    [MinLength(1), MaxLength(Items.AtMost)]
    public required IReadOnlyList<RequeueTaskRequest?>? Tasks { get; init; }
}

/// <summary>A task that was set aside.</summary>
public sealed record RequeueTaskRequest
{
    /// <summary>The task.</summary>
    public required TaskId TaskId { get; init; }
}
