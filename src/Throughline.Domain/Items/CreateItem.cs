using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>Records a thing, perhaps with whoever is the first to hold it.</summary>
/// <param name="CreatedAt">When it came to be; null: now.</param>
/// <param name="OwnerId">Who holds it from then on; null: nobody does.</param>
/// <param name="TransferId">Names the transfer to the owner.</param>
public sealed record CreateItem(ItemId Id, ProjectId ProjectId, BaseItemId BaseItemId, string? Label, Instant? CreatedAt, UserId? OwnerId, TransferId TransferId)
{
    public const int LabelLength = 200;

    /// <param name="now">What can't lie behind.</param>
    public Refusal? Check(Instant now)
    {
        var rules = new InputRules();
        if (Label is not null)
            rules.Line("label", Label, LabelLength);
        TransferMoment.Check(rules, "createdAt", CreatedAt, now);
        return rules.Refusal;
    }

    /// <param name="state">Holds the base item.</param>
    public Decision Decide(State state)
    {
        if (state.BaseItems.Find(BaseItemId) is not { } kind || kind.ProjectId != ProjectId)
            return Refusal.Invalid("baseItemId", "There is no such base item in the project.");
        Instant? at = CreatedAt is { } stated ? TransferMoment.Of(stated, state.Now) : null;
        var created = new Draft(ProjectId, Id.Value, new ItemCreated(BaseItemId, Label), at);
        return OwnerId is not { } owner ? created
            : Decision.Of(created, new Draft(ProjectId, Id.Value, new ItemTransferred(TransferId, owner, IsStated: at is not null, IsFirst: true), at));
    }
}
