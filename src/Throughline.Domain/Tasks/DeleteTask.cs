using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tasks;

/// <summary>Deletes a task. The story's status follows.</summary>
public sealed record DeleteTask(TaskId Id, int? Version)
{
    public Decision Decide(WorkTask? task, Story? story)
    {
        if (task is null || story is null)
            return Refusal.NotFound("task");
        if (Version is { } version && version != task.Version)
            return Refusal.Stale(task.Version);
        var facts = new List<Draft> { task.Deleted() };
        story.Follow(story.Tasks.Add(task.Status, -1), facts);
        return facts;
    }
}
