using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Stories;

/// <summary>Deletes a story and its tasks.</summary>
public sealed record DeleteStory(StoryId Id, int? Version)
{
    /// <param name="story">The story, or null when there is none.</param>
    /// <param name="tasks">All its tasks.</param>
    public Decision Decide(Story? story, IReadOnlyList<WorkTask> tasks)
    {
        if (story is null)
            return Refusal.NotFound("story");
        if (Version is { } version && version != story.Version)
            return Refusal.Stale(story.Version);
        var facts = tasks.Select(t => t.Deleted()).ToList();
        facts.Add(new(story.ProjectId, Id.Value, new StoryDeleted(story.Number, story.Title, story.Description, story.Status,
            story.Priority, story.Labels, story.Version, story.AssigneeId, story.ExternalKey, story.Rank)));
        return facts;
    }
}
