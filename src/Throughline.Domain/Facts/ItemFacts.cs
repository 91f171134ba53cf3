using System.Text.Json.Serialization;

namespace Throughline.Domain.Facts;

/// <summary>There is a kind of thing more.</summary>
public sealed record BaseItemCreated(string Description) : FactData
{
    public const string TypeName = "baseItem.created";
    public override string Type => TypeName;
}

/// <summary>A person changed what the base item says. Members that did not change are absent.</summary>
public sealed record BaseItemEdited(Changed<int> Version) : FactData
{
    public const string TypeName = "baseItem.edited";
    public override string Type => TypeName;

    public Changed<string>? Description { get; init; }
}

/// <summary>Carries the whole base item as it was. No item was of its kind.</summary>
public sealed record BaseItemDeleted(string Description, int Version) : FactData
{
    public const string TypeName = "baseItem.deleted";
    public override string Type => TypeName;
}

/// <summary>There is a thing more. It holds when the thing came to be, where that was stated.</summary>
public sealed record ItemCreated(BaseItemId BaseItemId, string? Label = null) : FactData
{
    public const string TypeName = "item.created";
    public override string Type => TypeName;
}

/// <summary>A person changed what tells the item from others of its kind. Members that did not change are absent.</summary>
public sealed record ItemEdited(Changed<int> Version) : FactData
{
    public const string TypeName = "item.edited";
    public override string Type => TypeName;

    public Changed<string?>? Label { get; init; }
}

/// <summary>An item was handed over. It holds at the moment from which the receiver has it; while it awaits acceptance the giver holds the item. The subject is the item.</summary>
/// <param name="OwnerId">Who receives it.</param>
/// <param name="GiverId">Who held it then; absent: nobody.</param>
/// <param name="Awaits">Whether the receiver is to accept it first.</param>
/// <param name="IsStated">Whether the moment was stated. One that was not and awaits acceptance is that of the acceptance.</param>
/// <param name="IsFirst">Whether nobody held the item before that moment. Of one that awaits, its acceptance says it.</param>
/// <param name="Corrects">The transfer in whose place it stands, if any.</param>
public sealed record ItemTransferred(
    TransferId TransferId, UserId OwnerId, UserId? GiverId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Awaits = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsStated = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFirst = false,
    TransferId? Corrects = null)
    : FactData
{
    public const string TypeName = "item.transferred";
    public override string Type => TypeName;
}
