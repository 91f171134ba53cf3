using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Stories.History;

/// <summary>Something that happened to a story or to one of its tasks.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="At">When.</param>
/// <param name="Type">The fact's type, such as story.edited.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Task">The task that it happened to; null: the story itself.</param>
/// <param name="Changes">What changed, field by field; none where the type says it all.</param>
/// <param name="Reason">Why, in a worker's words, where one gave a task back.</param>
/// <param name="Worker">What the worker is called, as long as its session is known.</param>
/// <param name="Names">What the users are called whose ids stand in changes, by their ids.</param>
public sealed record HistoryEntry(
    Position Position, Instant At, string Type, HistoryPerson Actor, HistoryTask? Task, IReadOnlyList<HistoryChange> Changes, string? Reason, string? Worker,
    IReadOnlyDictionary<string, string> Names);

/// <summary>A user, or the program itself.</summary>
/// <param name="Id">Identity; local: the program.</param>
/// <param name="Name">What they are called now; of somebody who was erased a pseudonym.</param>
public sealed record HistoryPerson(UserId Id, string Name);

/// <summary>A task of the story.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Title">What it is called now, or was at last.</param>
public sealed record HistoryTask(TaskId Id, string Title);

/// <summary>A field that changed.</summary>
/// <param name="Field">Its name, such as priority.</param>
/// <param name="Old">The value before; null where there was none, and for texts.</param>
/// <param name="New">The value after; null where there is none, and for texts.</param>
/// <param name="Text">Of a title or a description: how one text became the other, word by word. Null for other fields.</param>
public sealed record HistoryChange(string Field, JsonElement? Old, JsonElement? New, IReadOnlyList<TextPart>? Text);

/// <summary>A part of a text that changed.</summary>
/// <param name="Kind">Whether it is in both texts, only before, only after, or left out because it is in both and long.</param>
/// <param name="Text">The part; empty for what is left out.</param>
public sealed record TextPart(TextPartKind Kind, string Text);

/// <summary>Where a part of a changed text stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextPartKind>))]
public enum TextPartKind
{
    Same,
    Removed,
    Added,
    LeftOut,
}
