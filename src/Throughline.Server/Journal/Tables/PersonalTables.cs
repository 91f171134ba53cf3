using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal.Tables;

/// <summary>
/// Every column that says whose a row is, and what becomes of the row when that user is erased: the one place where it stands. A test holds it
/// against the database, so that no table comes to hold something personal without a word here.
/// </summary>
public static class PersonalTables
{
    public static IReadOnlyList<PersonalColumn> All { get; } =
    [
        Erased("accounts", "id", "mail address, name, password"),
        Erased("links", "user_id", "what lets choose a password"),
        Erased("authenticators", "user_id", "what makes the codes of the second step"),
        Erased("recovery_codes", "user_id", "codes for when the authenticator is lost"),
        Erased("passkeys", "user_id", "names and keys of devices"),
        Erased("address_changes", "user_id", "a mail address that waits to be confirmed"),
        Erased("external_logins", "user_id", "who they are at other providers"),
        Erased("invitations", "invited_by", "whom they invited"),
        Erased("views", "owner_id", "names and filters of views that they kept to themselves; those that are shared have none"),
        Erased("idempotency_keys", "actor_id", "answers to their requests"),
        Erased("uses", "user_id", "network addresses, and when"),

        Followed("secrets", "id", "it goes with its token or sign-in"),
        Followed("tokens", "user_id", "token.revoked"),
        Followed("sign_ins", "user_id", "user.signedOut"),
        Followed("members", "user_id", "member.removed"),
        Followed("users", "id", "user.erased: the row stays, so that the id is nobody else's ever"),

        Kept("uses", "credential_id", "it goes with uses.user_id"),
        Kept("passkeys", "credential_id", "a device's name for its key; it goes with passkeys.user_id"),
        Kept("journal", "actor_id", "the journal is never rewritten; of somebody erased an id is all it has"),
        Kept("journal", "credential_id", "it names a token or a sign-in, of which nothing is left"),
        Kept("stories", "assignee_id", "it follows from facts; the id is shown under a pseudonym"),
        Kept("transfers", "giver_id", "it follows from facts; the id is shown under a pseudonym"),
        Kept("transfers", "owner_id", "as above: who held a thing stays known by an id"),
        Kept("transfers", "recorded_by", "as above: who said so"),
        Kept("worker_sessions", "actor_id", "a worker at work; it ends with its lease, in an hour at most"),
    ];

    // No column says whose those are but the address, which goes with the account.
    const string InvitedSql = "DELETE FROM invitations i USING accounts a WHERE a.id = ANY ($1) AND upper(normalize(i.email, NFC)) = a.email_key";

    static readonly IReadOnlyList<string> EraseSql = [InvitedSql, .. All.Where(c => c.Fate == PersonalFate.Erased).Select(c => $"DELETE FROM {c.Table} WHERE {c.Column} = ANY ($1)")];

    /// <summary>Erases the rows of those whom the state says.</summary>
    internal static void AddErasure(NpgsqlBatch batch, State state)
    {
        if (state.Erased.Count == 0)
            return;
        foreach (var sql in EraseSql)
            batch.Add(sql, state.Erased.ToGuids());
    }

    static PersonalColumn Erased(string table, string column, string what) => new(table, column, PersonalFate.Erased, what);

    static PersonalColumn Followed(string table, string column, string why) => new(table, column, PersonalFate.FollowsFacts, why);

    static PersonalColumn Kept(string table, string column, string why) => new(table, column, PersonalFate.Kept, why);
}

/// <summary>A column that says whose a row is.</summary>
/// <param name="Note">What is personal in it, which fact it follows, or why it stays.</param>
public sealed record PersonalColumn(string Table, string Column, PersonalFate Fate, string Note);

/// <summary>What becomes of a row when its user is erased.</summary>
public enum PersonalFate
{
    Erased,

    /// <summary>A fact of the erasure takes it away, or changes it.</summary>
    FollowsFacts,

    Kept,
}
