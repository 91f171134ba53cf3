using System.Collections.Frozen;
using Throughline.Domain;
using Throughline.Domain.Access;

namespace Throughline.Server.Journal.Access;

/// <summary>What a user may do, as it follows from the journal up to some position. It never changes: other rights are another one.</summary>
public sealed record UserRights(bool IsAdministrator, bool IsDisabled, FrozenDictionary<ProjectId, Role> Roles)
{
    /// <summary>Somebody who was given nothing.</summary>
    public static UserRights None { get; } = new(false, true, FrozenDictionary<ProjectId, Role>.Empty);

    /// <summary>Deleted projects: administrators are owners of every other one.</summary>
    public FrozenSet<ProjectId> Deleted { get; init; } = [];

    /// <summary>Their role in a project; null: they don't see it. Administrators are owners everywhere.</summary>
    public Role? In(ProjectId project) => IsDisabled ? null
        : IsAdministrator ? Deleted.Contains(project) ? null : Role.Owner
        : Roles.TryGetValue(project, out var role) ? role : null;
}
