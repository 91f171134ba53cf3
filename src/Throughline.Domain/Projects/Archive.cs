using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Work;

namespace Throughline.Domain.Projects;

/// <summary>What it means that a project is archived: nothing in it changes, whoever asks.</summary>
public static class Archive
{
    const string Reason = "The project was archived.";

    public static Refusal Refusal { get; } =
        Refusal.Conflict("project-archived", "The project is archived: it can be read, and nothing in it be changed. An owner can bring it back.");

    internal static Refusal TooManyLeases { get; } =
        Refusal.Conflict("too-many-leases", "Workers hold so many of its tasks that they can't all be given back at once. Stop some of them first.");

    /// <summary>Why a decision can't be taken as things stand; null: it can.</summary>
    public static Refusal? Refuses(State state, in Decision decision)
    {
        if (decision.Session is { } session && state.IsArchived(session.ProjectId))
            return Refusal;
        foreach (var fact in decision.Facts)
            if (!MayChange(fact.Data) && state.IsArchived(fact.ProjectId))
                return Refusal;
        return null;
    }

    // Who is in it is looked after all the same: whoever is to see it no more must not see it for longer.
    static bool MayChange(FactData data) => data is ProjectCreated or ProjectEdited or ProjectDeleted or MemberAdded or MemberEdited or MemberRemoved
        or { Audience: not Audience.Project };

    /// <summary>Takes the tasks that workers hold back, as if they had not been claimed.</summary>
    internal static IEnumerable<Draft> GiveBack(State state, ProjectId project)
    {
        var counts = new Dictionary<StoryId, TaskCounts>();
        var facts = new List<Draft>();
        foreach (var task in state.Tasks.All.Where(t => t.ProjectId == project && t.IsUnderLease).OrderBy(t => t.Id.Value))
        {
            var status = new Changed<Status>(task.Status, Status.Open);
            facts.Add(new(project, task.Id.Value, new TaskReleased(task.StoryId, task.Lease.End(LeaseState.Released), Failed: false, status, Reason)
            {
                Attempts = Changed.Between(task.Attempts, task.Attempts - 1),
            }));
            counts[task.StoryId] = counts.GetValueOrDefault(task.StoryId, state.Stories.Get(task.StoryId).Tasks).Move(status);
        }
        // After all of its tasks: a story that lost several moves once.
        foreach (var (story, tasks) in counts)
            state.Stories.Get(story).Follow(tasks, facts);
        return facts;
    }
}
