using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// What a request may do: a credential and the permission that its endpoint is about. Only the authorisation makes one, so a handler that has
/// one runs for somebody who was let in; whether they may do it to a thing, it asks here, before anything is changed.
/// </summary>
public sealed class Rights
{
    readonly Permission _permission;
    readonly TimeProvider _time;

    internal Rights(Credential credential, Permission permission, TimeProvider time) => (Credential, _permission, _time) = (credential, permission, time);

    public UserId User => Credential.User.Id;

    public Credential Credential { get; }

    /// <summary>Whom the journal names for what they do.</summary>
    public Actor Actor => new(User, Credential.Kind is CredentialKind.Token or CredentialKind.SignIn ? Credential.Id : null);

    /// <summary>The sign-in in which they ask; null: they ask otherwise.</summary>
    public SignInId? SignIn => Credential.Kind == CredentialKind.SignIn ? new SignInId(Credential.Id) : null;

    /// <summary>Whether they are an administrator, and whether their credential is good for that.</summary>
    public bool Administers => Credential.User.Rights.IsAdministrator && Credential.Scopes.HasFlag(AccessTable.ScopeFor(Permission.Administer));

    /// <summary>The projects that they see; null: all there are.</summary>
    public IEnumerable<ProjectId>? Visible => Credential.User.Rights is { IsAdministrator: true } ? null : Credential.User.Rights.Roles.Keys;

    public static ValueTask<Rights?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Rights>());

    public Role? RoleIn(ProjectId project) => Credential.IsGood(_time.Now()) ? Credential.In(project) : null;

    /// <summary>Why they may not do it to a thing of a project; null: they may. What they don't see is not there.</summary>
    /// <param name="noun">What the thing is called.</param>
    /// <param name="project">The project that it belongs to; null: there is no such thing.</param>
    public Refusal? Refuses(string noun, ProjectId? project) => Refuses(noun, project, _permission);

    /// <param name="permission">What has to be allowed, where it is more than what the endpoint asks of everybody.</param>
    /// <inheritdoc cref="Refuses(string, ProjectId?)"/>
    public Refusal? Refuses(string noun, ProjectId? project, Permission permission)
    {
        if (project is not { } id || RoleIn(id) is not { } role)
            return Refusal.NotFound(noun);
        return AccessTable.Allows(role, permission) ? null
            : new Refusal(RefusalKind.Forbidden, "forbidden", $"It needs the role {AccessTable.LeastRole(permission)} in the project; yours is {role}. An owner of the project can give it to you.");
    }

    /// <summary>Calls when what they may do may have changed, until the result is disposed. It must be quick.</summary>
    public IDisposable Watch(Action changed) => Credential.User.Watch(changed);

    /// <exception cref="RefusedException">They may not do it to a thing of the project.</exception>
    public void Require(string noun, ProjectId? project)
    {
        if (Refuses(noun, project) is { } refusal)
            throw new RefusedException(refusal);
    }
}
