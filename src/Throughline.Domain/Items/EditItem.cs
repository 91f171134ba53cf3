using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>What a person changes on an item. What kind it is of, and when it came to be, stays: its chain stands on that.</summary>
/// <param name="Label">What tells it from others of its kind; empty: nothing does.</param>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditItem(ItemId Id, Optional<string?> Label, int? Version)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Label is { IsGiven: true, Value: null })
            rules.Add("label", "It can't be null; leave it out, or send an empty text to take the label away.");
        else if (Label is { IsGiven: true, Value: not "" })
            rules.Line("label", Label.Value, CreateItem.LabelLength);
        return rules.Refusal;
    }

    /// <param name="state">Holds the item.</param>
    public Decision Decide(State state)
    {
        if (state.Items.Find(Id) is not { } item)
            return Refusal.NotFound("item");
        if (Version is { } version && version != item.Version)
            return Refusal.Stale(item.Version);
        return Changed.Between(item.Label, Label.Or(item.Label) is { Length: > 0 } given ? given : null) is not { } label ? Decision.Nothing
            : new Draft(item.ProjectId, Id.Value, new ItemEdited(new(item.Version, item.Version + 1)) { Label = label });
    }
}
