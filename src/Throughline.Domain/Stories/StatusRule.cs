using Throughline.Domain.Facts;

namespace Throughline.Domain.Stories;

/// <summary>A story's status follows its tasks.</summary>
public static class StatusRule
{
    /// <summary>
    /// The status that follows when a task was added, moved or deleted: all tasks done → Done; a task that is not done on a
    /// Done story → In Progress; the first task started → In Progress; else as it was.
    /// </summary>
    /// <param name="status">The story's status before.</param>
    /// <param name="tasks">Its tasks after the change.</param>
    public static Status Follow(Status status, TaskCounts tasks) => tasks switch
    {
        { Total: 0 } => status,
        { Open: 0, InProgress: 0 } => Status.Done,
        _ when status == Status.Done => Status.InProgress,
        { InProgress: > 0 } or { Done: > 0 } => Status.InProgress,
        _ => status,
    };

    /// <summary>Adds the move that follows when the story's tasks become <paramref name="tasks"/>, if any.</summary>
    internal static void Follow(this Story story, TaskCounts tasks, List<Draft> facts)
    {
        if (Changed.Between(story.Status, Follow(story.Status, tasks)) is { } status)
            facts.Add(new(story.ProjectId, story.Id.Value, new StoryMoved(status, Labels: story.Labels.OrNone())));
    }
}
