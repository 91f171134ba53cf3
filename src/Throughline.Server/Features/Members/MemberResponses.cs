using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Json;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

/// <summary>Somebody who is in a project.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Email">Their mail address.</param>
/// <param name="Role">Viewer, Worker, Member or Owner.</param>
/// <param name="Since">Since when.</param>
public sealed record MemberResponse(UserId UserId, string Name, string Email, Role Role, Instant Since)
{
    /// <param name="state">Holds the member and their account.</param>
    public static MemberResponse Of(State state, ProjectId project, UserId user)
    {
        var (member, account) = (state.Members.Get(new(project, user)), state.Accounts.Find(user));
        return new MemberResponse(user, account?.Name ?? "", account?.Email ?? "", member.Role, member.Since);
    }
}

/// <summary>Who is to be in the project.</summary>
public sealed record AddMemberRequest
{
    /// <summary>Their mail address, at most 254 characters.</summary>
    [StringLength(Account.EmailLength, MinimumLength = 3)]
    public required string? Email { get; init; }

    /// <summary>Viewer, Worker, Member or Owner.</summary>
    public required Role Role { get; init; }
}

/// <summary>Another role.</summary>
public sealed record EditMemberRequest
{
    /// <summary>Viewer, Worker, Member or Owner.</summary>
    public required Role Role { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(MemberResponse))]
[JsonSerializable(typeof(Page<MemberResponse>))]
[JsonSerializable(typeof(InvitationResponse))]
[JsonSerializable(typeof(Page<InvitationResponse>))]
[JsonSerializable(typeof(AddMemberRequest))]
[JsonSerializable(typeof(EditMemberRequest))]
sealed partial class MembersJson : JsonSerializerContext;
