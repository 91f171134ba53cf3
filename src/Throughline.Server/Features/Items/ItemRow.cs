using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Items;

/// <summary>An item as it is read from the database.</summary>
sealed record ItemRow(
    Guid Id, Guid ProjectId, Guid BaseItemId, string Description, string? Label, DateTime CreatedAt, Guid? OwnerId, DateTime? Since, Guid? AwaitingId,
    Guid? AwaitingOwnerId, int Version)
{
    /// <summary>Whoever holds it goes by the name h, what awaits acceptance by w.</summary>
    public const string Columns = """
        i.id, i.project_id AS "ProjectId", i.base_item_id AS "BaseItemId", b.description, i.label, i.created_at AS "CreatedAt", h.owner_id AS "OwnerId",
        h.at AS "Since", w.id AS "AwaitingId", w.owner_id AS "AwaitingOwnerId", i.version
        """;

    /// <summary>With what it is, and what awaits acceptance.</summary>
    public const string From = """
        items i
        JOIN base_items b ON b.id = i.base_item_id
        LEFT JOIN transfers w ON w.item_id = i.id AND w.status = 0
        """;

    /// <summary>The last of its chain: who holds it now.</summary>
    public const string Holder = """
        LEFT JOIN LATERAL (
            SELECT owner_id, at FROM transfers WHERE item_id = i.id AND status = 1 ORDER BY at DESC, position DESC LIMIT 1
        ) h ON true
        """;

    public ItemResponse ToResponse() => new(new(Id), new(ProjectId), new(BaseItemId), Description, Label, Instant.FromDateTimeUtc(CreatedAt),
        OwnerId is { } owner ? new UserId(owner) : null, Since is { } since ? Instant.FromDateTimeUtc(since) : null,
        AwaitingId is { } awaiting ? new TransferId(awaiting) : null, AwaitingOwnerId is { } receiver ? new UserId(receiver) : null, Version);
}
