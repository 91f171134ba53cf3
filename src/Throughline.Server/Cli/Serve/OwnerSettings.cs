namespace Throughline.Server.Cli.Serve;

/// <summary>Who is made the owner when the instance has no user yet. Afterwards none of this is looked at.</summary>
public sealed record OwnerSettings
{
    public const string Section = "Owner";

    /// <summary>Mail address; empty: whoever opens the link that is printed becomes the owner.</summary>
    public string? Email { get; init; }

    /// <summary>The password to sign in with, 12 to 128 characters.</summary>
    public string? Password { get; init; }

    /// <summary>What people call them; empty: what stands before the @.</summary>
    public string? Name { get; init; }
}
