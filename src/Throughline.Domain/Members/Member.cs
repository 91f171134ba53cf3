using NodaTime;
using Throughline.Domain.Access;

namespace Throughline.Domain.Members;

/// <summary>A user's place in a project.</summary>
public sealed record Member(ProjectId ProjectId, UserId UserId, Role Role, Instant Since)
{
    public MemberKey Key => new(ProjectId, UserId);
}

/// <summary>Names a member.</summary>
public readonly record struct MemberKey(ProjectId ProjectId, UserId UserId);
