using Throughline.Domain.Access;

namespace Throughline.Domain.Facts;

/// <summary>A user is in the project from here on. The subject is the user.</summary>
public sealed record MemberAdded(Role Role) : FactData
{
    public const string TypeName = "member.added";
    public override string Type => TypeName;
}

/// <summary>A member has another role. The subject is the user.</summary>
public sealed record MemberEdited(Changed<Role> Role) : FactData
{
    public const string TypeName = "member.edited";
    public override string Type => TypeName;
}

/// <summary>A user is no longer in the project. The subject is the user.</summary>
public sealed record MemberRemoved(Role Role) : FactData
{
    public const string TypeName = "member.removed";
    public override string Type => TypeName;
}

/// <summary>Somebody was invited into the project. The subject is the invitation; the address that it was sent to stands beside the journal.</summary>
public sealed record MemberInvited(Role Role) : FactData
{
    public const string TypeName = "member.invited";
    public override string Type => TypeName;
}

/// <summary>An invitation was taken back before anybody used it. The subject is the invitation.</summary>
public sealed record InvitationRevoked(Role Role) : FactData
{
    public const string TypeName = "member.uninvited";
    public override string Type => TypeName;
}
