using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Tables;

/// <summary>Whom identities elsewhere sign in. One never changes: it comes and it goes.</summary>
static class ExternalLoginRows
{
    const string ReadSql = """
        SELECT provider, subject, user_id, label, created_at
        FROM external_logins
        WHERE user_id = ANY ($1) OR (provider, subject) IN (SELECT * FROM unnest($2, $3))
        """;

    const string WriteSql = """
        INSERT INTO external_logins (provider, subject, user_id, label, created_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)
        """;

    const string DeleteSql = "DELETE FROM external_logins e USING unnest($1, $2) d (provider, subject) WHERE e.provider = d.provider AND e.subject = d.subject";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.ExternalLoginsOf.Count + needs.ExternalIdentities.Count == 0)
            return;
        var identities = needs.ExternalIdentities.ToList();
        batch.Add(ReadSql, needs.ExternalLoginsOf.ToGuids(), identities.Column(i => i.Provider), identities.Column(i => i.Subject));
        add(Read);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, _, deleted) = Sorted<ExternalLogin>.Of(state.ExternalLogins);
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(l => l.Identity.Provider), deleted.Column(l => l.Identity.Subject));
        if (added.Count > 0)
            batch.Add(WriteSql, added.Column(l => l.Identity.Provider), added.Column(l => l.Identity.Subject), added.Column(l => l.UserId.Value),
                added.Column(l => l.Label), added.Column(l => l.CreatedAt.ToDateTimeUtc()));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var login = new ExternalLogin(new(row.GetString(0), row.GetString(1)), new(row.GetGuid(2)), row.GetString(3), row.GetInstant(4));
        state.ExternalLogins.Load(login.Identity, login);
    }
}
