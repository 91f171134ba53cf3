using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>Hands an item over to somebody.</summary>
/// <param name="At">From when on they hold it; null: from now on, or from when they accept it.</param>
/// <param name="Awaits">Whether they are to accept it first.</param>
public sealed record TransferItem(TransferId Id, ProjectId ProjectId, ItemId ItemId, UserId OwnerId, Instant? At, bool Awaits)
{
    /// <summary>Items that one request hands over at most.</summary>
    public const int ItemCount = 1000;

    /// <param name="now">What can't lie behind.</param>
    public Refusal? Check(Instant now)
    {
        var rules = new InputRules();
        TransferMoment.Check(rules, "at", At, now);
        return rules.Refusal;
    }

    /// <param name="state">Holds the item, what stands next to the moment in its chain, the last of the chain, and what awaits acceptance.</param>
    /// <param name="by">Who hands it over.</param>
    /// <param name="refuses">Says why they may not do what needs a permission; null: they may.</param>
    /// <param name="field">Where the request names the item.</param>
    public Decision Decide(State state, UserId by, Func<Permission, Refusal?> refuses, string field = "itemId")
    {
        if (state.Items.Find(ItemId) is not { } item || item.ProjectId != ProjectId)
            return Refusal.Invalid(field, "There is no such item in the project.");
        var place = Place.Behind(At is { } stated ? TransferMoment.Of(stated, state.Now) : state.Now);
        var (before, behind) = (state.Chains.Before(ItemId, place), state.Chains.Behind(ItemId, place));
        if (refuses(Needed(before, behind, by)) is { } refused)
            return refused;
        if (state.Chains.Awaiting(ItemId) is not null)
            return Refusal.Conflict("transfer-awaits", $"The item {ItemId} was handed over and awaits acceptance. Recall that first.");

        Instant? at = At is null ? null : place.At;
        var first = before is null && !Awaits;
        var handed = new Draft(ProjectId, ItemId.Value, new ItemTransferred(Id, OwnerId, before?.OwnerId, Awaits, At is not null, first), at);
        return first && behind is not null ? Decision.Of(handed, behind.Reordered(isFirst: false)) : handed;
    }

    // Whoever holds it hands it on. What was before that, and what others hold, is for those who answer for the project.
    static Permission Needed(Transfer? before, Transfer? behind, UserId by) =>
        behind is not null ? Permission.HandOverForOthers
        : before is null ? Permission.Write
        : before.OwnerId == by ? Permission.HandOver
        : Permission.HandOverForOthers;
}

static class Reordering
{
    public static Draft Reordered(this Transfer transfer, bool isFirst) =>
        new(transfer.ProjectId, transfer.Id.Value, new TransferReordered(transfer.ItemId, isFirst), transfer.At);
}
