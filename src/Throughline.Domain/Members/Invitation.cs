using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Users;

namespace Throughline.Domain.Members;

/// <summary>An invitation into a project, which waits for whoever gets its link. It holds an address, so no fact tells it.</summary>
/// <param name="Email">Where the link was sent, as it was spelt.</param>
/// <param name="Role">What they are to be.</param>
/// <param name="InvitedBy">Whose invitation it is: it is good as long as they may invite.</param>
/// <param name="Hash">SHA-256 of the link's code: 32 bytes.</param>
public sealed record Invitation(
    InvitationId Id, ProjectId ProjectId, string Email, Role Role, UserId InvitedBy, byte[] Hash, Instant CreatedAt, Instant ExpiresAt)
{
    public string EmailKey => Account.KeyOf(Email);

    /// <summary>The good invitation that a code opens.</summary>
    /// <param name="state">Holds the project's invitations and members, and who invited.</param>
    /// <param name="hash">Of the code.</param>
    internal static Invitation? Find(State state, ReadOnlySpan<byte> hash)
    {
        foreach (var invitation in state.Invitations.All)
            if (invitation.Hash.AsSpan().SequenceEqual(hash))
                return invitation.ExpiresAt > state.Now && state.Projects.Find(invitation.ProjectId) is not null && MayInvite(state, invitation) ? invitation : null;
        return null;
    }

    // Whoever may not let anybody in any more does not do it by what they left behind.
    static bool MayInvite(State state, Invitation invitation) => state.Users.Find(invitation.InvitedBy) is { IsDisabled: false } by
        && (by.IsAdministrator || state.Members.Find(new(invitation.ProjectId, by.Id))?.Role == Role.Owner);
}
