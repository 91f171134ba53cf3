namespace Throughline.Web.Tests;

/// <summary>Somebody who can sign in.</summary>
public sealed record Account(string Name, string Email, string Password)
{
    /// <summary>Who owns the servers that the tests start: an administrator.</summary>
    public static readonly Account Owner = new("Olga Owner", "owner@example.org", "a line through the journal");

    /// <summary>Their id at the server; empty: nobody asked.</summary>
    public string Id { get; init; } = "";
}
