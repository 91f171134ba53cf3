using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Which users a request may name.</summary>
public sealed class Users(AccessDirectory directory)
{
    /// <summary>Work is given to those who may change it.</summary>
    public Refusal? CheckAssignee(Optional<UserId?> assignee, ProjectId? project) =>
        assignee is { IsGiven: true, Value: { } user } && project is { } id
            && !(directory.UserOf(user)?.Rights.In(id) is { } role && AccessTable.Allows(role, Permission.Write))
            ? Refusal.Invalid("assigneeId", "There is no such user among those who can change stories of the project.")
            : null;
}
