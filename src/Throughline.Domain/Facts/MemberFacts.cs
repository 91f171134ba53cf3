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
