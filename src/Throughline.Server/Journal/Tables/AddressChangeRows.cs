using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Tables;

/// <summary>Mail addresses that accounts are to get.</summary>
static class AddressChangeRows
{
    const string ReadSql = "SELECT user_id, email, new_confirmed, old_confirmed, expires_at FROM address_changes WHERE user_id = ANY ($1)";

    const string WriteSql = """
        INSERT INTO address_changes (user_id, email, new_confirmed, old_confirmed, expires_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)
        ON CONFLICT (user_id) DO UPDATE SET
            email = excluded.email, new_confirmed = excluded.new_confirmed, old_confirmed = excluded.old_confirmed, expires_at = excluded.expires_at
        """;

    const string DeleteSql = "DELETE FROM address_changes WHERE user_id = ANY ($1)";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.AddressChangesOf.Count == 0)
            return;
        batch.Add(ReadSql, needs.AddressChangesOf.ToGuids());
        add(Read);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, changed, deleted) = Sorted<AddressChange>.Of(state.AddressChanges);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(c => c.UserId.Value));
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(c => c.UserId.Value), written.Column(c => c.Email), written.Column(c => c.IsNewConfirmed),
                written.Column(c => c.IsOldConfirmed), written.Column(c => c.ExpiresAt.ToDateTimeUtc()));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var change = new AddressChange(new(row.GetGuid(0)), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3), row.GetInstant(4));
        state.AddressChanges.Load(change.UserId, change);
    }
}
