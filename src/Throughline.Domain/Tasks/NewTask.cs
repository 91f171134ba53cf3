using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tasks;

/// <summary>What a new task says.</summary>
public sealed record NewTask(TaskId Id, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent)
{
    public static TaskCounts Count(IReadOnlyList<NewTask> tasks)
    {
        var counts = new TaskCounts();
        for (var i = 0; i < tasks.Count; i++)
            counts = counts.Add(tasks[i].Status);
        return counts;
    }

    /// <param name="path">Where the task stands in the input, such as <c>tasks[2].</c>; empty when it is the input.</param>
    public void Check(InputRules rules, string path = "")
    {
        rules.Line(path + "title", Title);
        rules.Body(path + "description", Description);
        rules.Duration(path + "estimate", Estimate);
        rules.Duration(path + "timeSpent", TimeSpent);
    }

    internal Draft Draft(ProjectId project, StoryId story) =>
        new(project, Id.Value, new TaskCreated(story, Title, Description, Status, Estimate, TimeSpent));
}
