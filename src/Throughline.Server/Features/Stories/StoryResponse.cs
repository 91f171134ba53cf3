using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

/// <summary>A story as the API shows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="ProjectId">The project it is in.</param>
/// <param name="Key">What people call it, such as TL-12.</param>
/// <param name="ExternalKey">What it is called where it came from, if it came from elsewhere; once in a project.</param>
/// <param name="Title">One line, 1 to 500 characters.</param>
/// <param name="Description">Text, perhaps empty, at most 100,000 characters.</param>
/// <param name="Status">Open, In Progress or Done; it follows its tasks.</param>
/// <param name="Priority">None, Low, Medium, High or Urgent.</param>
/// <param name="Labels">Each once, in the order given.</param>
/// <param name="AssigneeId">Whose it is, if anyone's.</param>
/// <param name="Tasks">Ids of its tasks, in the order they were made.</param>
/// <param name="TaskCounts">How many of its tasks stand where.</param>
/// <param name="Rank">Its place among the stories of its project, in ordinal order; null: by its number, newer ones first.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it or one of its tasks last changed its standing.</param>
public sealed record StoryResponse(
    StoryId Id, ProjectId ProjectId, string Key, string? ExternalKey, string Title, string Description, Status Status, Priority Priority, LabelSet Labels,
    UserId? AssigneeId, IReadOnlyList<TaskId> Tasks, TaskCounts TaskCounts, string? Rank, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    /// <summary>Where the words of the filter stand in it; only in lists for which words are looked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StoryMatches? Matches { get; init; }

    /// <param name="state">Holds the story, its project and all its tasks.</param>
    public static StoryResponse Of(State state, StoryId id)
    {
        var story = state.Stories.Get(id);
        return new(story.Id, story.ProjectId, $"{state.Projects.Get(story.ProjectId).Key}-{story.Number}", story.ExternalKey, story.Title,
            story.Description, story.Status, story.Priority, story.Labels, story.AssigneeId, [.. state.TasksOf(id).Select(t => t.Id)], story.Tasks,
            story.Rank, story.Version, story.CreatedAt, story.UpdatedAt);
    }
}
