using Throughline.Domain.Facts;

namespace Throughline.Domain.Items;

/// <summary>What a person changes on a base item.</summary>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditBaseItem(BaseItemId Id, Optional<string?> Description, int? Version)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Description.IsGiven)
            rules.Line("description", Description.Value);
        return rules.Refusal;
    }

    /// <param name="state">Holds the base item.</param>
    public Decision Decide(State state)
    {
        if (state.BaseItems.Find(Id) is not { } kind)
            return Refusal.NotFound("base item");
        if (Version is { } version && version != kind.Version)
            return Refusal.Stale(kind.Version);
        return Changed.Between(kind.Description, Description.Or(kind.Description)!) is not { } description ? Decision.Nothing
            : new Draft(kind.ProjectId, Id.Value, new BaseItemEdited(new(kind.Version, kind.Version + 1)) { Description = description });
    }
}
