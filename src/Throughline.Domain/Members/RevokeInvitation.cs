using Throughline.Domain.Facts;

namespace Throughline.Domain.Members;

/// <summary>Takes an invitation back: its link is good for nothing any more.</summary>
public sealed record RevokeInvitation(ProjectId ProjectId, InvitationId Id)
{
    /// <param name="state">Holds the project's invitations.</param>
    public Decision Decide(State state) => state.Invitations.Find(Id) is not { } invitation || invitation.ProjectId != ProjectId
        ? Refusal.NotFound("invitation")
        : Decision.Of(new Draft(ProjectId, Id.Value, new InvitationRevoked(invitation.Role))).With(s => s.Invitations.Remove(Id));
}
