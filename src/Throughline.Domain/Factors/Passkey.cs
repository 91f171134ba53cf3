using NodaTime;

namespace Throughline.Domain.Factors;

/// <summary>A key pair that a device or a password store keeps, by which its user signs in. Whoever uses it has shown the device that it is they.</summary>
/// <param name="CredentialId">What the device calls it.</param>
/// <param name="PublicKey">COSE, as the device gave it.</param>
/// <param name="SignCount">How often it was used, as the device counts; 0: it does not count.</param>
/// <param name="Transports">How the browser reaches the device, such as internal or usb.</param>
/// <param name="IsSynced">Whether it may be on several devices. It never changes.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="LastUsedAt">Null: never yet.</param>
public sealed record Passkey(
    PasskeyId Id, UserId UserId, byte[] CredentialId, byte[] PublicKey, long SignCount, string[] Transports, bool IsSynced, string Name, Instant CreatedAt,
    Instant? LastUsedAt = null)
{
    public const int NameLength = 100;

    /// <summary>How many a user may have.</summary>
    public const int Most = 20;
}
