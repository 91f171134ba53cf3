using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Status">201: it is new; 200: it was there; else why it was refused.</param>
public sealed record ImportLine(long Line, int Status) : IResultLine<ImportLine>
{
    /// <summary>new, changed or unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }

    /// <summary>The story.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StoryId? Id { get; init; }

    /// <summary>The story's key here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>What happened, when it was refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>What is wrong, by field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    static ImportLine IResultLine<ImportLine>.Failed(long line, int status, string detail, IReadOnlyDictionary<string, string[]>? errors) =>
        new(line, status) { Detail = detail, Errors = errors };
}
