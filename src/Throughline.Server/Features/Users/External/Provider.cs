using System.Text.RegularExpressions;
using Throughline.Server.Postgres;

namespace Throughline.Server.Features.Users.External;

/// <summary>A provider with everything that is needed to ask it.</summary>
/// <param name="Name">By which its paths are made.</param>
/// <param name="EmailsEndpoint">Where the proved addresses are, when they are not in the answer about the person.</param>
sealed partial record Provider(
    string Name, string DisplayName, string ClientId, string ClientSecret, string AuthorizationEndpoint, string TokenEndpoint, string UserInfoEndpoint,
    IReadOnlyList<string> Scopes, string SubjectField, string EmailField, string? EmailVerifiedField, string NameField, string? EmailsEndpoint, bool AllowsNewUsers)
{
    public string CallbackPath => $"/api/sign-in/external/{Name}/callback";

    /// <exception cref="StartupException">Something is missing or wrong.</exception>
    public static Provider Of(string name, ProviderSettings set)
    {
        var section = $"SignIn:Providers:{name}";
        if (!Names().IsMatch(name))
            throw new StartupException($"{section}: a provider's name has small letters, digits and hyphens, 20 at most.");
        var known = Known(set.Kind);
        return new Provider(name, set.DisplayName ?? known.DisplayName ?? name, Needed(set.ClientId, nameof(set.ClientId)), Needed(set.ClientSecret, nameof(set.ClientSecret)),
            Address(set.AuthorizationEndpoint ?? known.AuthorizationEndpoint, nameof(set.AuthorizationEndpoint)),
            Address(set.TokenEndpoint ?? known.TokenEndpoint, nameof(set.TokenEndpoint)),
            Address(set.UserInfoEndpoint ?? known.UserInfoEndpoint, nameof(set.UserInfoEndpoint)),
            (set.Scopes ?? known.Scopes ?? "openid email profile").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            set.SubjectField ?? known.SubjectField ?? "sub", set.EmailField ?? "email", set.EmailVerifiedField ?? "email_verified", set.NameField ?? "name",
            set.Kind == ProviderKind.GitHub ? (set.UserInfoEndpoint ?? known.UserInfoEndpoint) + "/emails" : null, set.AllowNewUsers);

        string Needed(string? value, string member) => string.IsNullOrEmpty(value) ? throw new StartupException($"{section}:{member} is missing.") : value;

        string Address(string? value, string member) => Uri.TryCreate(Needed(value, member), UriKind.Absolute, out var url) && (url.Scheme == "https" || url is { Scheme: "http", IsLoopback: true })
            ? value!
            : throw new StartupException($"{section}:{member} must be an https address.");
    }

    // From the providers' own pages: docs.github.com/apps/oauth-apps, docs.gitlab.com/integration/openid_connect_provider, developers.google.com/identity.
    static ProviderSettings Known(ProviderKind kind) => kind switch
    {
        ProviderKind.GitHub => new()
        {
            DisplayName = "GitHub",
            AuthorizationEndpoint = "https://github.com/login/oauth/authorize",
            TokenEndpoint = "https://github.com/login/oauth/access_token",
            UserInfoEndpoint = "https://api.github.com/user",
            Scopes = "read:user user:email",
            SubjectField = "id",
        },
        ProviderKind.GitLab => new()
        {
            DisplayName = "GitLab",
            AuthorizationEndpoint = "https://gitlab.com/oauth/authorize",
            TokenEndpoint = "https://gitlab.com/oauth/token",
            UserInfoEndpoint = "https://gitlab.com/oauth/userinfo",
        },
        ProviderKind.Google => new()
        {
            DisplayName = "Google",
            AuthorizationEndpoint = "https://accounts.google.com/o/oauth2/v2/auth",
            TokenEndpoint = "https://oauth2.googleapis.com/token",
            UserInfoEndpoint = "https://openidconnect.googleapis.com/v1/userinfo",
        },
        _ => new(),
    };

    [GeneratedRegex("^[a-z0-9-]{1,20}$", RegexOptions.None, 1000)]
    private static partial Regex Names();
}
