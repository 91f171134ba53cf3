using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Journal.Tables;

/// <summary>Base items and items. What there is of their transfers a change reads with them.</summary>
static class ItemRows
{
    const string BaseItemsSql = """
        SELECT id, project_id, description, item_count, version, created_at, updated_at
        FROM base_items
        WHERE id IN (SELECT unnest($1) UNION SELECT base_item_id FROM items WHERE id = ANY ($2))
        """;

    const string ItemsSql = """
        SELECT id, project_id, base_item_id, label, version, created_at
        FROM items
        WHERE id IN (SELECT unnest($1) UNION SELECT item_id FROM transfers WHERE id = ANY ($2))
        """;

    const string WriteBaseItemsSql = """
        INSERT INTO base_items (id, project_id, description, item_count, version, created_at, updated_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7)
        ON CONFLICT (id) DO UPDATE SET description = excluded.description, item_count = excluded.item_count, version = excluded.version, updated_at = excluded.updated_at
        """;

    const string DeleteBaseItemsSql = "DELETE FROM base_items WHERE id = ANY ($1)";

    const string InsertItemsSql = """
        INSERT INTO items (id, project_id, base_item_id, label, version, created_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6)
        """;

    const string UpdateItemsSql = """
        UPDATE items i SET label = u.label, version = u.version FROM (SELECT unnest($1) id, unnest($2) label, unnest($3) version) u WHERE i.id = u.id
        """;

    /// <returns>How the rows of each statement are taken over, in the order of the statements.</returns>
    public static IReadOnlyList<Action<NpgsqlDataReader, State>> AddReads(NpgsqlBatch batch, Needs needs)
    {
        if (needs.BaseItems.Count + needs.Items.Count + needs.Transfers.Count == 0)
            return [];
        var reads = new List<Action<NpgsqlDataReader, State>>();
        batch.Add(BaseItemsSql, needs.BaseItems.ToGuids(), needs.Items.ToGuids());
        reads.Add(ReadBaseItem);
        if (needs.Items.Count + needs.Transfers.Count == 0)
            return reads;
        batch.Add(ItemsSql, needs.Items.ToGuids(), needs.Transfers.ToGuids());
        reads.Add(ReadItem);
        TransferRows.AddRead(batch, needs);
        reads.Add(TransferRows.Read);
        return reads;
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        if (state.BaseItems.IsTouched)
            AddBaseItems(batch, state);
        if (!state.Items.IsTouched)
            return;
        var (added, changed, _) = Sorted<Item>.Of(state.Items);
        if (added.Count > 0)
            batch.Add(InsertItemsSql, added.Column(i => i.Id.Value), added.Column(i => i.ProjectId.Value), added.Column(i => i.BaseItemId.Value),
                added.Column(i => i.Label), added.Column(i => i.Version), added.Column(i => i.CreatedAt.ToDateTimeUtc()));
        var edited = changed.Select(c => c.Now).ToList();
        if (edited.Count > 0)
            batch.Add(UpdateItemsSql, edited.Column(i => i.Id.Value), edited.Column(i => i.Label), edited.Column(i => i.Version));
    }

    static void AddBaseItems(NpgsqlBatch batch, State state)
    {
        var (added, changed, deleted) = Sorted<BaseItem>.Of(state.BaseItems);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteBaseItemsSql, deleted.Column(b => b.Id.Value));
        if (written.Count > 0)
            batch.Add(WriteBaseItemsSql, written.Column(b => b.Id.Value), written.Column(b => b.ProjectId.Value), written.Column(b => b.Description),
                written.Column(b => b.ItemCount), written.Column(b => b.Version), written.Column(b => b.CreatedAt.ToDateTimeUtc()),
                written.Column(b => b.UpdatedAt.ToDateTimeUtc()));
    }

    static void ReadBaseItem(NpgsqlDataReader row, State state)
    {
        var kind = new BaseItem(new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.GetInstant(5), row.GetInstant(6));
        state.BaseItems.Load(kind.Id, kind);
    }

    static void ReadItem(NpgsqlDataReader row, State state)
    {
        var item = new Item(new(row.GetGuid(0)), new(row.GetGuid(1)), new(row.GetGuid(2)), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt32(4), row.GetInstant(5));
        state.Items.Load(item.Id, item);
    }
}
