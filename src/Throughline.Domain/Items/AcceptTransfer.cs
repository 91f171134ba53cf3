using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>The receiver takes what they were handed.</summary>
public sealed record AcceptTransfer(TransferId Id)
{
    /// <param name="state">Holds the transfer, what stands next to its moment in the item's chain, and the last of the chain.</param>
    public Decision Decide(State state, UserId by)
    {
        if (Awaited.Of(state, Id, by, out var refusal) is not { } transfer)
            return refusal!;
        var place = new Place(transfer.IsStated ? transfer.At : state.Now, transfer.Position);
        var isFirst = state.Chains.Before(transfer.ItemId, place) is null;
        var accepted = new Draft(transfer.ProjectId, Id.Value, new TransferAccepted(transfer.ItemId, isFirst), place.At);
        return isFirst && state.Chains.Behind(transfer.ItemId, place) is { } behind ? Decision.Of(accepted, behind.Reordered(isFirst: false)) : accepted;
    }
}
