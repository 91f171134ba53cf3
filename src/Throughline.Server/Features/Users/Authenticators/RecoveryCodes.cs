using System.Security.Cryptography;
using Throughline.Domain.Factors;

namespace Throughline.Server.Features.Users.Authenticators;

/// <summary>
/// Recovery codes: 120 random bits in groups of four letters and digits. That is more than can be guessed, also by whoever has the hash, so a plain
/// one is enough to keep.
/// </summary>
static class RecoveryCodes
{
    const int Length = 15;
    const int Group = 4;

    /// <returns>The codes as their owner keeps them, and the hashes that are kept here.</returns>
    public static (IReadOnlyList<string> Codes, IReadOnlyList<byte[]> Hashes) New()
    {
        var all = Enumerable.Range(0, RecoveryCode.Count).Select(_ => RandomNumberGenerator.GetBytes(Length)).ToList();
        return ([.. all.Select(Spelt)], [.. all.Select(SHA256.HashData)]);
    }

    /// <returns>Null: it does not look like one.</returns>
    public static byte[]? HashOf(string code) => Base32.Decode(code) is { Length: Length } bytes ? SHA256.HashData(bytes) : null;

    static string Spelt(byte[] code) => string.Join('-', Base32.Encode(code).ToLowerInvariant().Chunk(Group).Select(letters => new string(letters)));
}
