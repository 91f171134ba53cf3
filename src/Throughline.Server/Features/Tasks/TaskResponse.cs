using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Tasks;

namespace Throughline.Server.Features.Tasks;

/// <summary>A task as the API shows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="StoryId">The story it belongs to.</param>
/// <param name="ProjectId">The project of its story.</param>
/// <param name="Title">One line, 1 to 500 characters.</param>
/// <param name="Description">Text, perhaps empty, at most 100,000 characters.</param>
/// <param name="Status">Open, In Progress or Done.</param>
/// <param name="Estimate">Seconds it should take.</param>
/// <param name="TimeSpent">Seconds it took so far.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record TaskResponse(
    TaskId Id, StoryId StoryId, ProjectId ProjectId, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent,
    int Version, Instant CreatedAt, Instant UpdatedAt)
{
    public static TaskResponse Of(WorkTask task) => new(task.Id, task.StoryId, task.ProjectId, task.Title, task.Description, task.Status,
        task.Estimate, task.TimeSpent, task.Version, task.CreatedAt, task.UpdatedAt);
}
