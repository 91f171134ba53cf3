using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Tables;

/// <summary>Links that are good for one use.</summary>
static class LinkRows
{
    const string ReadSql = """
        SELECT id, user_id, hash, expires_at
        FROM links
        WHERE user_id = ANY ($1) OR user_id IN (SELECT user_id FROM links WHERE hash = ANY ($2)) OR ($3 AND user_id IS NULL)
        """;

    const string WriteSql = "INSERT INTO links (id, user_id, hash, expires_at) SELECT unnest($1), unnest($2), unnest($3), unnest($4)";
    const string DeleteSql = "DELETE FROM links WHERE id = ANY ($1)";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.LinksOf.Count + needs.LinkHashes.Count == 0 && !needs.SetUpLinks)
            return;
        batch.Add(ReadSql, needs.LinksOf.ToGuids(), needs.LinkHashes.ToArray(), needs.SetUpLinks);
        add(Read);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, _, deleted) = Sorted<Link>.Of(state.Links);
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(l => l.Id));
        if (added.Count > 0)
            batch.Add(WriteSql, added.Column(l => l.Id), added.Column(l => l.UserId?.Value), added.Column(l => l.Hash),
                added.Column(l => l.ExpiresAt.ToDateTimeUtc()));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var link = new Link(row.GetGuid(0), row.IsDBNull(1) ? null : new UserId(row.GetGuid(1)), row.GetFieldValue<byte[]>(2), row.GetInstant(3));
        state.Links.Load(link.Id, link);
    }
}
