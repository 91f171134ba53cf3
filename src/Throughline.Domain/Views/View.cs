using NodaTime;

namespace Throughline.Domain.Views;

/// <summary>A named state of the stories list or of the board.</summary>
/// <param name="OwnerId">Whose it is alone; null: the project's members share it.</param>
/// <param name="ProjectId">The project that it is of; null: of each that its owner sees.</param>
/// <param name="Version">Counts what people edit.</param>
public sealed record View(ViewId Id, UserId? OwnerId, ProjectId? ProjectId, string Name, ViewState State, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    public const int NameLength = 100;

    /// <summary>Views that somebody keeps to themselves at most, and views that a project shares.</summary>
    public const int Most = 100;

    public bool IsShared => OwnerId is null;

    /// <summary>Whether somebody who sees its project sees it.</summary>
    public bool IsSeenBy(UserId user) => OwnerId is not { } owner || owner == user;

    internal Refusal? CheckNew(State state) => (OwnerId, ProjectId) switch
    {
        (null, null) => Refusal.Invalid("projectId", "A view that is shared is of one project."),
        (null, { } project) when state.Views.All.Count(v => v.IsShared && v.ProjectId == project) >= Most => Full($"The project shares {Most} views."),
        ({ } owner, _) when state.Views.All.Count(v => v.OwnerId == owner) >= Most => Full($"You have {Most} views of your own."),
        _ => null,
    };

    static Refusal Full(string what) => Refusal.Conflict("too-many-views", $"{what} Delete one first.");
}
