using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Features.Items.Transfers;

/// <summary>A transfer as the API shows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="ProjectId">The project of the item.</param>
/// <param name="ItemId">What was handed over.</param>
/// <param name="GiverId">Who held it at that moment, as far as it was known when it was recorded; null: nobody.</param>
/// <param name="OwnerId">Who received it, or is to.</param>
/// <param name="At">From when on they hold it; of one that awaits acceptance and has no stated moment, when it was handed over.</param>
/// <param name="Until">Until when they held it; null: they hold it still, or it does not count.</param>
/// <param name="Held">For how long they held it, until now if they do still; null: it does not count.</param>
/// <param name="Status">Awaiting, Accepted, Refused, Recalled or Corrected. Only accepted ones count.</param>
/// <param name="RecordedBy">Who recorded it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="SettledAt">When it was accepted, refused, recalled or corrected; null: it was not.</param>
/// <param name="Corrects">The transfer in whose place it stands, if any.</param>
/// <param name="CorrectedBy">The transfer that stands in its place, if any.</param>
/// <param name="Reason">Why it was refused or corrected.</param>
public sealed record TransferResponse(
    TransferId Id, ProjectId ProjectId, ItemId ItemId, UserId? GiverId, UserId OwnerId, Instant At, Instant? Until, Seconds? Held, TransferStatus Status,
    UserId RecordedBy, Instant RecordedAt, Instant? SettledAt, TransferId? Corrects, TransferId? CorrectedBy, string? Reason)
{
    public static TransferResponse Of(Transfer transfer, Instant now) => new(transfer.Id, transfer.ProjectId, transfer.ItemId, transfer.GiverId, transfer.OwnerId,
        transfer.At, transfer.Until, HeldFor(transfer.Status, transfer.At, transfer.Until, now), transfer.Status, transfer.RecordedBy, transfer.RecordedAt,
        transfer.SettledAt, transfer.Corrects, transfer.CorrectedBy, transfer.Reason);

    internal static Seconds? HeldFor(TransferStatus status, Instant at, Instant? until, Instant now) => status != TransferStatus.Accepted ? null
        : new Seconds(Math.Max(0, (long)((until ?? now) - at).TotalSeconds));
}

/// <summary>What was handed over in one step.</summary>
/// <param name="Transfers">One for each item, in the order of the items.</param>
public sealed record TransfersResponse(IReadOnlyList<TransferResponse> Transfers);
