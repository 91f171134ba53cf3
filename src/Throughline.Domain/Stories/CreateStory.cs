using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Stories;

/// <summary>Makes a story, perhaps with its first tasks.</summary>
public sealed record CreateStory(
    StoryId Id, ProjectId ProjectId, string Title, string Description, Status Status, Priority Priority, LabelSet Labels,
    UserId? AssigneeId, IReadOnlyList<NewTask> Tasks, string? ExternalKey = null)
{
    /// <summary>So that one story is one bounded change.</summary>
    public const int TaskCount = 500;

    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("title", Title);
        rules.Body("description", Description);
        rules.Labels("labels", Labels?.Names);
        if (ExternalKey is not null)
            rules.Line("externalKey", ExternalKey, InputRules.ExternalKeyLength);
        if (Tasks is null)
            rules.Add("tasks", "It can't be null; leave it out or send an empty array.");
        else if (Tasks.Count > TaskCount)
            rules.Add("tasks", $"There are {Tasks.Count} tasks; at most {TaskCount} are taken with a new story. Add the others after it.");
        else
            for (var i = 0; i < Tasks.Count; i++)
                Tasks[i].Check(rules, $"tasks[{i}].");
        return rules.Refusal;
    }

    /// <summary>Its status is the one asked for, moved on as its tasks' statuses demand.</summary>
    /// <param name="project">The project, or null when there is none.</param>
    /// <param name="holder">The story of the project that has the external key already, if any.</param>
    public Decision Decide(Project? project, Story? holder = null)
    {
        if (project is null)
            return Refusal.Invalid("projectId", "There is no such project.");
        if (holder is not null)
            return Refusal.Conflict("external-key-taken",
                $"{project.Key}-{holder.Number} has the external key {holder.ExternalKey} already. Change that story, or import it: POST /api/stories/import.");
        var status = StatusRule.Follow(Status, NewTask.Count(Tasks));
        var facts = new List<Draft>(1 + Tasks.Count)
        {
            new(ProjectId, Id.Value,
                new StoryCreated(project.LastNumber + 1, Title, Description, status, Priority, Labels, AssigneeId, ExternalKey)),
        };
        foreach (var task in Tasks)
            facts.Add(task.Draft(ProjectId, Id));
        return facts;
    }
}
