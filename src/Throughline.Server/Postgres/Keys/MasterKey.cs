using System.Security.Cryptography;
using System.Text;

namespace Throughline.Server.Postgres.Keys;

/// <summary>256 random bits that never enter the database: who has a copy of it, without this, can read no key in it.</summary>
public sealed class MasterKey
{
    const int Length = 32;
    const int NonceLength = 12;
    const int TagLength = 16;

    // A text that was encrypted for this is not taken for anything else.
    static readonly byte[] Purpose = "throughline data-protection key"u8.ToArray();

    readonly byte[] _bytes;

    MasterKey(byte[] bytes)
    {
        _bytes = bytes;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "throughline master key"u8, .. bytes]).AsSpan(0, 8));
    }

    /// <summary>Tells master keys from each other, and tells nothing about them.</summary>
    public string Id { get; }

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Length));

    public static MasterKey? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 3];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Length ? new(bytes[..Length].ToArray()) : null;
    }

    public string Write() => Convert.ToBase64String(_bytes) + "\n";

    /// <summary>Nonce, ciphertext and tag, one after the other. A nonce is random: no master key encrypts so much that two could meet.</summary>
    public string Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var all = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(all.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_bytes, TagLength);
        aes.Encrypt(all.AsSpan(0, NonceLength), plain, all.AsSpan(NonceLength, plain.Length), all.AsSpan(NonceLength + plain.Length), Purpose);
        return Convert.ToBase64String(all);
    }

    /// <exception cref="CryptographicException">It was not encrypted under this key, or was changed since.</exception>
    public string Decrypt(string text)
    {
        var all = Convert.FromBase64String(text);
        if (all.Length < NonceLength + TagLength)
            throw new CryptographicException("It is too short to have been encrypted.");
        var plain = new byte[all.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_bytes, TagLength);
        aes.Decrypt(all.AsSpan(0, NonceLength), all.AsSpan(NonceLength, plain.Length), all.AsSpan(NonceLength + plain.Length), plain, Purpose);
        return Encoding.UTF8.GetString(plain);
    }
}
