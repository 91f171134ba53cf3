using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;

namespace Throughline.Server.Features.Members;

/// <summary>Somebody who is invited into a project and has not come yet.</summary>
/// <param name="Id">Identity of the invitation.</param>
/// <param name="Email">Where it was sent.</param>
/// <param name="Role">What they are to be: Viewer, Worker, Member or Owner.</param>
/// <param name="InvitedAt">Since when.</param>
/// <param name="ExpiresAt">Until when its link is good.</param>
public sealed record InvitationResponse(InvitationId Id, string Email, Role Role, Instant InvitedAt, Instant ExpiresAt)
{
    /// <summary>Path of the page on which it is taken, good for one use; whoever has it can. Null: it was shown before, or went by mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    public static InvitationResponse Of(Invitation invitation, string? link) =>
        new(invitation.Id, invitation.Email, invitation.Role, invitation.CreatedAt, invitation.ExpiresAt) { Link = link };
}
