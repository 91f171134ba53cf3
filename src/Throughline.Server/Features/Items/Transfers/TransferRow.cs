using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Features.Items.Transfers;

/// <summary>A transfer as it is read from the database.</summary>
sealed record TransferRow(
    Guid Id, Guid ProjectId, Guid ItemId, Guid? GiverId, Guid OwnerId, DateTime At, DateTime? Until, long Position, short Status, Guid RecordedBy,
    DateTime RecordedAt, DateTime? SettledAt, Guid? Corrects, Guid? CorrectedBy, string? Reason)
{
    public const string Columns = """
        t.id, t.project_id AS "ProjectId", t.item_id AS "ItemId", t.giver_id AS "GiverId", t.owner_id AS "OwnerId", t.at, t.until, t.position, t.status,
        t.recorded_by AS "RecordedBy", t.recorded_at AS "RecordedAt", t.settled_at AS "SettledAt", t.corrects, t.replacement AS "CorrectedBy", t.reason
        """;

    public TransferResponse ToResponse(Instant now)
    {
        var (at, until, status) = (Instant.FromDateTimeUtc(At), Moment(Until), (TransferStatus)Status);
        return new(new(Id), new(ProjectId), new(ItemId), GiverId is { } giver ? new UserId(giver) : null, new(OwnerId), at, until,
            TransferResponse.HeldFor(status, at, until, now), status, new(RecordedBy), Instant.FromDateTimeUtc(RecordedAt), Moment(SettledAt),
            Corrects is { } wrong ? new TransferId(wrong) : null, CorrectedBy is { } right ? new TransferId(right) : null, Reason);
    }

    static Instant? Moment(DateTime? at) => at is { } some ? Instant.FromDateTimeUtc(some) : null;
}
