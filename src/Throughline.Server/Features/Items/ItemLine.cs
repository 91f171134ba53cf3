using System.Text.Json.Serialization;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items;

/// <summary>What became of one line of many.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Status">What its HTTP status would be alone: 201, or why not.</param>
public sealed record ItemLine(long Line, int Status) : IResultLine<ItemLine>
{
    /// <summary>The new item, or the new transfer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Id { get; init; }

    /// <summary>What happened, when nothing was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>What is wrong, by field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    static ItemLine IResultLine<ItemLine>.Failed(long line, int status, string detail, IReadOnlyDictionary<string, string[]>? errors) =>
        new(line, status) { Detail = detail, Errors = errors };
}
