using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Work;

/// <summary>A worker gives the task that it holds back. Repeating it changes nothing more.</summary>
/// <param name="LeaseEpoch">The lease that it was claimed under.</param>
/// <param name="TimeSpent">How long was worked on it; it is added to what was spent before.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Failed">The attempt counts. Otherwise it is as if the task had not been claimed.</param>
public sealed record ReleaseTask(TaskId Id, int LeaseEpoch, Seconds TimeSpent, string? Reason, bool Failed)
{
    public const int ReasonLength = 2000;

    /// <param name="attempts">Failed attempts after which a task is set aside.</param>
    public Decision Decide(WorkTask? task, Story? story, int attempts)
    {
        if (task is null || story is null)
            return Refusal.NotFound("task");
        if (task.Lease.Ended(LeaseEpoch, LeaseState.Released))
            return Decision.Nothing;
        if ((task.RefuseHolder(LeaseEpoch) ?? task.RefuseTime(TimeSpent)) is { } refusal)
            return refusal;

        // An expired lease has counted as a failure already, and its task is open.
        var held = task.IsUnderLease;
        var status = held ? new Changed<Status>(task.Status, Status.Open) : null;
        var reason = string.IsNullOrWhiteSpace(Reason) ? "The worker gave no reason." : Reason;
        var facts = new List<Draft>
        {
            new(task.ProjectId, Id.Value, new TaskReleased(story.Id, task.Lease.End(LeaseState.Released), Failed, status, Reason)
            {
                Attempts = held && !Failed ? Changed.Between(task.Attempts, task.Attempts - 1) : null,
                TimeSpent = task.With(TimeSpent),
                Failure = Failed ? Changed.Between(task.Failure, reason) : null,
            }),
        };
        if (held && Failed && task.Attempts >= attempts)
            facts.Add(task.GivenUp(reason));
        if (status is not null)
            story.Follow(story.Tasks.Move(status), facts);
        return facts;
    }
}
