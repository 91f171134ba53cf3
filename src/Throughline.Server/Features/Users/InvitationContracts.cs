using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Users;

/// <summary>An invitation, by the code of its link.</summary>
public sealed record TakeInvitationRequest
{
    /// <summary>What stands behind the # of the link.</summary>
    public required string? Code { get; init; }
}

/// <summary>An account to be made by an invitation.</summary>
public sealed record JoinByInvitationRequest
{
    /// <summary>What stands behind the # of the link.</summary>
    public required string? Code { get; init; }

    /// <summary>What people call them, 1 to 100 characters.</summary>
    [StringLength(Account.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>12 to 128 characters.</summary>
    [StringLength(Passwords.Longest, MinimumLength = Passwords.Shortest)]
    public required string? Password { get; init; }
}

/// <summary>What an invitation is to.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="ProjectKey">Its key.</param>
/// <param name="Email">Where the invitation was sent; an account that is made by it has this address.</param>
/// <param name="Role">What they are to be there: Viewer, Worker, Member or Owner.</param>
/// <param name="InvitedBy">Name of who invites.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
public sealed record InvitationDetails(string Project, string ProjectKey, string Email, Role Role, string InvitedBy, Instant ExpiresAt);

/// <summary>Where somebody came by an invitation.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ProjectKey">Its key.</param>
/// <param name="Role">What they are there: Viewer, Worker, Member or Owner.</param>
public sealed record TakenInvitation(ProjectId ProjectId, string ProjectKey, Role Role);
