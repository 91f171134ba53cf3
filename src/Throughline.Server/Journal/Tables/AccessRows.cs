using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal.Tables;

/// <summary>Everything about who may do what. Few changes are, so most commits ask for nothing here.</summary>
static class AccessRows
{
    /// <returns>How to read the rows of each statement that was added, in their order.</returns>
    public static IReadOnlyList<Action<NpgsqlDataReader, State>> AddReads(NpgsqlBatch batch, Needs needs)
    {
        // Nothing is allocated for the changes that are many.
        List<Action<NpgsqlDataReader, State>>? reads = null;
        UserRows.AddReads(batch, needs, Add);
        MemberRows.AddReads(batch, needs, Add);
        CredentialRows.AddReads(batch, needs, Add);
        LinkRows.AddReads(batch, needs, Add);
        InvitationRows.AddReads(batch, needs, Add);
        AddressChangeRows.AddReads(batch, needs, Add);
        ExternalLoginRows.AddReads(batch, needs, Add);
        FactorRows.AddReads(batch, needs, Add);
        return reads ?? (IReadOnlyList<Action<NpgsqlDataReader, State>>)[];

        void Add(Action<NpgsqlDataReader, State> read) => (reads ??= []).Add(read);
    }

    public static void AddWrites(NpgsqlBatch batch, State state, List<JournalEntry> entries)
    {
        if (!(state.Users.IsTouched || state.Accounts.IsTouched || state.Members.IsTouched || state.Tokens.IsTouched || state.SignIns.IsTouched
            || state.Secrets.IsTouched || state.Links.IsTouched || state.Invitations.IsTouched || state.AddressChanges.IsTouched || state.ExternalLogins.IsTouched
            || state.Authenticators.IsTouched || state.RecoveryCodes.IsTouched || state.Passkeys.IsTouched || state.Erased.Count > 0))
            return;
        // First, so that what they had, such as a mail address, is free for whoever the same commit gives it to.
        PersonalTables.AddErasure(batch, state);
        UserRows.AddWrites(batch, state);
        MemberRows.AddWrites(batch, state);
        CredentialRows.AddWrites(batch, state, entries);
        LinkRows.AddWrites(batch, state);
        InvitationRows.AddWrites(batch, state);
        AddressChangeRows.AddWrites(batch, state);
        ExternalLoginRows.AddWrites(batch, state);
        FactorRows.AddWrites(batch, state);
    }
}
