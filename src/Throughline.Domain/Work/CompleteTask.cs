using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Work;

/// <summary>A worker has done the task that it holds. Repeating it changes nothing more.</summary>
/// <param name="LeaseEpoch">The lease that it was claimed under.</param>
/// <param name="TimeSpent">How long it took; it is added to what was spent before.</param>
public sealed record CompleteTask(TaskId Id, int LeaseEpoch, Seconds TimeSpent)
{
    public Decision Decide(WorkTask? task, Story? story)
    {
        if (task is null || story is null)
            return Refusal.NotFound("task");
        if (task.Lease.Ended(LeaseEpoch, LeaseState.Completed))
            return Decision.Nothing;
        if ((task.RefuseHolder(LeaseEpoch) ?? task.RefuseTime(TimeSpent)) is { } refusal)
            return refusal;

        var facts = new List<Draft>();
        // Its lease expired once too often, and now it is done after all.
        if (task.SetAside)
            facts.Add(task.Requeued());
        var status = new Changed<Status>(task.Status, Status.Done);
        facts.Add(new(task.ProjectId, Id.Value, new TaskMoved(story.Id, status)
        {
            Lease = task.Lease.End(LeaseState.Completed),
            TimeSpent = task.With(TimeSpent),
            Failure = task.SetAside ? null : Changed.Between(task.Failure, null),
        }));
        story.Follow(story.Tasks.Move(status), facts);
        return facts;
    }
}
