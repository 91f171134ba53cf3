using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Items;

/// <summary>Whom things can be handed to.</summary>
public sealed class Receivers(AccessDirectory directory)
{
    /// <summary>Things are held by those who can hand them on, so that nothing gets stuck with somebody who may not.</summary>
    public Refusal? Check(UserId? owner, ProjectId project) =>
        owner is { } user && !(directory.UserOf(user)?.Rights.In(project) is { } role && AccessTable.Allows(role, Permission.HandOver))
            ? Refusal.Invalid("ownerId", "There is no such user among those who can hold items of the project: its workers, members and owners.")
            : null;
}
