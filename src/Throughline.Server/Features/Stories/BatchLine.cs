using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>What became of one line of a batch.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Status">What its HTTP status would be alone: 201, or why not.</param>
public sealed record BatchLine(long Line, int Status) : IResultLine<BatchLine>
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

    static BatchLine IResultLine<BatchLine>.Failed(long line, int status, string detail, IReadOnlyDictionary<string, string[]>? errors) =>
        new(line, status) { Detail = detail, Errors = errors };
}
