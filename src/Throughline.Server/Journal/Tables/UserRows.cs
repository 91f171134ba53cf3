using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Tables;

/// <summary>Users and their accounts. A link or a mail address names a user as well as an id does.</summary>
static class UserRows
{
    const string ReadSql = """
        SELECT u.id, u.is_administrator, u.is_disabled, u.version, u.created_at, u.updated_at, u.erased_at, a.email, a.name, a.password_hash
        FROM users u
        LEFT JOIN accounts a ON a.id = u.id
        WHERE u.id = ANY ($1)
           OR u.id IN (SELECT id FROM accounts WHERE email_key = ANY ($2))
           OR u.id IN (SELECT user_id FROM links WHERE hash = ANY ($3))
           OR ($4 AND u.is_administrator AND NOT u.is_disabled)
        """;

    const string AnySql = "SELECT true FROM users LIMIT 1";

    const string WriteSql = """
        INSERT INTO users (id, is_administrator, is_disabled, version, created_at, updated_at, erased_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7)
        ON CONFLICT (id) DO UPDATE SET
            is_administrator = excluded.is_administrator, is_disabled = excluded.is_disabled, version = excluded.version,
            updated_at = excluded.updated_at, erased_at = excluded.erased_at
        """;

    const string WriteAccountsSql = """
        INSERT INTO accounts (id, email, email_key, name, password_hash)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)
        ON CONFLICT (id) DO UPDATE SET
            email = excluded.email, email_key = excluded.email_key, name = excluded.name, password_hash = excluded.password_hash
        """;

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.Users.Count + needs.EmailKeys.Count + needs.LinkHashes.Count > 0 || needs.AllAdministrators)
        {
            batch.Add(ReadSql, needs.Users.ToGuids(), needs.EmailKeys.ToArray(), needs.LinkHashes.ToArray(), needs.AllAdministrators);
            add(Read);
        }
        if (needs.HasUsers)
        {
            batch.Add(AnySql);
            add(static (_, state) => state.HasUsers = true);
        }
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, changed, _) = Sorted<User>.Of(state.Users);
        var users = added.Concat(changed.Select(c => c.Now)).ToList();
        if (users.Count > 0)
            batch.Add(WriteSql, users.Column(u => u.Id.Value), users.Column(u => u.IsAdministrator), users.Column(u => u.IsDisabled),
                users.Column(u => u.Version), users.Column(u => u.CreatedAt.ToDateTimeUtc()), users.Column(u => u.UpdatedAt.ToDateTimeUtc()),
                users.Column(u => u.ErasedAt?.Value));
        // Accounts that went are among the personal rows.
        var (made, edited, _) = Sorted<Account>.Of(state.Accounts);
        var accounts = made.Concat(edited.Select(c => c.Now)).ToList();
        if (accounts.Count > 0)
            batch.Add(WriteAccountsSql, accounts.Column(a => a.Id.Value), accounts.Column(a => a.Email), accounts.Column(a => a.EmailKey),
                accounts.Column(a => a.Name), accounts.Column(a => a.PasswordHash));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var user = new User(new(row.GetGuid(0)), row.GetBoolean(1), row.GetBoolean(2), row.GetInt32(3), row.GetInstant(4), row.GetInstant(5),
            row.IsDBNull(6) ? null : new Position(row.GetInt64(6)));
        state.Users.Load(user.Id, user);
        if (!row.IsDBNull(7))
            state.Accounts.Load(user.Id, new Account(user.Id, row.GetString(7), row.GetString(8), row.IsDBNull(9) ? null : row.GetString(9)));
    }
}
