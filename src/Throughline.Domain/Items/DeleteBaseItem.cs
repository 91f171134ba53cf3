using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>Deletes a base item of which there is no item.</summary>
/// <param name="Version">The version it was chosen at; null: whichever is current.</param>
public sealed record DeleteBaseItem(BaseItemId Id, int? Version)
{
    /// <param name="state">Holds the base item.</param>
    public Decision Decide(State state)
    {
        if (state.BaseItems.Find(Id) is not { } kind)
            return Refusal.NotFound("base item");
        if (Version is { } version && version != kind.Version)
            return Refusal.Stale(kind.Version);
        return kind.ItemCount > 0 ? Refusal.Conflict("base-item-in-use", $"There are {kind.ItemCount} items of it. Items have a history and stay, and so does what they are.")
            : new Draft(kind.ProjectId, Id.Value, new BaseItemDeleted(kind.Description, kind.Version));
    }
}
