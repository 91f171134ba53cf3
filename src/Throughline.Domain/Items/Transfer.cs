using NodaTime;

namespace Throughline.Domain.Items;

/// <summary>An item that was handed over, or is to be. The owner of an item at a moment is the receiver of the latest one that counts.</summary>
/// <param name="GiverId">Who held the item at its moment when it was recorded; null: nobody.</param>
/// <param name="OwnerId">Who receives the item.</param>
/// <param name="At">The moment from which the receiver holds it; one that awaits acceptance may get another.</param>
/// <param name="IsStated">Whether the moment was stated.</param>
/// <param name="Position">Of the fact that recorded it: of two at the same moment the later one counts.</param>
/// <param name="RecordedBy">Who recorded it.</param>
/// <param name="RecordedAt">When.</param>
public sealed record Transfer(
    TransferId Id, ProjectId ProjectId, ItemId ItemId, UserId? GiverId, UserId OwnerId, Instant At, bool IsStated, TransferStatus Status, Position Position,
    UserId RecordedBy, Instant RecordedAt)
{
    /// <summary>Until when the receiver holds it: the next one's moment. Null: still, or it does not count.</summary>
    public Instant? Until { get; init; }

    /// <summary>When it was accepted, refused, recalled or corrected; null: it was not.</summary>
    public Instant? SettledAt { get; init; }

    /// <summary>The transfer in whose place it stands.</summary>
    public TransferId? Corrects { get; init; }

    /// <summary>The transfer that stands in its place.</summary>
    public TransferId? CorrectedBy { get; init; }

    /// <summary>Why it was refused or corrected.</summary>
    public string? Reason { get; init; }

    public Place Place => new(At, Position);
}

/// <summary>Where a transfer stands among those of its item: by its moment; at the same moment by its position.</summary>
public readonly record struct Place(Instant At, Position Position) : IComparable<Place>
{
    /// <summary>Behind all that are there at the moment already.</summary>
    public static Place Behind(Instant at) => new(at, new Position(long.MaxValue));

    public int CompareTo(Place other) => At.CompareTo(other.At) is not 0 and var byMoment ? byMoment : Position.CompareTo(other.Position);

    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;
    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;
    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
}
