using System.Text.Json.Serialization;

namespace Throughline.Domain.Facts;

/// <summary>The receiver accepted the item, and holds it from the moment at which this holds.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="IsFirst">Whether nobody held the item before that moment.</param>
public sealed record TransferAccepted(ItemId ItemId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFirst = false) : FactData
{
    public const string TypeName = "transfer.accepted";
    public override string Type => TypeName;
}

/// <summary>The receiver refused the item: the giver holds it as if it had not been handed over.</summary>
public sealed record TransferRefused(ItemId ItemId, string Reason) : FactData
{
    public const string TypeName = "transfer.refused";
    public override string Type => TypeName;
}

/// <summary>What awaited acceptance was taken back.</summary>
public sealed record TransferRecalled(ItemId ItemId) : FactData
{
    public const string TypeName = "transfer.recalled";
    public override string Type => TypeName;
}

/// <summary>A transfer was recorded wrongly and does not count. It holds at the moment that the transfer had, so that what was counted then is taken off there.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="By">The transfer that stands in its place; absent: none.</param>
/// <param name="WasFirst">Whether nobody held the item before it.</param>
/// <param name="Reason">Why, in the words of whoever corrected it.</param>
public sealed record TransferCorrected(
    ItemId ItemId, TransferId? By = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WasFirst = false, string? Reason = null)
    : FactData
{
    public const string TypeName = "transfer.corrected";
    public override string Type => TypeName;
}

/// <summary>
/// Another transfer of the item, recorded late or corrected, made this one the first of all, or made it so no longer. It holds at the moment that this one has.
/// </summary>
public sealed record TransferReordered(ItemId ItemId, bool IsFirst) : FactData
{
    public const string TypeName = "transfer.reordered";
    public override string Type => TypeName;
}
