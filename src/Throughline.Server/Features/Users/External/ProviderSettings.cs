namespace Throughline.Server.Features.Users.External;

/// <summary>Somebody who signs people in for others (OAuth 2). The * is what the provider is called in paths: small letters, digits, hyphens.</summary>
public sealed record ProviderSettings
{
    public const string Section = "SignIn:Providers:*";

    /// <summary>Whose ways it has: then its addresses, scopes and fields are known; Generic: they have to be said.</summary>
    public ProviderKind Kind { get; init; } = ProviderKind.Generic;

    /// <summary>By what the provider knows this server.</summary>
    public string? ClientId { get; init; }

    /// <summary>With what this server proves itself to the provider.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The page on which people agree.</summary>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>Where a code is exchanged for a token.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>Where the token tells who it is.</summary>
    public string? UserInfoEndpoint { get; init; }

    /// <summary>What is asked for, separated by blanks.</summary>
    public string? Scopes { get; init; }

    /// <summary>What people call it; empty: its name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Member of the answer that names a person and never changes.</summary>
    public string? SubjectField { get; init; }

    /// <summary>Member that has the mail address.</summary>
    public string? EmailField { get; init; }

    /// <summary>Member that is true when the provider has seen the address proved.</summary>
    public string? EmailVerifiedField { get; init; }

    /// <summary>Member that has the person's name.</summary>
    public string? NameField { get; init; }

    /// <summary>Whether somebody whose address was proved there, and who has no account, makes one by signing in.</summary>
    public bool AllowNewUsers { get; init; }
}

/// <summary>Providers whose ways are known.</summary>
public enum ProviderKind
{
    /// <summary>Any with the three addresses.</summary>
    Generic,

    /// <summary>github.com</summary>
    GitHub,

    /// <summary>gitlab.com, or another with its addresses.</summary>
    GitLab,

    /// <summary>Google.</summary>
    Google,
}
