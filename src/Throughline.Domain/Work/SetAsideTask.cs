using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Work;

/// <summary>
/// A person sets a task aside, so that nobody claims it until it is requeued. A worker who holds it loses it, as if it had not been claimed. One that
/// is set aside already, is done, or is worked on by a person stays as it is.
/// </summary>
/// <param name="Reason">Why, for people.</param>
public sealed record SetAsideTask(TaskId Id, string? Reason)
{
    public Decision Decide(State state)
    {
        if (state.Tasks.Find(Id) is not { } task || state.Stories.Find(task.StoryId) is not { } story)
            return Refusal.NotFound("task");
        if (task.SetAside || (task.Status != Status.Open && !task.IsUnderLease))
            return Decision.Nothing;
        var reason = string.IsNullOrWhiteSpace(Reason) ? "Somebody set it aside." : Reason;
        var facts = new List<Draft>();
        if (task.IsUnderLease)
        {
            var status = new Changed<Status>(task.Status, Status.Open);
            facts.Add(new(task.ProjectId, Id.Value, new TaskReleased(story.Id, task.Lease.End(LeaseState.Released), Failed: false, status, reason)
            {
                Attempts = Changed.Between(task.Attempts, task.Attempts - 1),
                Failure = Changed.Between(task.Failure, reason),
            }));
            facts.Add(task.GivenUp(reason));
            story.Follow(story.Tasks.Move(status), facts);
        }
        else
            facts.Add(task.GivenUp(reason));
        return facts;
    }
}
