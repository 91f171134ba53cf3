using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NodaTime;

namespace Throughline.Domain.Factors;

/// <summary>Codes by time: RFC 6238 with SHA-1, steps of 30 s and 6 digits, which is what every authenticator app takes.</summary>
public static class Totp
{
    /// <summary>Bytes of a secret: as many as the hash has (RFC 4226, section 4).</summary>
    public const int SecretLength = 20;

    public const int Digits = 6;

    public static readonly Duration StepLength = Duration.FromSeconds(30);

    // Clocks differ: the step before and the one after are taken too (RFC 6238, section 5.2).
    const long Slack = 1;

    public static long StepAt(Instant moment) => moment.ToUnixTimeSeconds() / (long)StepLength.TotalSeconds;

    public static string CodeAt(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Apps take no other hash everywhere; as a keyed hash of a counter SHA-1 is not broken (RFC 6238, section 1.2).
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var code = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        var modulus = 1;
        for (var i = 0; i < digits; i++)
            modulus *= 10;
        return (code % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step that a code is of; null: of none near a moment.</summary>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, Instant moment)
    {
        // Each is looked at, and each as a whole: how long it takes says nothing about a code.
        long? found = null;
        for (var step = StepAt(moment) - Slack; step <= StepAt(moment) + Slack; step++)
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeAt(secret, step)), System.Text.Encoding.UTF8.GetBytes(code)))
                found = step;
        return found;
    }
}
