using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Stories;

/// <summary>What a person changes on a story: its content, its status, or both.</summary>
/// <param name="CompleteTasks">Moving to Done completes the tasks that are not done yet.</param>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditStory(
    StoryId Id, Optional<string?> Title, Optional<string?> Description, Optional<Status> Status, Optional<Priority> Priority,
    Optional<LabelSet?> Labels, Optional<UserId?> AssigneeId, bool CompleteTasks, int? Version)
{
    /// <summary>What can be seen wrong without the story.</summary>
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Title.IsGiven)
            rules.Line("title", Title.Value);
        if (Description.IsGiven)
            rules.Body("description", Description.Value);
        if (Labels.IsGiven)
            rules.Labels("labels", Labels.Value?.Names);
        return rules.Refusal;
    }

    /// <param name="story">The story, or null when there is none.</param>
    /// <param name="tasks">All tasks of the story when it is to be completed with them.</param>
    public Decision Decide(Story? story, IReadOnlyList<WorkTask> tasks)
    {
        if (story is null)
            return Refusal.NotFound("story");
        if (Version is { } version && version != story.Version)
            return Refusal.Stale(story.Version);

        var facts = new List<Draft>();
        var next = new Changed<int>(story.Version, story.Version + 1);
        var edited = new StoryEdited(next)
        {
            Title = Changed.Between(story.Title, Title.Or(story.Title)!),
            Description = Changed.Between(story.Description, Description.Or(story.Description)!),
            Priority = Changed.Between(story.Priority, Priority.Or(story.Priority)),
            Labels = Changed.Between(story.Labels, Labels.Or(story.Labels)!),
            AssigneeId = Changed.Between(story.AssigneeId, AssigneeId.Or(story.AssigneeId)),
        };
        var content = edited != new StoryEdited(next);
        if (content)
            facts.Add(new(story.ProjectId, Id.Value, edited));
        if (Changed.Between(story.Status, Status.Or(story.Status)) is { } status)
        {
            if (Refuse(story, status.New) is { } refusal)
                return refusal;
            if (status.New == Domain.Status.Done)
            {
                if (tasks.Count(t => t.IsUnderLease) is > 0 and var leased)
                    return Refusal.Conflict("tasks-leased", $"Workers have {leased} of its tasks under a lease. Wait until they are done, or release them first.");
                facts.AddRange(tasks.Where(t => t.Status != Domain.Status.Done).SelectMany(t => t.Moved(Domain.Status.Done)));
            }
            facts.Add(new(story.ProjectId, Id.Value, new StoryMoved(status, content ? null : next, Labels.Or(story.Labels)!.OrNone())));
        }
        return facts;
    }

    Refusal? Refuse(Story story, Status to)
    {
        var undone = story.Tasks.Total - story.Tasks.Done;
        return to switch
        {
            Domain.Status.Done when undone > 0 && !CompleteTasks => Refusal.Conflict("tasks-open",
                $"{undone} of its tasks are not done. Send completeTasks: true to complete them too."),
            Domain.Status.Open when story.Tasks.InProgress + story.Tasks.Done > 0 => Refusal.Conflict("tasks-started",
                "Some of its tasks were started, so it can't go back to Open."),
            _ => null,
        };
    }
}
