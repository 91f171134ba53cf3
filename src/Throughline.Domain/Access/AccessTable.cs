namespace Throughline.Domain.Access;

/// <summary>
/// Who may do what: the one place where it stands. The guide's table and the tests of every endpoint are made from it.
/// </summary>
public static class AccessTable
{
    /// <summary>The least role in the project that has the permission; null: it is not about a project.</summary>
    public static Role? LeastRole(Permission permission) => permission switch
    {
        Permission.Read or Permission.Leave or Permission.SaveViews => Role.Viewer,
        Permission.Work or Permission.HandOver => Role.Worker,
        Permission.Write or Permission.ShareViews => Role.Member,
        Permission.Manage or Permission.Audit or Permission.HandOverForOthers => Role.Owner,
        _ => null,
    };

    /// <summary>Whether only administrators of the instance have it.</summary>
    public static bool IsForAdministrators(Permission permission) => permission == Permission.Administer;

    /// <summary>The scope that a token needs for it.</summary>
    public static Scopes ScopeFor(Permission permission) => permission switch
    {
        Permission.Read or Permission.SeeAccount => Scopes.Read,
        Permission.Work => Scopes.Work,
        Permission.Write or Permission.CreateProject or Permission.HandOver or Permission.HandOverForOthers or Permission.SaveViews or Permission.ShareViews => Scopes.Write,
        _ => Scopes.Admin,
    };

    public static bool Allows(Role role, Permission permission) => LeastRole(permission) is { } least && role >= least;
}
