using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Who makes the request. Until accounts exist it is always the local user, and only loopback reaches the server.</summary>
public readonly record struct CurrentUser(UserId Id)
{
    public static ValueTask<CurrentUser> BindAsync(HttpContext _) => ValueTask.FromResult(new CurrentUser(UserId.Local));
}
