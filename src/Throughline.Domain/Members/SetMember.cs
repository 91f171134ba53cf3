using Throughline.Domain.Access;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Members;

/// <summary>Takes a user into a project, or gives a member another role. A project that has an owner keeps one.</summary>
public sealed record SetMember(ProjectId ProjectId, UserId UserId, Role Role)
{
    /// <param name="state">Holds the project, the user and the project's members.</param>
    public Decision Decide(State state)
    {
        if (state.Projects.Find(ProjectId) is null)
            return Refusal.NotFound("project");
        if (state.Users.Find(UserId) is not { ErasedAt: null })
            return Refusal.NotFound("user");
        if (state.Members.Find(new(ProjectId, UserId)) is not { } member)
            return new Draft(ProjectId, UserId.Value, new MemberAdded(Role));
        return member.Role == Role ? Decision.Nothing
            : RemoveMember.IsLastOwner(state, member) ? RemoveMember.LastOwner
            : new Draft(ProjectId, UserId.Value, new MemberEdited(new(member.Role, Role)));
    }
}
