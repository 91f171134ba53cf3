using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>Somebody who may sign in. What is personal about them stands in their <see cref="Account"/>, which can be erased.</summary>
/// <param name="Id">Identity.</param>
/// <param name="IsAdministrator">Whether they look after the instance; an administrator is an owner in every project.</param>
/// <param name="IsDisabled">Whether they may do nothing any more.</param>
/// <param name="Version">Counts what administrators edit.</param>
/// <param name="ErasedAt">Position of the fact that erased them; null: they are somebody.</param>
public sealed record User(UserId Id, bool IsAdministrator, bool IsDisabled, int Version, Instant CreatedAt, Instant UpdatedAt, Position? ErasedAt = null)
{
    /// <summary>What somebody is called of whom nothing personal is kept: the same wherever they are shown.</summary>
    public static string Pseudonym(UserId id) => $"Former user {id.Value.ToString("N")[^4..]}";
}

/// <summary>What is personal about a user. No fact tells it.</summary>
/// <param name="Email">Where mail reaches them, as they spelt it.</param>
/// <param name="Name">What people call them.</param>
/// <param name="PasswordHash">Null: they have no password.</param>
public sealed record Account(UserId Id, string Email, string Name, string? PasswordHash)
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    /// <summary>The mail address by which the account is found: two that differ only in capitals are one.</summary>
    public string EmailKey => KeyOf(Email);

    public static string KeyOf(string email) => email.Normalize(System.Text.NormalizationForm.FormC).ToUpperInvariant();

    public static void CheckEmail(string field, string? email, InputRules rules)
    {
        rules.Line(field, email, EmailLength);
        if (!string.IsNullOrWhiteSpace(email) && (email.IndexOf('@', StringComparison.Ordinal) is var at && (at <= 0 || at != email.LastIndexOf('@') || at == email.Length - 1) || email.Any(char.IsWhiteSpace)))
            rules.Add(field, "It is a mail address, such as name@example.com.");
    }
}
