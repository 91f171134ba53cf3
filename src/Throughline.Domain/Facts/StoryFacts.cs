namespace Throughline.Domain.Facts;

/// <param name="Number">Its number in the project: with the project's key it makes the story's key, such as TL-12.</param>
/// <param name="ExternalKey">What it is called where it came from, if it came from elsewhere.</param>
public sealed record StoryCreated(
    int Number, string Title, string Description, Status Status, Priority Priority, LabelSet Labels, UserId? AssigneeId = null,
    string? ExternalKey = null)
    : FactData
{
    public const string TypeName = "story.created";
    public override string Type => TypeName;
}

/// <summary>A person changed what the story says. Members that did not change are absent.</summary>
public sealed record StoryEdited(Changed<int> Version) : FactData
{
    public const string TypeName = "story.edited";
    public override string Type => TypeName;

    public Changed<string>? Title { get; init; }
    public Changed<string>? Description { get; init; }
    public Changed<Priority>? Priority { get; init; }
    public Changed<LabelSet>? Labels { get; init; }
    public Changed<UserId?>? AssigneeId { get; init; }
}

/// <summary>
/// The story's status changed: <c>story.started</c>, <c>story.completed</c>, <c>story.reopened</c> (it was Done) or
/// <c>story.unstarted</c> (from In Progress back to Open).
/// </summary>
/// <param name="Status">The status before and after.</param>
/// <param name="Version">Given when a person moved it; null when the status followed from its tasks.</param>
/// <param name="Labels">Those it had then; null: it had none.</param>
public sealed record StoryMoved(Changed<Status> Status, Changed<int>? Version = null, LabelSet? Labels = null) : FactData
{
    public const string Started = "story.started";
    public const string Completed = "story.completed";
    public const string Reopened = "story.reopened";
    public const string Unstarted = "story.unstarted";

    public override string Type => Moves.Name(Status, Started, Completed, Reopened, Unstarted);
}

/// <summary>Somebody put the story at another place among those of its project, or it was given a shorter rank at the same.</summary>
/// <param name="Rank">Ranks before and after; null: by its number.</param>
public sealed record StoryRanked(Changed<string?> Rank) : FactData
{
    public const string TypeName = "story.ranked";
    public override string Type => TypeName;
}

/// <summary>Carries the whole story as it was. Its tasks were deleted by facts of their own just before.</summary>
public sealed record StoryDeleted(
    int Number, string Title, string Description, Status Status, Priority Priority, LabelSet Labels, int Version,
    UserId? AssigneeId = null, string? ExternalKey = null, string? Rank = null)
    : FactData
{
    public const string TypeName = "story.deleted";
    public override string Type => TypeName;
}
