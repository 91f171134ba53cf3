using Throughline.Domain.Access;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Members;

/// <summary>Takes a member out of a project, or a member leaves it.</summary>
public sealed record RemoveMember(ProjectId ProjectId, UserId UserId)
{
    internal static readonly Refusal LastOwner =
        Refusal.Conflict("last-owner", "It is the project's last owner. Make somebody else one first, or delete the project.");

    /// <param name="state">Holds the project's members.</param>
    public Decision Decide(State state) => state.Members.Find(new(ProjectId, UserId)) is not { } member ? Refusal.NotFound("member")
        : IsLastOwner(state, member) ? LastOwner
        : new Draft(ProjectId, UserId.Value, new MemberRemoved(member.Role));

    internal static bool IsLastOwner(State state, Member member) => member.Role == Role.Owner
        && !state.Members.All.Any(m => m.ProjectId == member.ProjectId && m.UserId != member.UserId && m.Role == Role.Owner);
}
