using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tokens;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Tables;

/// <summary>Tokens and sign-ins with the hashes of their secrets.</summary>
static class CredentialRows
{
    const string ReadTokensSql = """
        SELECT t.id, t.user_id, t.scopes, t.expires_at, t.created_at, s.hash, s.label, s.is_stale, s.next_salt, s.next_hash, s.earlier_hash, s.earlier_until
        FROM tokens t
        LEFT JOIN secrets s ON s.id = t.id
        WHERE t.user_id = ANY ($1)
        """;

    const string ReadSignInsSql = """
        SELECT i.id, i.user_id, i.created_at, i.expires_at, s.hash, s.label, s.is_stale, s.next_salt, s.next_hash, s.earlier_hash, s.earlier_until
        FROM sign_ins i
        LEFT JOIN secrets s ON s.id = i.id
        WHERE i.user_id = ANY ($1) OR i.user_id IN (SELECT user_id FROM links WHERE hash = ANY ($2))
        """;

    const string WriteTokensSql = """
        INSERT INTO tokens (id, user_id, scopes, expires_at, created_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)
        """;

    const string WriteSignInsSql = """
        INSERT INTO sign_ins (id, user_id, created_at, expires_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4)
        """;

    const string WriteSecretsSql = "INSERT INTO secrets (id, hash, label) SELECT unnest($1), unnest($2), unnest($3)";

    const string RenewSecretsSql = """
        UPDATE secrets s
        SET hash = n.hash, is_stale = n.is_stale, next_salt = n.next_salt, next_hash = n.next_hash, earlier_hash = n.earlier_hash, earlier_until = n.earlier_until
        FROM unnest($1, $2, $3, $4, $5, $6, $7) n (id, hash, is_stale, next_salt, next_hash, earlier_hash, earlier_until)
        WHERE s.id = n.id
        """;

    const string StaleSql = "UPDATE secrets s SET is_stale = true FROM sign_ins i WHERE i.id = s.id AND i.user_id = ANY ($1) AND NOT s.is_stale";

    const string DeleteTokensSql = "DELETE FROM tokens WHERE id = ANY ($1)";
    const string DeleteSignInsSql = "DELETE FROM sign_ins WHERE id = ANY ($1)";
    const string DeleteSecretsSql = "DELETE FROM secrets WHERE id = ANY ($1)";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.TokensOf.Count > 0)
        {
            batch.Add(ReadTokensSql, needs.TokensOf.ToGuids());
            add(ReadToken);
        }
        if (needs.SignInsOf.Count + needs.LinkHashes.Count > 0)
        {
            batch.Add(ReadSignInsSql, needs.SignInsOf.ToGuids(), needs.LinkHashes.ToArray());
            add(ReadSignIn);
        }
    }

    // A token or a sign-in never changes: it comes and it goes. What a sign-in is proved with may change.
    public static void AddWrites(NpgsqlBatch batch, State state, List<JournalEntry> entries)
    {
        var (tokens, _, revoked) = Sorted<Token>.Of(state.Tokens);
        if (revoked.Count > 0)
            batch.Add(DeleteTokensSql, revoked.Column(t => t.Id.Value));
        if (tokens.Count > 0)
            batch.Add(WriteTokensSql, tokens.Column(t => t.Id.Value), tokens.Column(t => t.UserId.Value), tokens.Column(t => (short)t.Scopes),
                tokens.Column(t => t.ExpiresAt).AsInstants(), tokens.Column(t => t.CreatedAt.ToDateTimeUtc()));
        var (signIns, _, ended) = Sorted<SignIn>.Of(state.SignIns);
        if (ended.Count > 0)
            batch.Add(DeleteSignInsSql, ended.Column(s => s.Id.Value));
        if (signIns.Count > 0)
            batch.Add(WriteSignInsSql, signIns.Column(s => s.Id.Value), signIns.Column(s => s.UserId.Value),
                signIns.Column(s => s.CreatedAt.ToDateTimeUtc()), signIns.Column(s => s.ExpiresAt.ToDateTimeUtc()));
        var (secrets, renewed, forgotten) = Sorted<Secret>.Of(state.Secrets);
        if (forgotten.Count > 0)
            batch.Add(DeleteSecretsSql, forgotten.Column(s => s.Id));
        if (secrets.Count > 0)
            batch.Add(WriteSecretsSql, secrets.Column(s => s.Id), secrets.Column(s => s.Hash), secrets.Column(s => s.Label));
        if (renewed.Count > 0)
            batch.Add(RenewSecretsSql, renewed.Column(s => s.Now.Id), renewed.Column(s => s.Now.Hash), renewed.Column(s => s.Now.IsStale),
                renewed.Column(s => s.Now.Next?.Salt), renewed.Column(s => s.Now.Next?.Hash), renewed.Column(s => s.Now.EarlierHash), renewed.Column(s => s.Now.EarlierUntil).AsInstants());
        AddStale(batch, state, entries);
    }

    // In the commit of what changed the role, so that no node forgets it, and after what that commit renewed. Which sign-ins the users have
    // nobody needs to have asked for.
    static void AddStale(NpgsqlBatch batch, State state, List<JournalEntry> entries)
    {
        if (!(state.Members.IsTouched || state.Users.IsTouched))
            return;
        HashSet<UserId> users = [.. entries.Where(e => RenewSignIn.IsDueAfter(e.Fact)).Select(e => new UserId(e.SubjectId))];
        if (users.Count > 0)
            batch.Add(StaleSql, users.ToGuids());
    }

    static void ReadToken(NpgsqlDataReader row, State state)
    {
        var token = new Token(new(row.GetGuid(0)), new(row.GetGuid(1)), (Scopes)row.GetInt16(2), row.IsDBNull(3) ? null : row.GetInstant(3), row.GetInstant(4));
        state.Tokens.Load(token.Id, token);
        ReadSecret(row, 5, token.Id.Value, state);
    }

    static void ReadSignIn(NpgsqlDataReader row, State state)
    {
        var signIn = new SignIn(new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetInstant(2), row.GetInstant(3));
        state.SignIns.Load(signIn.Id, signIn);
        ReadSecret(row, 4, signIn.Id.Value, state);
    }

    static void ReadSecret(NpgsqlDataReader row, int column, Guid id, State state)
    {
        if (!row.IsDBNull(column))
            state.Secrets.Load(id, new Secret(id, row.GetFieldValue<byte[]>(column), row.GetString(column + 1), row.GetBoolean(column + 2),
                row.IsDBNull(column + 3) ? null : new NextSecret(row.GetFieldValue<byte[]>(column + 3), row.GetFieldValue<byte[]>(column + 4)),
                row.IsDBNull(column + 5) ? null : row.GetFieldValue<byte[]>(column + 5), row.IsDBNull(column + 6) ? null : row.GetInstant(column + 6)));
    }
}
