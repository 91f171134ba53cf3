using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Whose work a story may be.</summary>
public sealed class Assignees(AccessDirectory directory)
{
    /// <summary>Work is given to those who may change it.</summary>
    public Refusal? Check(Optional<UserId?> assignee, ProjectId? project) =>
        assignee is { IsGiven: true, Value: { } user } && project is { } id
            && !(directory.UserOf(user)?.Rights.In(id) is { } role && AccessTable.Allows(role, Permission.Write))
            ? Refusal.Invalid("assigneeId", "There is no such user among those who can change stories of the project.")
            : null;
}
