using NodaTime;

namespace Throughline.Domain.Factors;

/// <summary>An app that shows codes (RFC 6238), by which its user proves a second time who they are. No fact tells its secret.</summary>
/// <param name="Secret">Encrypted: only a server that has the key can check a code.</param>
/// <param name="IsOn">False: it was begun, and no code of it was shown yet.</param>
/// <param name="LastStep">The latest step that a code was taken of; no code of it or of an earlier one is taken again.</param>
public sealed record Authenticator(UserId UserId, byte[] Secret, bool IsOn, long LastStep, Instant CreatedAt);
