using Throughline.Domain.Work;

namespace Throughline.Domain.Facts;

/// <summary>A lease changes its state.</summary>
/// <param name="LeaseEpoch">Which lease of the task; each claim is one more than the last.</param>
/// <param name="State">Its state before and after. Before a claim it is the state of the lease before.</param>
/// <param name="SessionId">The worker's session that holds it or held it until now; absent when nobody did any more.</param>
public sealed record LeaseMove(int LeaseEpoch, Changed<LeaseState> State, WorkerSessionId? SessionId = null);

/// <summary>A worker got the task: it is In Progress, under a lease of the next epoch.</summary>
public sealed record TaskClaimed(StoryId StoryId, Changed<Status> Status, LeaseMove Lease, Changed<int> Attempts) : FactData
{
    public const string TypeName = "task.claimed";
    public override string Type => TypeName;
}

/// <summary>A worker gave the task back, because it failed or because it stops. Members that did not change are absent.</summary>
/// <param name="Failed">Whether the attempt counts.</param>
/// <param name="Status">Absent when its lease had expired before: then it was Open already.</param>
/// <param name="Reason">Why, in the worker's words.</param>
public sealed record TaskReleased(StoryId StoryId, LeaseMove Lease, bool Failed, Changed<Status>? Status = null, string? Reason = null) : FactData
{
    public const string TypeName = "task.released";
    public override string Type => TypeName;

    public Changed<int>? Attempts { get; init; }
    public Changed<Seconds>? TimeSpent { get; init; }
    public Changed<string?>? Failure { get; init; }
}

/// <summary>The worker was not heard of for longer than its lease: the task may be claimed again.</summary>
public sealed record TaskExpired(StoryId StoryId, Changed<Status> Status, LeaseMove Lease, Changed<string?>? Failure = null) : FactData
{
    public const string TypeName = "task.expired";
    public override string Type => TypeName;
}

/// <summary>The task failed too often: nobody gets it until it is requeued.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last attempt failed.</param>
public sealed record TaskSetAside(StoryId StoryId, int Attempts, string Reason) : FactData
{
    public const string TypeName = "task.setAside";
    public override string Type => TypeName;
}

/// <summary>A task that was set aside may be claimed again; its attempts begin anew.</summary>
public sealed record TaskRequeued(StoryId StoryId, Changed<int> Attempts, Changed<string?>? Failure = null) : FactData
{
    public const string TypeName = "task.requeued";
    public override string Type => TypeName;
}
