using Throughline.Domain.Tasks;

namespace Throughline.Domain.Stories;

/// <summary>What a person changes on many stories at once. Each is decided on as if it were edited alone.</summary>
/// <param name="AddLabels">Behind those that a story has.</param>
/// <param name="CompleteTasks">Moving to Done completes the tasks that are not done yet.</param>
public sealed record EditStories(
    Optional<Status> Status, Optional<Priority> Priority, Optional<UserId?> AssigneeId, LabelSet AddLabels, LabelSet RemoveLabels, bool CompleteTasks)
{
    /// <summary>Stories that one request takes at most: about as much as one commit takes of single requests.</summary>
    public const int StoryCount = 1000;

    /// <summary>Tasks that those stories have at most, where the change touches them too.</summary>
    public const int TaskCount = 7000;

    /// <summary>Whether what it does to a story touches the story's tasks: they carry its priority, and are completed with it.</summary>
    public bool TouchesTasks => Priority.IsGiven || (Status.IsGiven && CompleteTasks);

    bool Relabels => AddLabels.Names.Length + RemoveLabels.Names.Length > 0;

    /// <summary>What can be seen wrong without the stories.</summary>
    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Labels("addLabels", AddLabels.Names);
        rules.Labels("removeLabels", RemoveLabels.Names);
        if (AddLabels.Names.Intersect(RemoveLabels.Names, StringComparer.Ordinal).FirstOrDefault() is { } both)
            rules.Add("removeLabels", $"{both} can't be added and removed at once.");
        if (!Status.IsGiven && !Priority.IsGiven && !AssigneeId.IsGiven && !Relabels)
            rules.Add("edit", "Say what to change: status, priority, assigneeId, addLabels or removeLabels.");
        return rules.Refusal;
    }

    /// <param name="id">The story's.</param>
    /// <param name="version">The version it was chosen at; null: whichever is current.</param>
    /// <param name="story">The story, or null when there is none.</param>
    /// <param name="tasks">All its tasks.</param>
    public Decision Decide(StoryId id, int? version, Story? story, IReadOnlyList<WorkTask> tasks)
    {
        if (story is null)
            return Refusal.NotFound("story");
        var labels = Relabels ? new Optional<LabelSet?>(LabelsOf(story)) : default;
        var edit = new EditStory(id, default, default, Status, Priority, labels, AssigneeId, CompleteTasks, version);
        return edit.Check() is { } refusal ? refusal : edit.Decide(story, tasks);
    }

    LabelSet LabelsOf(Story story) => LabelSet.Of(story.Labels.Names.Except(RemoveLabels.Names, StringComparer.Ordinal).Concat(AddLabels.Names));
}
