using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>Who held an item at a moment: the receiver of its latest transfer that counts. One look into the item's chain, however long that is.</summary>
static class OwnerQuery
{
    const string Sql = """
        SELECT id, owner_id AS "OwnerId", at, until
        FROM transfers
        WHERE item_id = @item AND status = 1 AND at <= @moment
        ORDER BY at DESC, position DESC
        LIMIT 1
        """;

    public static async Task<OwnerResponse> AskAsync(NpgsqlConnection connection, ItemId item, Instant at, CancellationToken cancellation)
    {
        var found = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(Sql, new { item = item.Value, moment = at.ToDateTimeUtc() }, cancellationToken: cancellation));
        return found is null ? new(item, at, null, null, null, null)
            : new(item, at, new UserId(found.OwnerId), new TransferId(found.Id), Instant.FromDateTimeUtc(found.At),
                found.Until is { } until ? Instant.FromDateTimeUtc(until) : null);
    }

    sealed record Row(Guid Id, Guid OwnerId, DateTime At, DateTime? Until);
}
