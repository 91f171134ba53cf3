using System.Security.Cryptography;

namespace Throughline.Server.Journal.Access;

/// <summary>A hash that can be looked up by. It is compared as a whole: how long that takes tells nothing about a secret, only about its hash.</summary>
readonly struct SecretHash(byte[] bytes) : IEquatable<SecretHash>
{
    readonly byte[] _bytes = bytes;

    public bool Equals(SecretHash other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override bool Equals(object? obj) => obj is SecretHash other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(_bytes);
}
