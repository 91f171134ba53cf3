using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Which users a request may name. Until accounts exist the only one is the local user.</summary>
public static class Users
{
    public static Refusal? CheckAssignee(Optional<UserId?> assignee) =>
        assignee is { IsGiven: true, Value: { } user } && user != UserId.Local
            ? Refusal.Invalid("assigneeId", "There is no such user.")
            : null;
}
