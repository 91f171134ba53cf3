using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tasks;

/// <summary>Adds a task to a story.</summary>
public sealed record AddTask(StoryId StoryId, NewTask Task)
{
    /// <summary>So that a story stays something that one change can complete or delete.</summary>
    public const int TasksOfStory = 10_000;

    public Refusal? Check()
    {
        var rules = new InputRules();
        Task.Check(rules);
        return rules.Refusal;
    }

    public Decision Decide(Story? story)
    {
        if (story is null)
            return Refusal.NotFound("story");
        if (story.Tasks.Total >= TasksOfStory)
            return Refusal.Conflict("too-many-tasks", $"A story has at most {TasksOfStory} tasks. Make another story.");
        var facts = new List<Draft> { Task.Draft(story.ProjectId, StoryId) };
        story.Follow(story.Tasks.Add(Task.Status), facts);
        return facts;
    }
}
