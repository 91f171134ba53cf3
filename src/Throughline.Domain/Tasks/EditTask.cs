using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tasks;

/// <summary>What a person changes on a task: its content, its status, or both. The story's status follows.</summary>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditTask(
    TaskId Id, Optional<string?> Title, Optional<string?> Description, Optional<Status> Status, Optional<Seconds> Estimate,
    Optional<Seconds> TimeSpent, int? Version)
{
    /// <summary>What can be seen wrong without the task.</summary>
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Title.IsGiven)
            rules.Line("title", Title.Value);
        if (Description.IsGiven)
            rules.Body("description", Description.Value);
        if (Estimate.IsGiven)
            rules.Duration("estimate", Estimate.Value);
        if (TimeSpent.IsGiven)
            rules.Duration("timeSpent", TimeSpent.Value);
        return rules.Refusal;
    }

    public Decision Decide(WorkTask? task, Story? story)
    {
        if (task is null || story is null)
            return Refusal.NotFound("task");
        if (Version is { } version && version != task.Version)
            return Refusal.Stale(task.Version);

        var facts = new List<Draft>();
        var next = new Changed<int>(task.Version, task.Version + 1);
        var edited = new TaskEdited(story.Id, next)
        {
            Title = Changed.Between(task.Title, Title.Or(task.Title)!),
            Description = Changed.Between(task.Description, Description.Or(task.Description)!),
            Estimate = Changed.Between(task.Estimate, Estimate.Or(task.Estimate)),
            TimeSpent = Changed.Between(task.TimeSpent, TimeSpent.Or(task.TimeSpent)),
        };
        var content = edited != new TaskEdited(story.Id, next);
        if (content)
            facts.Add(new(story.ProjectId, Id.Value, edited));
        if (Changed.Between(task.Status, Status.Or(task.Status)) is { } status)
        {
            if (task.IsUnderLease)
                return Refusal.Conflict("task-leased", $"A worker has it under a lease (leaseEpoch {task.Lease.Epoch}). Wait until it is done, or release it first.");
            facts.AddRange(task.Moved(status.New, content ? null : next));
            story.Follow(story.Tasks.Move(status), facts);
        }
        return facts;
    }
}
