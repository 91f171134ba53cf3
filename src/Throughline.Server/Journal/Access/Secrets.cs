using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Throughline.Server.Journal.Access;

/// <summary>
/// Secrets that this program makes: 32 random bytes, so that guessing is hopeless and a plain hash is enough to keep. A token begins with
/// <c>tl_</c>, by which scanners of published text find it.
/// </summary>
public static class Secrets
{
    public const int Length = 32;
    public const string TokenPrefix = "tl_";

    /// <returns>The secret as its holder keeps it, and the hash that is kept here.</returns>
    public static (string Secret, byte[] Hash) New()
    {
        var bytes = RandomNumberGenerator.GetBytes(Length);
        return (Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }

    public static (string Token, byte[] Hash) NewToken()
    {
        var (secret, hash) = New();
        return (TokenPrefix + secret, hash);
    }

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(Length);

    /// <summary>The secret that follows one: only who has that one, and we who have the salt, can make it together.</summary>
    /// <param name="secret">As its holder keeps it.</param>
    /// <returns>As <see cref="New"/> does.</returns>
    public static (string Secret, byte[] Hash) Next(string secret, byte[] salt)
    {
        var bytes = HMACSHA256.HashData(Base64Url.DecodeFromChars(secret), salt);
        return (Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }

    internal static string TokenOf(byte[] secret) => TokenPrefix + Base64Url.EncodeToString(secret);

    public static bool TryHash(ReadOnlySpan<char> secret, [NotNullWhen(true)] out byte[]? hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        hash = secret.Length == 43 && Base64Url.TryDecodeFromChars(secret, bytes, out var length) && length == Length ? SHA256.HashData(bytes) : null;
        return hash is not null;
    }

    public static bool TryHashToken(ReadOnlySpan<char> token, [NotNullWhen(true)] out byte[]? hash)
    {
        hash = null;
        return token.StartsWith(TokenPrefix) && TryHash(token[TokenPrefix.Length..], out hash);
    }
}
