using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Stories;

namespace Throughline.Server.Features.Stories.Board;

/// <summary>A project's stories in columns.</summary>
/// <param name="Columns">In the order in which they are shown; empty ones too where they are known beforehand.</param>
public sealed record BoardResponse(IReadOnlyList<BoardColumn> Columns);

/// <summary>A column of the board.</summary>
/// <param name="Key">The status, the priority, the id of the assignee, or none.</param>
/// <param name="Count">How many stories stand in it, of those that were asked for.</param>
/// <param name="Cards">The first of them, or those after the cursor, in the order of their ranks.</param>
/// <param name="NextCursor">Send it as <c>cursor</c>, with the key as <c>column</c>, to get what follows; null: there is no more.</param>
public sealed record BoardColumn(string Key, long Count, IReadOnlyList<CardResponse> Cards, string? NextCursor);

/// <summary>A story as a board shows it: short, because there are many. What is empty is left out.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Number">Its number; with the project's key it makes the story's key, such as TL-12.</param>
/// <param name="Title">One line.</param>
/// <param name="Status">Open, In Progress or Done.</param>
/// <param name="Priority">None, Low, Medium, High or Urgent.</param>
/// <param name="TaskCounts">How many of its tasks stand where.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it or one of its tasks last changed its standing.</param>
public sealed record CardResponse(
    StoryId Id, int Number, string Title, Status Status, Priority Priority, TaskCounts TaskCounts, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    /// <summary>Each once, in the order given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabelSet? Labels { get; init; }

    /// <summary>Whose it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UserId? AssigneeId { get; init; }

    /// <summary>Its place among the stories of its project, in ordinal order; left out: by its number, newer ones first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rank { get; init; }
}
