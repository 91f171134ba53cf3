using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Tasks;

/// <summary>
/// A task: one piece of a story's work. (Named so in code because <c>Task</c> is taken; everywhere else it is a task.)
/// </summary>
/// <param name="Estimate">How long it should take, in seconds.</param>
/// <param name="TimeSpent">How long it took so far, in seconds.</param>
/// <param name="Version">Counts what people edit, not what workers report.</param>
public sealed record WorkTask(
    TaskId Id, StoryId StoryId, ProjectId ProjectId, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent,
    int Version, Instant CreatedAt, Instant UpdatedAt)
{
    internal Draft Moved(ProjectId project, Status to) =>
        new(project, Id.Value, new TaskMoved(StoryId, new(Status, to)));

    internal Draft Deleted(ProjectId project) =>
        new(project, Id.Value, new TaskDeleted(StoryId, Title, Description, Status, Estimate, TimeSpent, Version));
}
