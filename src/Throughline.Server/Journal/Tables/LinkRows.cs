using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Tables;

/// <summary>Links that are good for one use.</summary>
static class LinkRows
{
    const string ReadSql = """
        SELECT id, purpose, user_id, hash, expires_at, address, tries
        FROM links
        WHERE user_id = ANY ($1) OR user_id IN (SELECT user_id FROM links WHERE hash = ANY ($2)) OR ($3 AND user_id IS NULL)
        """;

    const string WriteSql = """
        INSERT INTO links (id, purpose, user_id, hash, expires_at, address, tries)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7)
        ON CONFLICT (id) DO UPDATE SET tries = excluded.tries
        """;

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
        var (added, tried, deleted) = Sorted<Link>.Of(state.Links);
        var links = added.Concat(tried.Select(t => t.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(l => l.Id));
        if (links.Count > 0)
            batch.Add(WriteSql, links.Column(l => l.Id), links.Column(l => (short)l.Purpose), links.Column(l => l.UserId?.Value), links.Column(l => l.Hash),
                links.Column(l => l.ExpiresAt.ToDateTimeUtc()), links.Column(l => l.Address), links.Column(l => l.Tries));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var link = new Link(row.GetGuid(0), (LinkPurpose)row.GetInt16(1), row.IsDBNull(2) ? null : new UserId(row.GetGuid(2)),
            row.GetFieldValue<byte[]>(3), row.GetInstant(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetInt32(6));
        state.Links.Load(link.Id, link);
    }
}
