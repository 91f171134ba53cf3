using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Journal.Tables;

/// <summary>Transfers: of each chain just those next to the places that changes are about, however long it is.</summary>
static class TransferRows
{
    const string Columns = """
        id, project_id, item_id, giver_id, owner_id, at, until, position, status, is_stated, recorded_by, recorded_at, settled_at, corrects, replacement, reason
        """;

    // $1, $2, $3: places in chains. $4: transfers. $5, $6: transfers and the moments to which they may move.
    const string ReadSql = $"""
        WITH place AS MATERIALIZED (
            SELECT item_id, at, position FROM unnest($1, $2, $3) p (item_id, at, position)
            UNION
            SELECT item_id, at, position FROM transfers WHERE id = ANY ($4)
            UNION
            SELECT item_id, $7, 9223372036854775807 FROM transfers WHERE id = ANY ($4)
            UNION
            SELECT t.item_id, m.at, 9223372036854775807 FROM unnest($5, $6) m (id, at) JOIN transfers t USING (id)
        )
        SELECT {Columns} FROM transfers WHERE id = ANY ($4)
        UNION ALL
        SELECT n.*
        FROM place
        CROSS JOIN LATERAL (
            (SELECT {Columns} FROM transfers t
             WHERE t.item_id = place.item_id AND t.status = 1 AND (t.at, t.position) < (place.at, place.position) ORDER BY t.at DESC, t.position DESC LIMIT 1)
            UNION ALL
            (SELECT {Columns} FROM transfers t
             WHERE t.item_id = place.item_id AND t.status = 1 AND (t.at, t.position) > (place.at, place.position) ORDER BY t.at, t.position LIMIT 1)
        ) n
        UNION ALL
        SELECT {Columns} FROM transfers WHERE status = 0 AND item_id IN (SELECT item_id FROM place)
        """;

    const string InsertSql = $"""
        INSERT INTO transfers ({Columns}, node)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9), unnest($10), unnest($11), unnest($12),
               unnest($13), unnest($14), unnest($15), unnest($16), unnest($17)
        """;

    const string UpdateSql = """
        UPDATE transfers t SET at = u.at, until = u.until, node = u.node, status = u.status, settled_at = u.settled_at, replacement = u.replacement, reason = u.reason
        FROM (SELECT unnest($1) id, unnest($2) at, unnest($3) until, unnest($4) node, unnest($5) status, unnest($6) settled_at, unnest($7) replacement,
                     unnest($8) reason) u
        WHERE t.id = u.id
        """;

    public static void AddRead(NpgsqlBatch batch, Needs needs) => batch.Add(ReadSql,
        needs.Places.Column(p => p.Item.Value), needs.Places.Column(p => (Instant?)p.Place.At).AsInstants(), needs.Places.Column(p => p.Place.Position.Value),
        needs.Transfers.ToGuids(), needs.Replacements.Column(r => r.Transfer.Value), needs.Replacements.Column(r => (Instant?)r.At).AsInstants(), Needs.Latest.ToDateTimeUtc());

    public static void Read(NpgsqlDataReader row, State state)
    {
        var transfer = new Transfer(new(row.GetGuid(0)), new(row.GetGuid(1)), new(row.GetGuid(2)), row.IsDBNull(3) ? null : new UserId(row.GetGuid(3)),
            new(row.GetGuid(4)), row.GetInstant(5), row.GetBoolean(9), (TransferStatus)row.GetInt16(8), new(row.GetInt64(7)), new(row.GetGuid(10)), row.GetInstant(11))
        {
            Until = row.IsDBNull(6) ? null : row.GetInstant(6),
            SettledAt = row.IsDBNull(12) ? null : row.GetInstant(12),
            Corrects = row.IsDBNull(13) ? null : new TransferId(row.GetGuid(13)),
            CorrectedBy = row.IsDBNull(14) ? null : new TransferId(row.GetGuid(14)),
            Reason = row.IsDBNull(15) ? null : row.GetString(15),
        };
        state.Transfers.Load(transfer.Id, transfer);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        if (!state.Transfers.IsTouched)
            return;
        var (added, changed, _) = Sorted<Transfer>.Of(state.Transfers);
        var now = changed.ConvertAll(c => c.Now);
        // First: an item has one that awaits at most, and a new one may come in the place of one that does not any more.
        if (now.Count > 0)
            batch.Add(UpdateSql, now.Column(t => t.Id.Value), now.Column(t => t.At.ToDateTimeUtc()), now.Column(t => t.Until).AsInstants(),
                now.Column(t => SpanNode.Of(t.At, t.Until)), now.Column(t => (short)t.Status), now.Column(t => t.SettledAt).AsInstants(),
                now.Column(t => t.CorrectedBy?.Value), now.Column(t => t.Reason));
        if (added.Count > 0)
            batch.Add(InsertSql, added.Column(t => t.Id.Value), added.Column(t => t.ProjectId.Value), added.Column(t => t.ItemId.Value),
                added.Column(t => t.GiverId?.Value), added.Column(t => t.OwnerId.Value), added.Column(t => t.At.ToDateTimeUtc()),
                added.Column(t => t.Until).AsInstants(), added.Column(t => t.Position.Value), added.Column(t => (short)t.Status),
                added.Column(t => t.IsStated), added.Column(t => t.RecordedBy.Value), added.Column(t => t.RecordedAt.ToDateTimeUtc()),
                added.Column(t => t.SettledAt).AsInstants(), added.Column(t => t.Corrects?.Value), added.Column(t => t.CorrectedBy?.Value),
                added.Column(t => t.Reason), added.Column(t => SpanNode.Of(t.At, t.Until)));
    }
}
