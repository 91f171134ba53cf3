using NodaTime;
using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tasks;

/// <summary>
/// A task: one piece of a story's work. (Named so in code because <c>Task</c> is taken; everywhere else it is a task.)
/// </summary>
/// <param name="Estimate">How long it should take, in seconds.</param>
/// <param name="TimeSpent">How long it took so far, in seconds.</param>
/// <param name="Priority">Its story's: claims take the highest first.</param>
/// <param name="Lease">How it is, or last was, under work.</param>
/// <param name="Attempts">How often it was claimed since it was made, requeued or reopened; a claim that was given back does not count.</param>
/// <param name="SetAside">It failed too often: nobody gets it until it is requeued.</param>
/// <param name="Failure">Why the last attempt failed, if it did.</param>
/// <param name="Version">Counts what people edit, not what workers report.</param>
public sealed record WorkTask(
    TaskId Id, StoryId StoryId, ProjectId ProjectId, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent,
    Priority Priority, Lease Lease, int Attempts, bool SetAside, string? Failure, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    public bool IsClaimable => Status == Status.Open && !SetAside;

    public bool IsUnderLease => Lease.State == LeaseState.Held;

    /// <summary>A person moves it, or the story that a person moves takes it along. It ends what a worker could still claim to hold.</summary>
    /// <param name="version">Given when the move itself is an edit of the task.</param>
    internal IEnumerable<Draft> Moved(Status to, Changed<int>? version = null)
    {
        if (SetAside)
            yield return Requeued();
        yield return new(ProjectId, Id.Value, new TaskMoved(StoryId, new(Status, to), version)
        {
            Lease = Lease.State == LeaseState.Expired ? Lease.End(LeaseState.Void) : null,
            Attempts = to == Status.Open && !SetAside ? Changed.Between(Attempts, 0) : null,
        });
    }

    internal Draft Requeued() => new(ProjectId, Id.Value, new TaskRequeued(StoryId, new(Attempts, 0), Changed.Between(Failure, null)));

    internal Draft Deleted() => new(ProjectId, Id.Value, new TaskDeleted(StoryId, Title, Description, Status, Estimate, TimeSpent, Version)
    {
        LeaseEpoch = Lease.Epoch,
        LeaseState = Lease.State,
        SessionId = Lease.SessionId,
        Attempts = Attempts,
        SetAside = SetAside,
        Failure = Failure,
    });
}
