using System.Text.Json.Serialization;
using Throughline.Domain.Projects;

namespace Throughline.Domain.Facts;

public sealed record ProjectCreated(string Key, string Name) : FactData
{
    public const string TypeName = "project.created";
    public override string Type => TypeName;
}

/// <summary>Members that did not change are absent.</summary>
public sealed record ProjectEdited(Changed<int> Version) : FactData
{
    public const string TypeName = "project.edited";
    public override string Type => TypeName;

    public Changed<string>? Name { get; init; }
    public Changed<string>? Key { get; init; }

    /// <summary>An archived project can be read and not be changed.</summary>
    public Changed<bool>? IsArchived { get; init; }

    /// <summary>How many stories are to stand in a column; null: there are no limits.</summary>
    public Changed<WipLimits?>? Limits { get; init; }
}

/// <summary>
/// Carries the whole project as it was, and how many stories and tasks went with it: no facts of their own tell that they did. From here on
/// nobody sees the project or anything in it.
/// </summary>
/// <param name="Stories">How many stood where; absent: there were none.</param>
/// <param name="Tasks">As for stories.</param>
/// <param name="ItemsHeld">How many items somebody held; absent: none.</param>
public sealed record ProjectDeleted(string Key, string Name, int Version, bool IsArchived = false, Counts? Stories = null, Counts? Tasks = null, WipLimits? Limits = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long ItemsHeld = 0)
    : FactData
{
    public const string TypeName = "project.deleted";
    public override string Type => TypeName;
}

/// <summary>How many things stand where.</summary>
public sealed record Counts(long Open, long InProgress, long Done)
{
    [JsonIgnore]
    public long Total => Open + InProgress + Done;
}
