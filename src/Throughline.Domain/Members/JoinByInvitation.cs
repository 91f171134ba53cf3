using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Members;

/// <summary>Somebody without an account comes into a project by an invitation: with the account that they make by it, of the address it was sent to.</summary>
/// <param name="Hash">Of the link's code.</param>
public sealed record JoinByInvitation(byte[] Hash, CreateUser Account)
{
    /// <param name="state">Holds the project with its invitations and members, who invited, and the account with the address.</param>
    public Decision Decide(State state)
    {
        if (Invitation.Find(state, Hash) is not { } invitation || Users.Account.KeyOf(Account.Email) != invitation.EmailKey)
            return TakeInvitation.Useless;
        var made = Account.Decide(state);
        return made.Refusal is not null
            ? made
            : Decision.Of([.. made.Facts, new Draft(invitation.ProjectId, Account.Id.Value, new MemberAdded(invitation.Role))]).With(s =>
            {
                made.Aside!(s);
                s.Invitations.Remove(invitation.Id);
            });
    }
}
