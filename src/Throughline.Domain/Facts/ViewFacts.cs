using Throughline.Domain.Views;

namespace Throughline.Domain.Facts;

/// <summary>A project's members share a view. Of one that somebody keeps to themselves no such fact tells: it is theirs alone, and can be erased.</summary>
/// <param name="Version">Not the first one when it was somebody's alone before.</param>
public sealed record ViewCreated(string Name, ViewState State, int Version) : FactData
{
    public const string TypeName = "view.created";
    public override string Type => TypeName;
}

/// <summary>Somebody changed a shared view. Members that did not change are absent.</summary>
public sealed record ViewEdited(Changed<int> Version) : FactData
{
    public const string TypeName = "view.edited";
    public override string Type => TypeName;

    public Changed<string>? Name { get; init; }

    public Changed<ViewState>? State { get; init; }
}

/// <summary>A view is shared no more: it was deleted, or somebody took it for themselves. Carries the whole view as it was.</summary>
public sealed record ViewDeleted(string Name, ViewState State, int Version) : FactData
{
    public const string TypeName = "view.deleted";
    public override string Type => TypeName;
}
