using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

static class TransferFold
{
    public static void Apply(State state, Fact fact)
    {
        if (fact.Data is ItemTransferred transferred)
        {
            Add(state, fact, transferred, state.Items.Get(new(fact.SubjectId)).Id);
            return;
        }
        var transfer = state.Transfers.Get(new(fact.SubjectId));
        switch (fact.Data)
        {
            case TransferAccepted accepted:
                Was(transfer, TransferStatus.Awaiting);
                Enter(state, transfer with { Status = TransferStatus.Accepted, At = fact.EffectiveAt, SettledAt = fact.At }, accepted.IsFirst);
                break;
            case TransferRefused refused:
                Was(transfer, TransferStatus.Awaiting);
                state.Transfers.Put(transfer.Id, transfer with { Status = TransferStatus.Refused, SettledAt = fact.At, Reason = refused.Reason });
                break;
            case TransferRecalled:
                Was(transfer, TransferStatus.Awaiting);
                state.Transfers.Put(transfer.Id, transfer with { Status = TransferStatus.Recalled, SettledAt = fact.At });
                break;
            case TransferCorrected corrected:
                Was(transfer, TransferStatus.Accepted);
                Leave(state, transfer, corrected.WasFirst);
                state.Transfers.Put(transfer.Id, transfer with
                {
                    Status = TransferStatus.Corrected,
                    SettledAt = fact.At,
                    CorrectedBy = corrected.By,
                    Reason = corrected.Reason,
                    Until = null,
                });
                break;
            case TransferReordered reordered:
                Was(transfer, TransferStatus.Accepted);
                Stands(state, transfer, reordered.IsFirst);
                break;
        }
    }

    static void Add(State state, Fact fact, ItemTransferred transferred, ItemId item)
    {
        var made = new Transfer(transferred.TransferId, fact.ProjectId, item, transferred.GiverId, transferred.OwnerId, fact.EffectiveAt, transferred.IsStated,
            transferred.Awaits ? TransferStatus.Awaiting : TransferStatus.Accepted, fact.Position, fact.ActorId, fact.At)
        {
            Corrects = transferred.Corrects,
        };
        state.Transfers.Add(made.Id, made);
        if (!transferred.Awaits)
            Enter(state, made, transferred.IsFirst);
    }

    // Each holds it until the next one does.
    static void Enter(State state, Transfer transfer, bool isFirst)
    {
        Stands(state, transfer, isFirst);
        state.Transfers.Put(transfer.Id, transfer with { Until = state.Chains.Behind(transfer.ItemId, transfer.Place)?.At });
        if (state.Chains.Before(transfer.ItemId, transfer.Place) is { } before)
            state.Transfers.Put(before.Id, before with { Until = transfer.At });
        state.Chains.Enter(transfer);
    }

    static void Leave(State state, Transfer transfer, bool wasFirst)
    {
        Stands(state, transfer, wasFirst);
        if (state.Chains.Before(transfer.ItemId, transfer.Place) is { } before)
            state.Transfers.Put(before.Id, before with { Until = transfer.Until });
        state.Chains.Leave(transfer);
    }

    // A fact that tells a wrong place would make the level of items held drift without a sign.
    static void Stands(State state, Transfer transfer, bool isFirst)
    {
        if (isFirst == state.Chains.Before(transfer.ItemId, transfer.Place) is not null)
            throw new FoldException($"The fact says that the transfer {transfer.Id} is {(isFirst ? "" : "not ")}the first of its item; that is not so.");
    }

    static void Was(Transfer transfer, TransferStatus told)
    {
        if (transfer.Status != told)
            throw new FoldException($"The fact needs a transfer that is {told}; {transfer.Id} is {transfer.Status}.");
    }
}
