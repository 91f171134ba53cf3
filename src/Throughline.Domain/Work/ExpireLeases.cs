using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Work;

/// <summary>Ends the sessions that were silent for longer than their lease; what they hold may be claimed again.</summary>
/// <param name="Attempts">Failed attempts after which a task is set aside.</param>
public sealed record ExpireLeases(int Attempts)
{
    public const string Reason = "The lease expired: the worker was not heard of in time.";

    /// <param name="state">
    /// Only its whole sessions are looked at: another one that was loaded for a heartbeat, ended without its tasks, would leave them held
    /// by nobody for ever.
    /// </param>
    /// <param name="all">Whether really all tasks of those sessions are there. Else the sessions stay, to be looked at again.</param>
    public IEnumerable<Decision> Decide(State state, bool all)
    {
        var expired = state.Sessions.All.Where(s => s.IsExpired(state.Now) && state.WholeSessions.Contains(s.Id)).Select(s => s.Id).ToHashSet();
        foreach (var task in state.Tasks.All.Where(t => t.IsUnderLease && expired.Contains(t.Lease.SessionId!.Value)).OrderBy(t => t.Id.Value).ToList())
            yield return Expire(task, state.Stories.Get(task.StoryId));
        if (all && expired.Count > 0)
            yield return Decision.End([.. expired]);
    }

    Decision Expire(WorkTask task, Story story)
    {
        var status = new Changed<Status>(task.Status, Status.Open);
        var facts = new List<Draft>
        {
            new(task.ProjectId, task.Id.Value,
                new TaskExpired(story.Id, status, task.Lease.End(LeaseState.Expired), Changed.Between(task.Failure, Reason))),
        };
        if (task.Attempts >= Attempts)
            facts.Add(task.GivenUp(Reason));
        story.Follow(story.Tasks.Move(status), facts);
        return facts;
    }
}
