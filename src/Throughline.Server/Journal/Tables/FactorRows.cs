using Npgsql;
using NpgsqlTypes;
using Throughline.Domain;
using Throughline.Domain.Factors;

namespace Throughline.Server.Journal.Tables;

/// <summary>By what, beside a password, users prove who they are.</summary>
static class FactorRows
{
    const string Whose = "user_id = ANY ($1) OR user_id IN (SELECT user_id FROM links WHERE hash = ANY ($2))";

    const string ReadAuthenticatorsSql = $"SELECT user_id, secret, is_on, last_step, created_at FROM authenticators WHERE {Whose}";

    const string ReadCodesSql = $"SELECT user_id, hash FROM recovery_codes WHERE {Whose}";

    const string ReadPasskeysSql = $"""
        SELECT id, user_id, credential_id, public_key, sign_count, transports, is_synced, name, created_at, last_used_at
        FROM passkeys
        WHERE {Whose} OR credential_id = ANY ($3)
        """;

    const string WriteAuthenticatorsSql = """
        INSERT INTO authenticators (user_id, secret, is_on, last_step, created_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)
        ON CONFLICT (user_id) DO UPDATE SET
            secret = excluded.secret, is_on = excluded.is_on, last_step = excluded.last_step, created_at = excluded.created_at
        """;

    const string WriteCodesSql = "INSERT INTO recovery_codes (user_id, hash) SELECT unnest($1), unnest($2)";

    const string WritePasskeySql = """
        INSERT INTO passkeys (id, user_id, credential_id, public_key, sign_count, transports, is_synced, name, created_at, last_used_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET sign_count = excluded.sign_count, name = excluded.name, last_used_at = excluded.last_used_at
        """;

    const string DeleteAuthenticatorsSql = "DELETE FROM authenticators WHERE user_id = ANY ($1)";

    const string DeleteCodesSql = "DELETE FROM recovery_codes USING unnest($1, $2) AS gone (user_id, hash) WHERE recovery_codes.user_id = gone.user_id AND recovery_codes.hash = gone.hash";

    const string DeletePasskeysSql = "DELETE FROM passkeys WHERE id = ANY ($1)";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.FactorsOf.Count + needs.LinkHashes.Count + needs.CredentialIds.Count == 0)
            return;
        var (users, links) = (needs.FactorsOf.ToGuids(), needs.LinkHashes.ToArray());
        batch.Add(ReadAuthenticatorsSql, users, links);
        add(ReadAuthenticator);
        batch.Add(ReadCodesSql, users, links);
        add(ReadCode);
        batch.Add(ReadPasskeysSql, users, links, needs.CredentialIds.ToArray());
        add(ReadPasskey);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (begun, changed, removed) = Sorted<Authenticator>.Of(state.Authenticators);
        if (removed.Count > 0)
            batch.Add(DeleteAuthenticatorsSql, removed.Column(a => a.UserId.Value));
        var authenticators = begun.Concat(changed.Select(c => c.Now)).ToList();
        if (authenticators.Count > 0)
            batch.Add(WriteAuthenticatorsSql, authenticators.Column(a => a.UserId.Value), authenticators.Column(a => a.Secret), authenticators.Column(a => a.IsOn),
                authenticators.Column(a => a.LastStep), authenticators.Column(a => a.CreatedAt.ToDateTimeUtc()));
        var (made, _, used) = Sorted<RecoveryCode>.Of(state.RecoveryCodes);
        if (used.Count > 0)
            batch.Add(DeleteCodesSql, used.Column(c => c.UserId.Value), used.Column(c => c.Hash));
        if (made.Count > 0)
            batch.Add(WriteCodesSql, made.Column(c => c.UserId.Value), made.Column(c => c.Hash));
        var (added, edited, gone) = Sorted<Passkey>.Of(state.Passkeys);
        if (gone.Count > 0)
            batch.Add(DeletePasskeysSql, gone.Column(p => p.Id.Value));
        // Its transports are an array, of which there is no column; and few are written at a time.
        foreach (var passkey in added.Concat(edited.Select(e => e.Now)))
            batch.Add(WritePasskeySql, passkey.Id.Value, passkey.UserId.Value, passkey.CredentialId, passkey.PublicKey, passkey.SignCount, passkey.Transports, passkey.IsSynced,
                passkey.Name, passkey.CreatedAt.ToDateTimeUtc(),
                new NpgsqlParameter { Value = passkey.LastUsedAt?.ToDateTimeUtc() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }

    static void ReadAuthenticator(NpgsqlDataReader row, State state)
    {
        var authenticator = new Authenticator(new(row.GetGuid(0)), row.GetFieldValue<byte[]>(1), row.GetBoolean(2), row.GetInt64(3), row.GetInstant(4));
        state.Authenticators.Load(authenticator.UserId, authenticator);
    }

    static void ReadCode(NpgsqlDataReader row, State state)
    {
        var code = new RecoveryCode(new(row.GetGuid(0)), row.GetFieldValue<byte[]>(1));
        state.RecoveryCodes.Load(code.Id, code);
    }

    static void ReadPasskey(NpgsqlDataReader row, State state)
    {
        var passkey = new Passkey(new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), row.GetInt64(4),
            row.GetFieldValue<string[]>(5), row.GetBoolean(6), row.GetString(7), row.GetInstant(8), row.IsDBNull(9) ? null : row.GetInstant(9));
        state.Passkeys.Load(passkey.Id, passkey);
    }
}
