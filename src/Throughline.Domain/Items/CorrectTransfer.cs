using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>Says what a transfer should have been, or that it was none. What was recorded stays, and is named by what stands in its place.</summary>
/// <param name="By">Names the transfer that stands in its place, if one does.</param>
/// <param name="OwnerId">The right receiver; null: that was right.</param>
/// <param name="At">The right moment; null: that was right.</param>
/// <param name="IsVoid">It was none at all.</param>
/// <param name="Reason">Why; null: nothing is said.</param>
public sealed record CorrectTransfer(TransferId Id, TransferId By, UserId? OwnerId, Instant? At, bool IsVoid, string? Reason)
{
    /// <param name="now">What can't lie behind.</param>
    public Refusal? Check(Instant now)
    {
        var rules = new InputRules();
        if (IsVoid && (OwnerId is not null || At is not null))
            rules.Add("isVoid", "What was none has neither another receiver nor another moment.");
        if (!IsVoid && OwnerId is null && At is null)
            rules.Add("isVoid", "Say what was wrong: ownerId, at, or isVoid: true.");
        if (Reason is not null)
            rules.Line("reason", Reason);
        TransferMoment.Check(rules, "at", At, now);
        return rules.Refusal;
    }

    /// <param name="state">Holds the transfer, and what stands next to its moment and to the right one in the item's chain.</param>
    public Decision Decide(State state)
    {
        if (state.Transfers.Find(Id) is not { } wrong)
            return Refusal.NotFound("transfer");
        if (wrong.Status != TransferStatus.Accepted)
            return Refusal.Conflict("transfer-not-accepted", $"Only a transfer that counts can be corrected; this one is {wrong.Status}.");
        var place = Place.Behind(At is { } stated ? TransferMoment.Of(stated, state.Now) : wrong.At);
        var owner = OwnerId ?? wrong.OwnerId;
        if (!IsVoid && owner == wrong.OwnerId && place.At == wrong.At)
            return Decision.Nothing;

        var (item, wasFirst) = (wrong.ItemId, state.Chains.Before(wrong.ItemId, wrong.Place) is null);
        var facts = new List<Draft> { new(wrong.ProjectId, Id.Value, new TransferCorrected(item, IsVoid ? null : By, wasFirst, Reason), wrong.At) };
        var isFirst = false;
        if (!IsVoid)
        {
            var before = state.Chains.Before(item, place, without: Id);
            isFirst = before is null;
            facts.Add(new(wrong.ProjectId, item.Value, new ItemTransferred(By, owner, before?.OwnerId, IsStated: true, IsFirst: isFirst, Corrects: Id), place.At));
        }
        // Another one comes first now, or does no longer.
        if (wasFirst && !isFirst && state.Chains.Behind(item, wrong.Place, without: Id) is { } next)
            facts.Add(next.Reordered(isFirst: true));
        else if (!wasFirst && isFirst && state.Chains.Behind(item, place, without: Id) is { } former)
            facts.Add(former.Reordered(isFirst: false));
        return facts;
    }
}
