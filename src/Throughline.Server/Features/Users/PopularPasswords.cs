using System.Collections.Frozen;

namespace Throughline.Server.Features.Users;

/// <summary>
/// Passwords that are tried first: of the well-known lists only those count that are long enough to be taken at all, and those are few. What is
/// made of one short piece again and again, or of neighbours on the keyboard or in the alphabet, is as weak.
/// </summary>
static class PopularPasswords
{
    const int FewestKinds = 5;

    static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "1q2w3e4r5t6y7u8i9o0p"];

    static readonly string[] Stems =
    [
        "password", "passwort", "qwerty", "qwertz", "azerty", "iloveyou", "letmein", "welcome", "administrator", "admin", "football", "baseball", "superman", "batman",
        "starwars", "monkey", "dragon", "sunshine", "princess", "changeme", "trustno1", "whatever", "secret", "throughline", "summer", "winter", "spring", "autumn",
    ];

    static readonly FrozenSet<string> Known = new[]
    {
        "correcthorsebatterystaple", "iloveyouforever", "ihavenopassword", "thisismypassword", "mypasswordispassword", "zaq12wsxcde3", "qazwsxedcrfv", "q1w2e3r4t5y6", "unbelievable", "letmeinplease",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Holds(string password)
    {
        var text = password.ToLowerInvariant();
        return Known.Contains(text) || text.Distinct().Count() < FewestKinds || IsRepeated(text) || Rows.Any(row => row.Contains(text, StringComparison.Ordinal) || Reversed(row).Contains(text, StringComparison.Ordinal))
            || IsStemWithTail(text);
    }

    static string Reversed(string text) => string.Concat(text.Reverse());

    static bool IsRepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (text.Length % length == 0 && Enumerable.Range(1, text.Length / length - 1).All(i => text.AsSpan(i * length, length).SequenceEqual(text.AsSpan(0, length))))
                return true;
        return false;
    }

    // password2026!, qwerty123456, welcomewelcome1: one or more such words, and behind them nothing but digits and signs.
    static bool IsStemWithTail(string text)
    {
        var at = 0;
        while (Array.Find(Stems, stem => text.AsSpan(at).StartsWith(stem)) is { } found)
            at += found.Length;
        return at > 0 && text.AsSpan(at).IndexOfAnyInRange('a', 'z') < 0;
    }
}
