using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>The receiver does not take what they were handed, and says why.</summary>
public sealed record RefuseTransfer(TransferId Id, string Reason)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("reason", Reason);
        return rules.Refusal;
    }

    /// <param name="state">Holds the transfer.</param>
    public Decision Decide(State state, UserId by) => Awaited.Of(state, Id, by, out var refusal) is not { } transfer ? refusal!
        : new Draft(transfer.ProjectId, Id.Value, new TransferRefused(transfer.ItemId, Reason));
}

/// <summary>A transfer that awaits somebody's acceptance.</summary>
static class Awaited
{
    public static Transfer? Of(State state, TransferId id, UserId by, out Refusal? refusal)
    {
        var transfer = state.Transfers.Find(id);
        refusal = transfer is null ? Refusal.NotFound("transfer")
            : transfer.OwnerId != by ? new Refusal(RefusalKind.Forbidden, "not-the-receiver", "Only whoever the item was handed to can accept or refuse it.")
            : Settled(transfer);
        return refusal is null ? transfer : null;
    }

    /// <summary>Why it does not await anything; null: it does.</summary>
    public static Refusal? Settled(Transfer transfer) => transfer.Status == TransferStatus.Awaiting ? null
        : Refusal.Conflict("transfer-settled", $"It does not await acceptance: it is {transfer.Status}.");
}
