using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Work;

/// <summary>Gives a worker the next tasks of a project: the highest priority first, among equals the oldest.</summary>
/// <param name="Count">At most how many.</param>
/// <param name="Wait">Seconds that the worker is ready to wait until there is one.</param>
/// <param name="Lease">Seconds that the worker may be silent.</param>
public sealed record ClaimTasks(
    ProjectId ProjectId, WorkerSessionId SessionId, UserId ActorId, string Worker, int Count, int Wait, Seconds Lease)
{
    public const int CountAtMost = 500;
    public const int WaitAtMost = 60;
    public const int LeaseAtLeast = 5;
    public const int LeaseAtMost = 3600;
    public const int WorkerLength = 100;

    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("worker", Worker, WorkerLength);
        rules.Range("count", Count, 1, CountAtMost);
        rules.Range("wait", Wait, 0, WaitAtMost);
        rules.Range("lease", Lease.Value, LeaseAtLeast, LeaseAtMost);
        return rules.Refusal;
    }

    /// <summary>First the session is begun or renewed, then task after task is claimed; each decision sees what the one before did.</summary>
    public IEnumerable<Decision> Decide(State state)
    {
        var session = state.Sessions.Find(SessionId);
        if (session is not null && (session.ProjectId, session.ActorId) != (ProjectId, ActorId))
        {
            yield return Refusal.Conflict("session-taken", "This session claims in another project, or is another user's. Begin one of your own.");
            yield break;
        }
        session ??= new(SessionId, ProjectId, ActorId, Worker, Lease, state.Now, state.Now);
        yield return Decision.Of((session with { Worker = Worker, Lease = Lease }).Renewed(state.Now));
        for (var i = 0; i < Count && state.NextClaimable(ProjectId) is { } task; i++)
            yield return Claim(task, state.Stories.Get(task.StoryId));
    }

    Decision Claim(WorkTask task, Story story)
    {
        var status = new Changed<Status>(task.Status, Status.InProgress);
        var facts = new List<Draft>
        {
            new(ProjectId, task.Id.Value, new TaskClaimed(story.Id, status, task.Lease.Claimed(SessionId), new(task.Attempts, task.Attempts + 1))),
        };
        story.Follow(story.Tasks.Move(status), facts);
        return facts;
    }
}
