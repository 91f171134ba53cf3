using Throughline.Domain.Access;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>Takes back what was handed over and not accepted yet.</summary>
public sealed record RecallTransfer(TransferId Id)
{
    /// <param name="state">Holds the transfer.</param>
    /// <param name="by">Who recalls it: who handed it over, or who holds the item.</param>
    /// <param name="refuses">Says why they may not do what needs a permission; null: they may.</param>
    public Decision Decide(State state, UserId by, Func<Permission, Refusal?> refuses)
    {
        if (state.Transfers.Find(Id) is not { } transfer)
            return Refusal.NotFound("transfer");
        var isTheirs = by == transfer.RecordedBy || by == transfer.GiverId;
        return refuses(isTheirs ? Permission.HandOver : Permission.HandOverForOthers) is { } refused ? refused
            : Awaited.Settled(transfer) is { } settled ? settled
            : new Draft(transfer.ProjectId, Id.Value, new TransferRecalled(transfer.ItemId));
    }
}
