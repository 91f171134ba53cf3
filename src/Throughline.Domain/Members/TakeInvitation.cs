using Throughline.Domain.Facts;

namespace Throughline.Domain.Members;

/// <summary>Somebody who has an account comes into a project by an invitation, whichever address it was sent to: whoever has its link was let in.</summary>
/// <param name="Hash">Of the link's code.</param>
public sealed record TakeInvitation(byte[] Hash, UserId UserId)
{
    public static Refusal Useless => Refusal.Invalid("code", "This invitation was used or taken back, has expired or never was one. Ask for another.");

    /// <param name="state">Holds the project with its invitations and members, who invited, and the user.</param>
    public Decision Decide(State state)
    {
        if (Invitation.Find(state, Hash) is not { } invitation || state.Users.Find(UserId) is not { IsDisabled: false })
            return Useless;
        var decision = state.Members.Find(new(invitation.ProjectId, UserId)) switch
        {
            null => Decision.Of(Fact(new MemberAdded(invitation.Role))),
            { Role: var role } when role < invitation.Role => Decision.Of(Fact(new MemberEdited(new(role, invitation.Role)))),
            // An invitation takes nothing from anybody.
            _ => Decision.Nothing,
        };
        return decision.With(s => s.Invitations.Remove(invitation.Id));

        Draft Fact(FactData data) => new(invitation.ProjectId, UserId.Value, data);
    }
}
