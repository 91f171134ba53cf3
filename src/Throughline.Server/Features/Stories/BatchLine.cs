using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

/// <summary>What became of one line of a batch.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Status">What its HTTP status would be alone: 201, or why not.</param>
public sealed record BatchLine(long Line, int Status)
{
    /// <summary>The new story.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StoryId? Id { get; init; }

    /// <summary>The new story's key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>What happened, when it was not made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>What is wrong, by field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public static BatchLine Made(long line, StoryId id, string key) => new(line, StatusCodes.Status201Created) { Id = id, Key = key };

    public static BatchLine Of(long line, Refusal refusal) =>
        new(line, Problems.Status(refusal.Kind)) { Detail = refusal.Detail, Errors = refusal.Errors };

    /// <summary>As it is kept for the line's idempotency key.</summary>
    public Answer ToAnswer() => new(Status, null, null, WireJson.Bytes(this, StoriesJson.Default.BatchLine));

    /// <summary>As it was answered before.</summary>
    public static BatchLine From(Answer kept) => JsonSerializer.Deserialize(kept.Body, StoriesJson.Default.BatchLine)!;
}
